import { DBOS, DBOSWorkflowConflictError } from '@dbos-inc/dbos-sdk';
import { type Chore, doInEveryShop } from '../chores.ts';
import type { Engine } from '../workflows/run-workflow.ts';

const NAME = 'chore';
const QUEUE = 'chores';
/** Runs are kept so long: a clock that is set back by days must find what was done. */
const KEEP_DAYS = 8;
const CLEARED_AT_ONCE = 2_000;

type ChoreWorkflow = { begin(chore: Chore, due: Temporal.Instant): Promise<void> };

/**
 * Makes each occurrence of a chore a durable workflow, named after both: it can be begun once, and another process goes on with it when one
 * dies. While an occurrence is at work the next ones are passed over.
 */
export function registerChores(engine: Engine, chores: readonly Chore[]): ChoreWorkflow {
  const workflow = DBOS.registerWorkflow(
    async (name: string): Promise<void> => {
      const chore = chores.find((known) => known.name === name);
      if (!chore) return; // of another release
      await DBOS.runStep(() => doChore(engine, chore), { name });
    },
    { name: NAME },
  );
  return {
    async begin(chore, due) {
      const workflowID = `${NAME}:${chore.name}:${due}`;
      const enqueueOptions = { deduplicationID: chore.name };
      await DBOS.startWorkflow(workflow, { workflowID, queueName: QUEUE, enqueueOptions, duplicationPolicy: 'return-existing' })(
        chore.name,
      );
    },
  };
}

/** A chore that was interrupted is not done: the next process does it again. Where this one ends, it never settles. */
async function doChore({ ground, executor, stopping, underway }: Engine, chore: Chore): Promise<void> {
  const letGo = new AbortController();
  const stop = (reason: Error) => letGo.abort(reason);
  underway.add(stop);
  try {
    await doInEveryShop(ground, chore, { executor, signal: AbortSignal.any([stopping, letGo.signal]) });
  } finally {
    underway.delete(stop);
  }
  if (letGo.signal.aborted) throw new DBOSWorkflowConflictError(DBOS.workflowID ?? '');
  if (stopping.aborted) await new Promise<never>(() => undefined);
}

/** Takes away what the chores left in the engine's tables. */
export async function clearChoreRuns(): Promise<void> {
  const endTime = Temporal.Now.instant()
    .subtract({ hours: KEEP_DAYS * 24 })
    .toString();
  const old = await DBOS.listWorkflows({
    ...{ workflowName: NAME, endTime, limit: CLEARED_AT_ONCE, loadInput: false, loadOutput: false },
    status: ['SUCCESS', 'ERROR'],
  });
  if (old.length > 0) await DBOS.deleteWorkflows(old.map(({ workflowID }) => workflowID));
}
