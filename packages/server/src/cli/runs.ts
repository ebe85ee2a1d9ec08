import type { RunSummary, RunView } from '#platform';
import type { OpenHouse } from './house.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions } from './visit.ts';

export type ListRunsOptions = ShopOptions & { readonly state?: string; readonly limit: string };
export type OneRunOptions = ShopOptions & { readonly id: string };
export type RerunOptions = OneRunOptions & { readonly from: string };

type Request = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown };

/** Asks the server about the runs of the shop; `path` goes after /api/v1/runs. */
const ask = <Answer>(options: ShopOptions, openHouse: OpenHouse, { path, ...request }: Request): Promise<Answer> =>
  askServer(options, openHouse, { ...request, path: `/api/v1/runs${path}` });

/** `bottega runs list`: the latest runs of the shop's workflows. */
export async function runRunsList(options: ListRunsOptions, openHouse: OpenHouse): Promise<void> {
  const query = new URLSearchParams({ limit: options.limit, ...(options.state === undefined ? {} : { state: options.state }) });
  const { items } = await ask<{ items: RunSummary[] }>(options, openHouse, { method: 'GET', path: `?${query}` });
  const lines = items.map(({ id, state, workflow, enqueuedAt }) => `${id}  ${state.padEnd(9)}  ${workflow.padEnd(16)}  ${enqueuedAt}`);
  printAnswer(options, items, lines.join('\n') || 'No workflow has run yet.');
}

/** `bottega runs show`: its steps and its log. */
export async function runRunsShow(options: OneRunOptions, openHouse: OpenHouse): Promise<void> {
  const run = await ask<RunView>(options, openHouse, { method: 'GET', path: at(options) });
  printAnswer(options, run, describe(run));
}

/** `bottega runs cancel` and `resume`. */
export async function runRunsChange(options: OneRunOptions, change: 'cancel' | 'resume', openHouse: OpenHouse): Promise<void> {
  const run = await ask<RunView>(options, openHouse, { method: 'POST', path: at(options, `/${change}`) });
  printAnswer(options, run, change === 'cancel' ? 'It is cancelled.' : 'It goes on.');
}

/** `bottega runs rerun`: again from a step on. */
export async function runRunsRerun(options: RerunOptions, openHouse: OpenHouse): Promise<void> {
  const body = { step: options.from };
  const run = await ask<RunView>(options, openHouse, { method: 'POST', path: at(options, '/rerun'), body });
  printAnswer(options, run, `It runs again from "${options.from}".`);
}

const at = ({ id }: OneRunOptions, more = ''): string => `/${encodeURIComponent(id)}${more}`;

function describe({ workflow, subjectId, state, requestId, error, steps, log }: RunView): string {
  return [
    `${workflow} of ${subjectId}: ${state}${error === null ? '' : ` (${error})`}`,
    `began with the request ${requestId}`,
    ...steps.map(
      ({ name, state: stepState, attempts }) => `  ${stepState.padEnd(8)} ${name}${attempts > 1 ? `, attempt ${attempts}` : ''}`,
    ),
    ...log.map(({ at: when, level, step, event, message }) => `${when}  ${level.padEnd(5)} ${step ?? ''} ${message || event}`),
  ].join('\n');
}
