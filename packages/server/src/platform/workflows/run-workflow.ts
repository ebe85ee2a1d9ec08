import { ProviderError } from '@bottega/contracts';
import { DBOS, DBOSWorkflowConflictError } from '@dbos-inc/dbos-sdk';
import type { KyselyPlugin } from 'kysely';
import { findShopById } from '../database/system-door.ts';
import { isDatabaseAway } from '../errors/bottega-error.ts';
import { waitForFiles } from '../files/patient-store.ts';
import { createCtx, type Ground } from '../ground.ts';
import { cancelSubject } from './change-run.ts';
import type { Step, WorkflowDefinition } from './definition.ts';
import type { Executor } from './executor.ts';
import type { RunDiary, RunLog } from './run-log.ts';
import { metrics } from '../telemetry/metrics.ts';
import { inOwnScope, inSpan } from '../telemetry/spans.ts';

/** What the runs of this process share. */
export type Engine = {
  readonly ground: Ground;
  /** Goes off when the process is told to stop. */
  readonly stopping: AbortSignal;
  readonly runLog: RunLog;
  readonly executor: Pick<Executor, 'id' | 'holds'>;
  /** The mark of the execution that owns a workflow now; undefined where none does. */
  readonly ownerOf: (workflowId: string) => Promise<string | undefined>;
  /** How to let go of each run that is underway. */
  readonly underway: Set<(reason: Error) => void>;
  /** The work of steps that has not settled yet. */
  readonly working: Set<Promise<unknown>>;
};

/** More than any machine that is switched off again and again would need; it ends a run that takes its process down with it each time. */
const MOST_RECOVERIES = 1_000;
const SILENT = 'This process was silent for too long.';
const RETRIES = { retriesAllowed: true, maxAttempts: 5, intervalSeconds: 0.5 } as const;

/** A run that is no longer ours: the engine lets go of it and leaves what becomes of it to whoever owns it. */
type Run = { readonly workflowId: string; readonly letGo: AbortController; readonly diary: RunDiary };

export function registerWorkflow(engine: Engine, { name, run }: WorkflowDefinition): void {
  const { ground, stopping, underway, executor } = engine;
  const workflow = async (shopId: string, subjectId: string, runId?: string, requestId?: string): Promise<void> => {
    const shop = await findShopById(ground.database, shopId);
    if (!shop) return; // deleted since
    const workflowId = `${name}:${subjectId}`;
    const own: Run = { workflowId, letGo: new AbortController(), diary: engine.runLog.open({ shopId, runId }) };
    const letGo = (reason: Error) => own.letGo.abort(reason);
    underway.add(letGo);
    const owner = await engine.ownerOf(workflowId);
    const stopListening = ground.notices.subscribe(cancelSubject(workflowId), () => void letGoUnlessOwned(engine, own, owner));
    try {
      const signal = AbortSignal.any([stopping, own.letGo.signal]);
      const ctx = waitForFiles(createCtx(ground, { shop, actor: { type: 'system', name }, signal, requestId: requestId ?? workflowId }));
      const log = own.diary.tee(ctx.log.child({ workflow: name, subject: subjectId }));
      const ids = { requestId: ctx.requestId, shop: shop.slug, workflow: workflowId };
      const db = ctx.db.withPlugin(fence(engine, own));
      await inOwnScope(name, ids, () => run({ ...ctx, db, log, executor }, subjectId, stepOf(engine, own)));
      metrics.workflowsEnded.inc({ workflow: name, outcome: 'done' });
    } catch (error) {
      metrics.workflowsEnded.inc({ workflow: name, outcome: own.letGo.signal.aborted ? 'let go' : 'failed' });
      throw error;
    } finally {
      stopListening();
      underway.delete(letGo);
    }
  };
  DBOS.registerWorkflow(workflow, { name, maxRecoveryAttempts: MOST_RECOVERIES });
}

