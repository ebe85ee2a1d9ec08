import { visitContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { usePage } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Thumb } from '../parts/thumb.tsx';
import { Where } from '../parts/where.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { LaunchView } from '../types.ts';
import type { Route } from './+types/launch';
import { ChannelCopy, type ChannelName } from './channel-copy.tsx';
import { Evidence } from './evidence.tsx';
import { Films } from './films.tsx';
import { Hearing } from './hearing.tsx';
import { isUnderway } from './is-underway.ts';
import { Kits } from './kits.tsx';
import { LaunchNotices } from './launch-notices.tsx';
import { LaunchPill } from './launch-pill.tsx';
import { Steps } from './steps.tsx';
import { Thumbnails } from './thumbnails.tsx';
import { useLaunch } from './use-launch.ts';

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const launch = await operations.launch.getLaunch(ctx, { launchId: params.launchId });
    const wishes = [url.searchParams.get('language'), context.get(visitContext).language];
    return {
      launch,
      language: wishes.find((wish) => wish !== null && launch.languages.includes(wish)) ?? launch.languages[0] ?? 'en',
      channels: [
        { id: 'shop', label: ctx.shop.name, mark: ctx.shop.name.slice(0, 2) },
        ...operations.channels.CHANNELS.map(({ id, label, mark }) => ({ id, label, mark })),
      ],
    };
  });

export default function Launch({ loaderData: { launch: loaded, language, channels } }: Route.ComponentProps) {
  const { shopBase } = usePage();
  const { launch, hearing } = useLaunch(loaded, shopBase);
  return (
    <div className="mx-auto max-w-[76rem]">
      <LaunchHead launch={launch} />
      <Hearing launch={launch} hearing={hearing} />
      <LaunchNotices launch={launch} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[18.5rem_minmax(0,1fr)] lg:gap-12">
        <FromPhotoToPosts launch={launch} />
        <div className="flex min-w-0 flex-col gap-10">
          <Films launch={launch} />
          <Made launch={launch} language={language} channels={channels} />
        </div>
      </div>
    </div>
  );
}

function LaunchHead({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  const took = launch.finishedAt && Date.parse(launch.finishedAt) - Date.parse(launch.createdAt);
  return (
    <PageTitle
      above={<Where to={`/admin/${shop.slug}/launches`} room={t('launches.title')} here={launch.name} />}
      title={launch.name}
      facts={
        <>
          <LaunchPill status={launch.status} />
          <span>
            {took
              ? t('launch.took', { duration: formats.duration(took) })
              : t('launches.begun', { moment: formats.moment(launch.createdAt) })}
          </span>
          <bdi>{t('launch.costs', { cost: formats.cost(launch.cost) })}</bdi>
        </>
      }
    />
  );
}

function FromPhotoToPosts({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  const done = launch.steps.filter((step) => step.state === 'done').length;
  const count = t('launch.stepCount', { done, all: launch.steps.length });
  return (
    <Section title={t('launch.steps')} aside={<span className="text-12 text-ink-2">{count}</span>} className="self-start">
      <div className="mb-3 grid grid-cols-[5rem_minmax(0,1fr)] gap-3">
        <Thumb picture={launch.photo} className="" />
        <p dir="auto" className="line-clamp-5 text-13 wrap-anywhere text-ink-2">
          {launch.notes || t('launch.noNotes')}
        </p>
      </div>
      <Steps launch={launch} />
    </Section>
  );
}

type MadeProps = { readonly launch: LaunchView; readonly language: string; readonly channels: readonly ChannelName[] };

/** Everything besides the films, each part from the moment that there is something in it. */
function Made({ launch, language, channels }: MadeProps) {
  return (
    <>
      {(launch.copy.length > 0 || isUnderway(launch)) && <ChannelCopy launch={launch} channels={channels} language={language} />}
      {launch.thumbnails.length > 0 && <Thumbnails thumbnails={launch.thumbnails} name={launch.name} />}
      {launch.kits.length > 0 && <Kits kits={launch.kits} channels={channels} />}
      {launch.evidence.length > 0 && <Evidence launch={launch} />}
    </>
  );
}
