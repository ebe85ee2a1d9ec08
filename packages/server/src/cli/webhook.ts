import type { EndpointView, EndpointWithSecret, WebhookDeliveryView } from '#platform';
import type { OpenHouse } from './house.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions } from './visit.ts';

export type OneWebhookOptions = ShopOptions & { readonly id: string };
export type AddWebhookOptions = ShopOptions & { readonly url: string; readonly events?: string; readonly description?: string };
export type ReplayOptions = OneWebhookOptions & { readonly since: string };

type Request = { readonly method: string; readonly path?: string; readonly body?: unknown };

/** Asks the server about the webhooks of the shop; `path` goes after /api/v1/webhooks. */
const ask = <Answer>(options: ShopOptions, openHouse: OpenHouse, { path = '', ...request }: Request): Promise<Answer> =>
  askServer(options, openHouse, { ...request, path: `/api/v1/webhooks${path}` });

const at = ({ id }: OneWebhookOptions, more = ''): string => `/${encodeURIComponent(id)}${more}`;

/** `bottega webhooks list`: each with its state and what waits for it. */
export async function runWebhookList(options: ShopOptions, openHouse: OpenHouse): Promise<void> {
  const { items } = await ask<{ items: EndpointView[] }>(options, openHouse, { method: 'GET' });
  const lines = items.map(
    ({ id, url, state, events, waiting }) => `${id}  ${url}  ${state}, ${waiting} waiting  ${events.join(',') || 'all events'}`,
  );
  printAnswer(options, items, lines.join('\n') || 'There are no webhooks yet.');
}

/** `bottega webhooks add`: makes one, and prints its secret this once. */
export async function runWebhookAdd(options: AddWebhookOptions, openHouse: OpenHouse): Promise<void> {
  const { url, description, events } = options;
  const body = {
    url,
    ...(description === undefined ? {} : { description }),
    ...(events === undefined ? {} : { events: events.split(',').map((event) => event.trim()) }),
  };
  const made = await ask<EndpointWithSecret>(options, openHouse, { method: 'POST', body });
  printAnswer(
    options,
    made,
    `${made.endpoint.id}\n${made.secret}\nThe secret is shown this once. docs/webhooks.md tells how to check with it.`,
  );
}

/** `bottega webhooks on` and `off`. */
export async function runWebhookSwitch(options: OneWebhookOptions, enabled: boolean, openHouse: OpenHouse): Promise<void> {
  const changed = await ask<EndpointView>(options, openHouse, { method: 'PATCH', path: at(options), body: { enabled } });
  printAnswer(options, changed, enabled ? 'It is on.' : 'It is off.');
}

/** `bottega webhooks secret`: a new one; the older one signs for a day more. */
export async function runWebhookSecret(options: OneWebhookOptions, openHouse: OpenHouse): Promise<void> {
  const changed = await ask<EndpointWithSecret>(options, openHouse, { method: 'POST', path: at(options, '/secret') });
  printAnswer(options, changed, `${changed.secret}\nIt is shown this once. The older secret signs beside it for 24 hours.`);
}

/** `bottega webhooks test`: sends an event that means nothing. */
export async function runWebhookTest(options: OneWebhookOptions, openHouse: OpenHouse): Promise<void> {
  const queued = await ask<WebhookDeliveryView>(options, openHouse, { method: 'POST', path: at(options, '/test') });
  printAnswer(options, queued, `${queued.messageId} is on its way. \`bottega webhooks log\` shows what came back.`);
}

/** `bottega webhooks log`: the latest deliveries, each with its last try. */
export async function runWebhookLog(options: OneWebhookOptions, openHouse: OpenHouse): Promise<void> {
  const { items } = await ask<{ items: WebhookDeliveryView[] }>(options, openHouse, { method: 'GET', path: at(options, '/deliveries') });
  printAnswer(options, items, items.map(describe).join('\n') || 'Nothing has been sent yet.');
}

/** `bottega webhooks replay`: everything since a moment, under the ids that it had. */
export async function runWebhookReplay(options: ReplayOptions, openHouse: OpenHouse): Promise<void> {
  const body = { since: options.since };
  const replayed = await ask<{ count: number }>(options, openHouse, { method: 'POST', path: at(options, '/replay'), body });
  printAnswer(options, replayed, `${replayed.count} events are sent again.`);
}

/** `bottega webhooks remove`. */
export async function runWebhookRemove(options: OneWebhookOptions, openHouse: OpenHouse): Promise<void> {
  await ask(options, openHouse, { method: 'DELETE', path: at(options) });
  printAnswer(options, { removed: options.id }, 'It is gone, and its log with it.');
}

function describe({ createdAt, messageId, event, state, tries: [last] }: WebhookDeliveryView): string {
  const came = last ? `${last.status ?? 'no answer'} in ${last.ms} ms` : 'not tried yet';
  return `${createdAt}  ${event.padEnd(20)} ${state.padEnd(9)} ${came}  ${messageId}`;
}
