import { authorise, type Ctx } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { type Page, toPage } from '../routes/paging.ts';
import { type ListRuns, listRunsSchema, type RunSummary, selectRuns, toSummary } from './run.ts';

/** The runs of the shop's workflows, newest first. @throws BottegaError invalid_input, forbidden, unauthenticated */
export async function listRuns(ctx: Ctx, input: ListRuns = {}): Promise<Page<RunSummary>> {
  authorise(ctx, 'runs.read');
  const wanted = readInput(listRunsSchema, input);
  let query = selectRuns(ctx);
  if (wanted.state !== undefined) query = query.where('engine.state', '=', wanted.state);
  if (wanted.workflow !== undefined) query = query.where('run.workflow', '=', wanted.workflow);
  if (wanted.cursor !== undefined) query = query.where('run.id', '<', wanted.cursor);
  const rows = await query
    .orderBy('run.id', 'desc')
    .limit(wanted.limit + 1)
    .execute();
  const page = toPage(rows, wanted.limit);
  return { ...page, items: page.items.map(toSummary) };
}
