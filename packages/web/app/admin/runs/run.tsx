import { Ban, Play } from 'lucide-react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { usePage } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { Where } from '../parts/where.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Run as RunView } from '../types.ts';
import type { Route } from './+types/run';
import { RunLog } from './run-log.tsx';
import { RunPill } from './run-pill.tsx';
import { RunSteps } from './run-steps.tsx';
import { useRun } from './use-run.ts';

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({
    run: await platform.getRun(ctx, { id: params.runId }),
    mayWrite: platform.may(ctx.actor, 'runs.write'),
  }));

export const action = ({ request, context, params, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const id = params.runId;
    const form = await request.formData();
    const intent = form.get('intent');
    return submitted(async () => {
      if (intent === 'cancel') await platform.cancelRun(ctx, { id });
      if (intent === 'resume') await platform.resumeRun(ctx, { id });
      if (intent === 'rerun') await platform.rerunFrom(ctx, { id, step: String(form.get('step') ?? '') });
    });
  });

export default function Run({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const told = useProblem(actionData, {});
  const run = useRun(loaderData.run, usePage().shopBase);
  const isUnderway = run.state === 'queued' || run.state === 'running';
  return (
    <div className="mx-auto max-w-[68rem]">
      <RunHead run={run} mayWrite={loaderData.mayWrite} />
      {told.rest && (
        <div className="mt-6">
          <Notice look="bad">{told.rest}</Notice>
        </div>
      )}
      {run.error && (
        <div className="mt-6">
          <Notice look="bad">
            <span dir="auto" lang="en" className="wrap-anywhere">
              {run.error}
            </span>
          </Notice>
        </div>
      )}
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-12">
        <div className="flex flex-col gap-10 self-start">
          <Section title={t('runs.steps')}>
            <RunSteps steps={run.steps} mayRerun={loaderData.mayWrite && !isUnderway} />
          </Section>
          <Facts run={run} />
        </div>
        <Section title={t('runs.log')}>
          <RunLog log={run.log} />
        </Section>
      </div>
    </div>
  );
}

function RunHead({ run, mayWrite }: { run: RunView; mayWrite: boolean }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  return (
    <PageTitle
      above={<Where to={`/admin/${shop.slug}/settings/runs`} room={t('runs.title')} here={run.workflow} />}
      title={run.workflow}
      facts={
        <>
          <RunPill state={run.state} />
          <time dateTime={run.enqueuedAt}>{formats.moment(run.enqueuedAt)}</time>
          {run.beginnings > 1 && <span>{t('runs.beginnings', { count: run.beginnings })}</span>}
        </>
      }
      actions={mayWrite && <RunActions run={run} />}
    />
  );
}

function RunActions({ run: { state } }: { run: RunView }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const isUnderway = state === 'queued' || state === 'running';
  if (state === 'done') return null;
  const [intent, Icon] = isUnderway ? (['cancel', Ban] as const) : (['resume', Play] as const);
  return (
    <Form method="post" preventScrollReset>
      <Button type="submit" name="intent" value={intent} look={isUnderway ? 'bad' : 'ink'} disabled={isBusy}>
        <Icon className="i" />
        {t(`runs.${intent}`)}
      </Button>
    </Form>
  );
}

function Facts({ run }: { run: RunView }) {
  const t = useMessages();
  const facts = [
    ['runs.subject', run.subjectId],
    ['runs.request', run.requestId],
    ['runs.queue', run.queue ?? '–'],
    ['runs.executor', run.executor ?? '–'],
  ] as const;
  return (
    <Section title={t('runs.facts')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 py-2">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{t(label)}</dt>
            <dd dir="ltr" className="wrap-anywhere text-end">
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
