import { sql } from 'kysely';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { refuseField } from '../errors/input-error.ts';
import { appendAudit, appendEvent } from '../events/append.ts';
import { notifyChanged } from '../events/notices.ts';
import { findRun, workflowIdOf } from './run.ts';

// Every change is told as an event about the run's subject (`run.cancelled`, `run.resumed`, `run.rerun`, with the workflow and the run in
// its payload), so that whoever keeps that row may follow.

type Run = Awaited<ReturnType<typeof findRun>>;

/** What the process that runs a workflow listens to, to let go of it at once. */
export const cancelSubject = (workflowId: string): string => `cancel:${workflowId}`;

/** Cancels a run that is underway: its steps' signal goes off, and none begins any more. @throws BottegaError not_found, conflict */
export async function cancelRun(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'runs.write');
  await inTransaction(ctx, async (tx) => {
    const run = await findRun(tx, id);
    if (!(await cancel(tx, run))) throw new BottegaError('conflict', 'This run has ended already.');
    await record(tx, run, 'run.cancelled');
  });
}

/**
 * Cancels the run of a row inside the transaction that changes the row, for whoever owns the row and has asked for the permission. Says
 * whether there was anything to cancel.
 */
export async function cancelWorkflow(tx: Ctx, { name, subjectId }: { name: string; subjectId: string }): Promise<boolean> {
  const workflowId = workflowIdOf({ workflow: name, subject_id: subjectId });
  return cancel(tx, { workflowId });
}

/**
 * Lets a run go on that was cancelled, where it stood; one that has failed goes on with the step that failed.
 * @throws BottegaError not_found, conflict
 */
export async function resumeRun(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'runs.write');
  await inTransaction(ctx, async (tx) => {
    const run = await findRun(tx, id);
    if (!(await resume(tx, run))) throw new BottegaError('conflict', 'Only a run that was cancelled or has failed can be resumed.');
    await record(tx, run, 'run.resumed');
  });
}

/**
 * Runs a run that has ended again from a step on: what stood before the step is kept.
 * @throws BottegaError not_found, invalid_input for a step that it has not done, conflict while it is underway
 */
export async function rerunFrom(ctx: Ctx, { id, step }: { id: string; step: string }): Promise<void> {
  authorise(ctx, 'runs.write');
  await inTransaction(ctx, async (tx) => {
    const run = await findRun(tx, id);
    const steps = await stepsOf(tx, run);
    const from = steps.find(({ name }) => name === step);
    if (!from) refuseField('step', `This run has done no step "${step}". It has: ${steps.map(({ name }) => name).join(', ') || 'none'}.`);
    if (!(await rewind(tx, run, from.position))) throw new BottegaError('conflict', 'This run is underway; cancel it first.');
    await record(tx, run, 'run.rerun', { step });
  });
}

const stepsOf = (tx: Ctx, { workflowId }: Run) =>
  tx.db.selectFrom('work.run_step').select(['name', 'position', 'failed']).where('id', '=', workflowId).orderBy('position').execute();

const yes = (rows: readonly { done: boolean }[]): boolean => rows[0]?.done === true;

async function cancel(tx: Ctx, { workflowId }: Pick<Run, 'workflowId'>): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select work.cancel_run(${workflowId}) as done`.execute(tx.db);
  if (yes(rows)) await notifyChanged(tx, cancelSubject(workflowId));
  return yes(rows);
}

async function resume(tx: Ctx, run: Run): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select work.resume_run(${run.workflowId}) as done`.execute(tx.db);
  if (yes(rows)) return true;
  const failed = (await stepsOf(tx, run)).find((step) => step.failed);
  return failed !== undefined && rewind(tx, run, failed.position);
}

async function rewind(tx: Ctx, { workflowId }: Run, position: number): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select work.rewind_run(${workflowId}, ${position}::int) as done`.execute(tx.db);
  return yes(rows);
}

async function record(tx: Ctx, run: Run, type: 'run.cancelled' | 'run.resumed' | 'run.rerun', more: { step?: string } = {}): Promise<void> {
  const payload = { workflow: run.workflow, runId: run.id, ...more };
  await appendEvent(tx, { type, subjectId: run.subject_id, payload });
  await appendAudit(tx, { action: type, subjectId: run.id, detail: { workflow: run.workflow, subjectId: run.subject_id, ...more } });
  await notifyChanged(tx, run.id);
}
