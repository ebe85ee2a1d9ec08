import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { formatMoney, parseAmount } from '@bottega/contracts';
import type { OrderSummary, OrderView, RefundView } from '#commerce';
import { BottegaError, type Page } from '#platform';
import type { OpenHouse } from './house.ts';
import { openSettings } from './settings.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions, withServer } from './visit.ts';

export type ListOrdersOptions = ShopOptions & { readonly task?: string; readonly search?: string; readonly limit: string };
export type OrderOptions = ShopOptions & { readonly id: string };
export type SendOrderOptions = OrderOptions & {
  readonly units?: string;
  readonly from?: string;
  readonly carrier?: string;
  readonly tracking?: string;
  readonly trackingUrl?: string;
  readonly quiet?: boolean;
};
export type CancelOrderOptions = OrderOptions & { readonly units?: string; readonly note?: string };
export type RefundOrderOptions = OrderOptions & {
  readonly amount?: string;
  readonly units?: string;
  readonly shipping?: string;
  readonly reason?: string;
  readonly restock?: boolean;
};
export type NoteOrderOptions = OrderOptions & { readonly note: string };
export type InvoiceOptions = OrderOptions & { readonly invoice?: string; readonly to?: string };

const at = (id: string, rest = ''): string => `/api/v1/orders/${encodeURIComponent(id)}${rest}`;

/** `bottega orders list`. */
export async function runOrdersList(options: ListOrdersOptions, openHouse: OpenHouse): Promise<void> {
  const { task, search, limit } = options;
  const query = new URLSearchParams({ limit, ...(task && { task }), ...(search && { search }) });
  const { items } = await askServer<Page<OrderSummary>>(options, openHouse, { method: 'GET', path: `/api/v1/orders?${query}` });
  printAnswer(options, items, items.map(describe).join('\n') || 'There is no such order.');
}

/** `bottega orders show`. */
export async function runOrdersShow(options: OrderOptions, openHouse: OpenHouse): Promise<void> {
  const order = await askServer<OrderView>(options, openHouse, { method: 'GET', path: at(options.id) });
  printAnswer(options, order, tell(order));
}

/** `bottega orders pay`: the transfer has arrived. */
export const runOrdersPay = (options: OrderOptions, openHouse: OpenHouse): Promise<void> => change(options, openHouse, '/paid');

/** `bottega orders send`: all that is left, or units. */
export function runOrdersSend(options: SendOrderOptions, openHouse: OpenHouse): Promise<void> {
  const { units, from, carrier, tracking, trackingUrl, quiet } = options;
  const parcel = { ...(carrier && { carrier }), ...(tracking && { number: tracking }), ...(trackingUrl && { url: trackingUrl }) };
  return change(options, openHouse, '/fulfil', {
    ...(units !== undefined && { lines: readUnits(units) }),
    ...(from && { locationId: from }),
    ...(Object.keys(parcel).length > 0 && { tracking: parcel }),
    ...(quiet && { notify: false }),
  });
}

/** `bottega orders cancel`: the whole order, or units of it that were not sent. */
export function runOrdersCancel(options: CancelOrderOptions, openHouse: OpenHouse): Promise<void> {
  const { units, note } = options;
  const said = note ? { note } : {};
  if (units === undefined) return change(options, openHouse, '/cancel', said);
  return change(options, openHouse, '/cancel-units', { lines: readUnits(units), ...said });
}

/** `bottega orders refund`: an amount, or what units and the shipping are worth. */
export async function runOrdersRefund(options: RefundOrderOptions, openHouse: OpenHouse): Promise<void> {
  const { id, amount, units, shipping, reason, restock } = options;
  const { total } = await askServer<OrderView>(options, openHouse, { method: 'GET', path: at(id) });
  const body = {
    ...(amount !== undefined && { amount: readAmount(amount, total.currency) }),
    ...(units !== undefined && { lines: readUnits(units) }),
    ...(shipping !== undefined && { shipping: readAmount(shipping, total.currency) }),
    ...(reason && { reason }),
    ...(restock && { restock }),
  };
  const { items } = await askServer<{ items: RefundView[] }>(options, openHouse, { method: 'POST', path: at(id, '/refunds'), body });
  printAnswer(options, items, items.map(({ id, amount, state }) => `${id}  ${formatMoney(amount, 'en')}  ${state}`).join('\n'));
}