/** Lets no statement through once others take this process for dead: one that was frozen wakes in the middle of a step. */
const fence = ({ executor }: Engine, { workflowId, letGo }: Run): KyselyPlugin => ({
  transformQuery({ node }) {
    if (executor.holds()) return node;
    letGo.abort(new Error(SILENT));
    throw new DBOSWorkflowConflictError(workflowId);
  },
  transformResult: async ({ result }) => result,
});

/** Cancelled, or cancelled and resumed since by another: either way this execution is not the one that counts. */
async function letGoUnlessOwned({ ownerOf, ground }: Engine, { workflowId, letGo }: Run, owner: string | undefined): Promise<void> {
  try {
    if ((await ownerOf(workflowId)) !== owner) letGo.abort(new Error('The run was cancelled.'));
  } catch (error) {
    ground.log.warn({ err: error, workflow: workflowId }, 'could not look whether a run was cancelled; the engine looks too');
  }
}

function stepOf(engine: Engine, run: Run): Step {
  const step: Step = (name, work) =>
    DBOS.runStep(() => doStep(engine, run, name, work), {
      ...RETRIES,
      name,
      shouldRetry: (error) => isDatabaseAway(error) || (error instanceof ProviderError && error.kind === 'temporary'),
    });
  return (name, work) =>
    step(name, work).catch((error: unknown) => {
      // Cancelled or taken over between two steps: then too the signal says so, for whoever would take it for a failure.
      if (isNoLongerOurs(error)) run.letGo.abort(error);
      throw error;
    });
}

const isNoLongerOurs = (error: unknown): error is Error =>
  error instanceof Error && ['DBOSWorkflowCancelledError', 'DBOSWorkflowConflictError'].includes(error.name);

async function doStep<T>(engine: Engine, run: Run, name: string, work: () => Promise<T>): Promise<T> {
  const { letGo, diary, workflowId } = run;
  if (!engine.executor.holds()) letGo.abort(new Error(SILENT));
  if (letGo.signal.aborted) throw new DBOSWorkflowConflictError(workflowId);
  const { currentAttempt = 1, cancelSignal } = DBOS.stepStatus ?? {};
  const place = { step: name, attempt: currentAttempt };
  const cancel = () => letGo.abort(cancelSignal?.reason);
  cancelSignal?.addEventListener('abort', cancel, { once: true }); // where the notice was not heard
  diary.write({ event: 'began', level: 'info', message: '' }, place);
  const measured = measureStep(workflowId, name);
  try {
    const result = await surviveStop(engine, () =>
      diary.within(place, () => inSpan(`step ${name}`, { 'bottega.attempt': currentAttempt }, work)),
    );
    diary.write({ event: 'done', level: 'info', message: '' }, place);
    measured({ outcome: 'done' });
    return result;
  } catch (error) {
    if (letGo.signal.aborted) throw new DBOSWorkflowConflictError(workflowId);
    diary.write({ event: 'failed', level: 'error', message: (error as Error).message }, place);
    measured({ outcome: 'failed' });
    throw error;
  } finally {
    cancelSignal?.removeEventListener('abort', cancel);
  }
}

/** By the first word of its name: what follows says of which language or shape, and would make a series for each. */
const measureStep = (workflowId: string, name: string) =>
  metrics.stepSeconds.startTimer({ workflow: workflowId.split(':', 1)[0] ?? '', step: name.split(/[\s:]/, 1)[0] ?? '' });

/** Work that fails because the process is stopping has not failed: it never settles, and the next process does it again. */
function surviveStop<T>({ stopping, working }: Engine, work: () => Promise<T>): Promise<T> {
  const forever = new Promise<T>(() => undefined);
  if (stopping.aborted) return forever;
  const done = work();
  working.add(done);
  return done
    .catch((error: unknown) => {
      if (stopping.aborted) return forever;
      throw error;
    })
    .finally(() => working.delete(done));
}
