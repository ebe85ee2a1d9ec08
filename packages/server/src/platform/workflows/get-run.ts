import { authorise, type Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { findRun, isUnderway, type RunLine, type RunStep, type RunView, selectRuns, toSummary } from './run.ts';

/** What is shown of a run's log: its last lines. */
const LINES = 300;

/** A run with its steps, its log and why it failed. @throws BottegaError not_found, forbidden, unauthenticated */
export async function getRun(ctx: Ctx, { id }: { id: string }): Promise<RunView> {
  authorise(ctx, 'runs.read');
  const { workflowId } = await findRun(ctx, id);
  const [row, ended, newestFirst] = await Promise.all([
    selectRuns(ctx).where('run.id', '=', id).executeTakeFirst(),
    ctx.db.selectFrom('work.run_step').selectAll().where('id', '=', workflowId).orderBy('position').execute(),
    ctx.db
      .selectFrom('run_log')
      .select(['at', 'level', 'event', 'step', 'attempt', 'message'])
      .where('shop_id', '=', ctx.shop.id)
      .where('run_id', '=', id)
      .orderBy('seq', 'desc')
      .limit(LINES)
      .execute(),
  ]);
  if (!row) throw new BottegaError('not_found', 'This run was cleared away.');
  const log = newestFirst.reverse();
  const steps: RunStep[] = ended.map((step) => ({
    name: step.name,
    state: step.failed ? 'failed' : 'done',
    attempts: attemptsAt(log, step.name),
    startedAt: step.started_at,
    endedAt: step.ended_at,
  }));
  if (isUnderway(row.state)) steps.push(...stepsAtWork(log, steps));
  return { ...toSummary(row), error: readError(row.error), steps, log };
}

/** Of a step's beginnings those since it was last begun anew. */
function attemptsAt(log: readonly RunLine[], name: string): number {
  const attempts = log.filter(({ step, event }) => step === name && event === 'began').map(({ attempt }) => attempt ?? 1);
  return attempts.at(-1) ?? 1;
}

/** The engine writes a step down when it has ended; which ones have begun, the log knows. */
function stepsAtWork(log: readonly RunLine[], ended: readonly RunStep[]): RunStep[] {
  const latest = new Map<string, RunLine>();
  for (const line of log) if (line.step !== null && line.event !== 'said') latest.set(line.step, line);
  return [...latest.values()]
    .filter(({ step, event }) => event === 'began' && !ended.some(({ name }) => name === step))
    .map(({ step, at }) => ({
      name: step as string,
      state: 'running',
      attempts: attemptsAt(log, step as string),
      startedAt: at,
      endedAt: null,
    }));
}

/** The engine keeps an error as JSON, with its stack; who looks at a run gets its words. */
function readError(text: string | null): string | null {
  if (text === null) return null;
  const read = JSON.parse(text) as { message?: unknown; json?: { message?: unknown } };
  return String(read.message ?? read.json?.message ?? 'It failed.');
}