/** `bottega orders note`: into the history, for the staff. */
export const runOrdersNote = (options: NoteOrderOptions, openHouse: OpenHouse): Promise<void> =>
  change(options, openHouse, '/notes', { note: options.note });

/** `bottega orders invoice`: as a PDF. */
export async function runOrdersInvoice(options: InvoiceOptions, openHouse: OpenHouse): Promise<void> {
  const query = options.invoice ? `?${new URLSearchParams({ invoiceId: options.invoice })}` : '';
  const target = path.resolve(options.to ?? `invoice-${options.id}.pdf`);
  await withServer({ ...openSettings(options), openHouse }, async (client) => {
    const bytes = (await client.read(options.shop, at(options.id, `/invoice${query}`))) as ReadableStream;
    await pipeline(Readable.fromWeb(bytes), createWriteStream(target, { mode: 0o600 }));
  });
  printAnswer(options, { path: target }, target);
}

async function change(options: OrderOptions, openHouse: OpenHouse, rest: string, body?: object): Promise<void> {
  const request = { method: 'POST', path: at(options.id, rest), ...(body && { body }) };
  const order = await askServer<OrderView>(options, openHouse, request);
  printAnswer(options, order, tell(order));
}

/** "0:2,1:1" is two units of the first line and one of the second. @throws BottegaError invalid_input */
function readUnits(text: string): { position: number; quantity: number }[] {
  return text.split(',').map((part) => {
    const [, position, quantity] = /^\s*(\d+):(\d+)\s*$/.exec(part) ?? [];
    if (position === undefined)
      throw new BottegaError('invalid_input', `"${part}" names no units: write line:units, such as 0:2 for two of the first line.`);
    return { position: Number(position), quantity: Number(quantity) };
  });
}

/** @throws BottegaError invalid_input */
function readAmount(text: string, currency: string): number {
  try {
    return parseAmount(text, currency);
  } catch (error) {
    throw new BottegaError('invalid_input', `"${text}" is no amount in ${currency}: write it such as 12.50.`, { cause: error });
  }
}

const standing = ({ state, paymentState, fulfilmentState, refundState }: OrderSummary | OrderView): string =>
  [
    state,
    paymentState,
    fulfilmentState === 'none' ? 'not sent' : fulfilmentState === 'part' ? 'partly sent' : 'sent',
    ...(refundState === 'none' ? [] : [refundState === 'part' ? 'partly refunded' : 'refunded']),
  ].join(', ');

const numbered = ({ number, code }: OrderSummary | OrderView): string => (number === null ? code : `${number}  ${code}`);

function describe(order: OrderSummary): string {
  const { id, email, total, placedAt } = order;
  return `${id}  ${numbered(order)}  ${email}  ${formatMoney(total, 'en')}  ${placedAt.slice(0, 10)}  (${standing(order)})`;
}

function tell(order: OrderView): string {
  const { id, email, address, lines, total, refundable, fulfilments, invoices, history, actions } = order;
  return [
    `${id}  ${numbered(order)}  ${email}  ${formatMoney(total, 'en')}  (${standing(order)})`,
    `to: ${[address.name, address.line1, address.postalCode, address.city, address.country].join(', ')}`,
    ...lines.map((line) => {
      const became = [line.sent > 0 && `${line.sent} sent`, line.cancelled > 0 && `${line.cancelled} cancelled`].filter(Boolean).join(', ');
      return `line ${line.position}: ${line.quantity} × ${line.title}  ${formatMoney(line.total, 'en')}${became && `  (${became})`}`;
    }),
    ...fulfilments.map((sent) => `parcel ${[sent.carrier, sent.trackingNumber, sent.trackingUrl].filter(Boolean).join(' ')}  ${sent.at}`),
    ...invoices.map(({ id, kind, number }) => `${kind === 'invoice' ? 'invoice' : 'credit note'} ${number}  ${id}`),
    ...history.map(({ at, event, actor, note }) => `${at}  ${event}  ${actor}${note ? `  ${note}` : ''}`),
    ...(refundable.amount > 0 ? [`can be given back: ${formatMoney(refundable, 'en')}`] : []),
    `can be done: ${actions.join(', ')}`,
  ].join('\n');
}
