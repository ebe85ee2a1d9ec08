import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { BottegaError } from '../errors/bottega-error.ts';
import type { Ctx } from '../context.ts';
import { pageInputSchema } from '../routes/paging.ts';

/** How a run stands. A run that waits or works is underway; the others have ended. */
export const RUN_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const isUnderway = (state: RunState): boolean => state === 'queued' || state === 'running';

const moment = z.string().nullable();

/** The `id` of a run in words of the engine: `workflow:subject`. */
export const workflowIdOf = (run: { readonly workflow: string; readonly subject_id: string }): string =>
  `${run.workflow}:${run.subject_id}`;

export const runSummarySchema = z
  .object({
    id: z.uuid(),
    workflow: z.string().openapi({ example: 'launchProduct' }),
    subjectId: z.uuid().openapi({ description: 'The id of what it is about: of a launch, say.' }),
    state: z.enum(RUN_STATES),
    queue: z.string().nullable(),
    requestId: z.string().openapi({ description: 'Of the request that it began with.' }),
    enqueuedBy: z.string(),
    enqueuedAt: z.string(),
    startedAt: moment,
    endedAt: moment,
    executor: z.string().nullable().openapi({ description: 'The process that runs it, or ran it last.' }),
    beginnings: z.int().openapi({ description: 'How often it was begun: more than once after a process died or it was resumed.' }),
  })
  .openapi('RunSummary');
export type RunSummary = z.output<typeof runSummarySchema>;

const runStepSchema = z.object({
  name: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  attempts: z.int(),
  startedAt: moment,
  endedAt: moment,
});
export type RunStep = z.output<typeof runStepSchema>;

const runLineSchema = z.object({
  at: z.string(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  event: z.enum(['began', 'done', 'failed', 'said']),
  step: z.string().nullable(),
  attempt: z.int().nullable(),
  message: z.string(),
});
export type RunLine = z.output<typeof runLineSchema>;

export const runSchema = runSummarySchema
  .extend({
    error: z.string().nullable().openapi({ description: 'Why it failed.' }),
    steps: z.array(runStepSchema),
    log: z.array(runLineSchema).openapi({ description: 'The last lines, oldest first.' }),
  })
  .openapi('Run');
export type RunView = z.output<typeof runSchema>;

export const listRunsSchema = pageInputSchema.extend({
  state: z.enum(RUN_STATES).optional(),
  workflow: z.string().max(80).optional(),
});
export type ListRuns = z.input<typeof listRunsSchema>;

/** The row of a run. @throws BottegaError not_found */
export async function findRun(ctx: Ctx, id: string): Promise<{ id: string; workflow: string; subject_id: string; workflowId: string }> {
  const found = z.uuid().safeParse(id).success
    ? await ctx.db
        .selectFrom('run')
        .select(['id', 'workflow', 'subject_id'])
        .where('shop_id', '=', ctx.shop.id)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!found) throw new BottegaError('not_found', 'This shop has no such run.');
  return { ...found, workflowId: workflowIdOf(found) };
}

/** The runs of the shop with how the engine has them. */
export const selectRuns = (ctx: Ctx) =>
  ctx.db
    .selectFrom('run')
    .innerJoin('work.run_state as engine', (join) => join.on('engine.id', '=', sql<string>`run.workflow || ':' || run.subject_id`))
    .select(['run.id', 'run.workflow', 'run.subject_id', 'run.request_id', 'run.enqueued_by', 'run.created_at'])
    .select(['engine.state', 'engine.queue', 'engine.started_at', 'engine.ended_at', 'engine.executor', 'engine.attempts', 'engine.error'])
    .where('run.shop_id', '=', ctx.shop.id);

export type RunRow = Awaited<ReturnType<ReturnType<typeof selectRuns>['execute']>>[number];

export const toSummary = (row: RunRow): RunSummary => ({
  id: row.id,
  workflow: row.workflow,
  subjectId: row.subject_id,
  state: row.state,
  queue: row.queue,
  requestId: row.request_id,
  enqueuedBy: row.enqueued_by,
  enqueuedAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  executor: row.executor,
  beginnings: row.attempts,
});
