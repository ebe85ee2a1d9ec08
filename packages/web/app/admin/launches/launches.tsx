import { Flame } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { Thumb } from '../parts/thumb.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { LaunchSummary } from '../types.ts';
import type { Route } from './+types/launches';
import { isUnderway } from './is-underway.ts';
import { LaunchPill } from './launch-pill.tsx';

/** What the list can be narrowed to; what waits its turn counts as being made. */
const FILTERS = {
  running: ['queued', 'running'],
  waiting: ['waiting'],
  held: ['held'],
  completed: ['completed'],
  rejected: ['rejected'],
  failed: ['failed'],
  cancelled: ['cancelled'],
} as const;
type Filter = keyof typeof FILTERS;
const FILTER_NAMES = Object.keys(FILTERS) as Filter[];

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const cursor = url.searchParams.get('cursor');
    const filter = FILTER_NAMES.find((name) => name === url.searchParams.get('status'));
    const page = await operations.launch.listLaunches(ctx, { ...(cursor && { cursor }), ...(filter && { status: FILTERS[filter] }) });
    return { ...page, filter: filter ?? '' };
  });

export default function Launches({ loaderData: { items, next, filter } }: Route.ComponentProps) {
  const t = useMessages();
  const choices = [
    { value: '', label: t('launches.all') },
    ...FILTER_NAMES.map((value) => ({ value, label: t(`launch.status.${value}`) })),
  ];
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('launches.title')} actions={items.length > 0 && <NewLaunch />} />
      <FilterTabs label={t('launches.filter')} name="status" current={filter} choices={choices} />
      {items.length === 0 ? (
        <EmptyState picture={<Flame className="size-16 stroke-1" />} action={<NewLaunch />}>
          {t(filter ? 'launches.noneSuch' : 'launches.none')}
        </EmptyState>
      ) : (
        <ul className="mt-2">
          {items.map((launch) => (
            <LaunchRow key={launch.launchId} launch={launch} />
          ))}
        </ul>
      )}
      <Pager next={next} />
    </div>
  );
}

function NewLaunch() {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <ButtonLink look="ink" to={`/admin/${shop.slug}/launches/new`}>
      <Flame className="i" />
      {t('launch.new')}
    </ButtonLink>
  );
}

function LaunchRow({ launch }: { launch: LaunchSummary }) {
  const t = useMessages();
  const formats = useFormats();
  const path = useShopPath();
  return (
    <li className="grid grid-cols-[3.5rem_minmax(0,1fr)] items-center gap-4 border-b border-line py-3 sm:grid-cols-[3.5rem_minmax(0,1fr)_auto]">
      <Thumb picture={launch.photo} className="" />
      <div>
        <Link className="link font-medium" to={launch.launchId}>
          <bdi>{launch.name}</bdi>
        </Link>
        <p className="text-12 text-ink-2">
          {t('launches.begun', { moment: formats.moment(launch.createdAt) })}
          {launch.product && (
            <>
              {' · '}
              <a className="link" href={path(`p/${launch.product.slug}`)}>
                {t('product.see')}
              </a>
            </>
          )}
        </p>
        {isUnderway(launch) && <ProgressBar label={launch.name} value={launch.progress} className="mt-2" />}
      </div>
      <span className="max-sm:col-start-2">
        <LaunchPill status={launch.status} />
      </span>
    </li>
  );
}
