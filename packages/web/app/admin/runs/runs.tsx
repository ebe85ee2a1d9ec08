import { Workflow } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop } from '../room.ts';
import type { RunSummary } from '../types.ts';
import type { Route } from './+types/runs';
import { RunPill } from './run-pill.tsx';
import { ScheduleList } from './schedule-list.tsx';

const STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const state = STATES.find((known) => known === url.searchParams.get('state'));
    const cursor = url.searchParams.get('cursor');
    const [page, schedules] = await Promise.all([
      platform.listRuns(ctx, { ...(state && { state }), ...(cursor && { cursor }) }),
      platform.listSchedules(ctx),
    ]);
    return { ...page, schedules, state: state ?? '' };
  });

export default function Runs({ loaderData: { items, next, state, schedules } }: Route.ComponentProps) {
  const t = useMessages();
  const choices = [{ value: '', label: t('runs.all') }, ...STATES.map((value) => ({ value, label: t(`runs.state.${value}`) }))];
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('runs.title')} facts={<span>{t('runs.what')}</span>} />
      <FilterTabs label={t('runs.filter')} name="state" current={state} choices={choices} />
      {items.length > 0 ? (
        <RunTable runs={items} />
      ) : (
        <EmptyState picture={<Workflow className="size-16 stroke-1" />}>{t(state ? 'runs.noneSuch' : 'runs.none')}</EmptyState>
      )}
      <Pager next={next} />
      {schedules.length > 0 && <ScheduleList schedules={schedules} />}
    </div>
  );
}

function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  const t = useMessages();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th>{t('runs.workflow')}</th>
          <th>{t('runs.state')}</th>
          <th className="max-sm:hidden">{t('runs.began')}</th>
          <th className="num max-md:hidden">{t('runs.took')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ run }: { run: RunSummary }) {
  const formats = useFormats();
  const { startedAt, endedAt } = run;
  const ms = startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : undefined;
  return (
    <tr>
      <td>
        <Link className="link font-medium" to={run.id}>
          <bdi lang="en">{run.workflow}</bdi>
        </Link>
        <code dir="ltr" className="block text-12 text-ink-2">
          {run.subjectId.slice(-12)}
        </code>
      </td>
      <td>
        <RunPill state={run.state} />
      </td>
      <td className="max-sm:hidden">
        <time dateTime={run.enqueuedAt}>{formats.moment(run.enqueuedAt)}</time>
      </td>
      <td className="num max-md:hidden">{ms === undefined ? '–' : formats.duration(ms)}</td>
    </tr>
  );
}
