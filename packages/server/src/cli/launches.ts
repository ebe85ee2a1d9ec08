import type { LaunchStatus, LaunchSummary, LaunchView, RemakePart } from '#launch';
import { BottegaError } from '#platform';
import type { OpenHouse } from './house.ts';
import { describeLaunch } from './launch-progress.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions } from './visit.ts';

export type ListLaunchesOptions = ShopOptions & { readonly status?: string; readonly limit: string };
export type OneLaunchOptions = ShopOptions & { readonly id: string };
export type RejectOptions = OneLaunchOptions & { readonly reason: string; readonly again?: string };

type Request = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown };
type Moved = { readonly launchId: string; readonly status: LaunchStatus };

/** Asks the server about the launches of the shop; `path` goes after /api/v1/launches. */
const ask = <Answer>(options: ShopOptions, openHouse: OpenHouse, { path, ...request }: Request): Promise<Answer> =>
  askServer(options, openHouse, { ...request, path: `/api/v1/launches${path}` });

/** `bottega launches list`: the latest ones. */
export async function runLaunchesList(options: ListLaunchesOptions, openHouse: OpenHouse): Promise<void> {
  const query = new URLSearchParams({ limit: options.limit, ...(options.status === undefined ? {} : { status: options.status }) });
  const { items } = await ask<{ items: LaunchSummary[] }>(options, openHouse, { method: 'GET', path: `?${query}` });
  const lines = items.map(({ launchId, status, createdAt, name }) => `${launchId}  ${status.padEnd(9)}  ${createdAt}  ${name}`);
  printAnswer(options, items, lines.join('\n') || 'There is no such launch.');
}

/** `bottega launches show`: all about one. */
export async function runLaunchesShow(options: OneLaunchOptions, openHouse: OpenHouse): Promise<void> {
  const launch = await ask<LaunchView>(options, openHouse, { method: 'GET', path: at(options) });
  printAnswer(options, launch, `${launch.name}: ${launch.status}\n${describeLaunch(launch)}`);
}

/** `bottega launches approve`, `cancel` and `resume`. */
export async function runLaunchesMove(
  options: OneLaunchOptions,
  move: 'approve' | 'cancel' | 'resume',
  openHouse: OpenHouse,
): Promise<void> {
  const moved = await ask<Moved>(options, openHouse, { method: 'POST', path: at(options, `/${move}`) });
  const said = { approve: 'It is on sale, and its posts stand on the schedule.', cancel: 'It is cancelled.', resume: 'It goes on.' };
  printAnswer(options, moved, said[move]);
}

/** `bottega launches reject`: to the end, or back to the writer. */
export async function runLaunchesReject(options: RejectOptions, openHouse: OpenHouse): Promise<void> {
  const body = { reason: options.reason, again: (options.again ?? '').split(',').filter(Boolean).map(readPart) };
  const moved = await ask<Moved>(options, openHouse, { method: 'POST', path: at(options, '/reject'), body });
  printAnswer(options, moved, moved.status === 'rejected' ? 'It is rejected.' : 'It is being made again.');
}

const at = ({ id }: OneLaunchOptions, more = ''): string => `/${encodeURIComponent(id)}${more}`;

/** "text:etsy:en" is one text, "music" a part. */
function readPart(word: string): RemakePart {
  const [part = '', channel, language] = word.trim().split(':');
  if (part === 'text') return { part, ...(channel ? { channel } : {}), ...(language ? { language } : {}) };
  if (part === 'all' || part === 'story' || part === 'music') return { part };
  throw new BottegaError('invalid_input', `"${word}" is no part of a launch. There are all, story, music, text, text:CHANNEL:LANGUAGE.`);
}
