import { formatMoney } from '@bottega/contracts';
import type { PaymentCase, PaymentSummary, PaymentView, Reconciliation, RefundView, WayView } from '#commerce';
import { BottegaError, type Page } from '#platform';
import type { OpenHouse } from './house.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions } from './visit.ts';

export type ListPaymentsOptions = ShopOptions & { readonly limit?: string; readonly cursor?: string };
export type OnePaymentOptions = ShopOptions & { readonly id: string };
export type WayOptions = ShopOptions & {
  readonly way?: string;
  readonly offer?: string;
  readonly label?: string;
  readonly take?: string;
  readonly place?: string;
};
export type ReconcileOptions = ShopOptions & { readonly way?: string; readonly from?: string; readonly to?: string };
export type CasesOptions = ShopOptions & { readonly state?: string; readonly close?: string; readonly note?: string };
export type RefundOptions = ShopOptions & { readonly order: string; readonly amount: string; readonly reason?: string };
export type CaptureOptions = ShopOptions & { readonly order: string; readonly amount?: string };

const LANGUAGE = 'en';

const query = (of: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(of).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
};

/** `bottega payments list`. */
export async function runPaymentList(options: ListPaymentsOptions, openHouse: OpenHouse): Promise<void> {
  const { limit, cursor } = options;
  const page = await askServer<Page<PaymentSummary>>(options, openHouse, {
    method: 'GET',
    path: `/api/v1/payments${query({ limit, cursor })}`,
  });
  const more = page.next === null ? '' : `\nMore: --cursor ${page.next}`;
  printAnswer(options, page, page.items.length > 0 ? page.items.map(line).join('\n') + more : 'There are no payments yet.');
}

const line = ({ id, at, orderCode, provider, environment, state, amount, captured, refunded }: PaymentSummary): string => {
  const back = refunded.amount > 0 ? `, ${formatMoney(refunded, LANGUAGE)} back` : '';
  const place = environment === 'offline' ? '' : ` (${environment})`;
  const sums = `${formatMoney(amount, LANGUAGE)}, ${formatMoney(captured, LANGUAGE)} taken${back}`;
  return `${id}  ${at}  ${orderCode}  ${provider}${place}  ${state}  ${sums}`;
};

/** `bottega payments show`: a payment with all its parts. */
export async function runPaymentShow(options: OnePaymentOptions, openHouse: OpenHouse): Promise<void> {
  const payment = await askServer<PaymentView>(options, openHouse, {
    method: 'GET',
    path: `/api/v1/payments/${encodeURIComponent(options.id)}`,
  });
  const parts = payment.captures.map(
    ({ at, amount, state, message }) => `  taken ${at}  ${formatMoney(amount, LANGUAGE)}  ${state}  ${message ?? ''}`,
  );
  printAnswer(
    options,
    payment,
    [line(payment), ...(payment.message ? [`  ${payment.message}`] : []), ...parts, ...payment.refunds.map(back)].join('\n'),
  );
}

const back = ({ at, amount, state, reason, message }: RefundView): string =>
  `  back  ${at}  ${formatMoney(amount, LANGUAGE)}  ${state}  ${message ?? reason}`;

/** `bottega payments settings`: the ways of paying, and how one of them is changed. */
export async function runPaymentSettings(options: WayOptions, openHouse: OpenHouse): Promise<void> {
  const { way, offer, label, take, place } = options;
  const path = '/api/v1/payment-ways';
  const body = {
    ...(offer === undefined ? {} : { offered: toAnswer(offer) }),
    ...(label === undefined ? {} : { label }),
    ...(take === undefined ? {} : { take }),
    ...(place === undefined ? {} : { position: Number(place) - 1 }),
  };
  if (way === undefined && Object.keys(body).length > 0) throw new BottegaError('invalid_input', 'Name the way of paying with --way.');
  if (way === undefined || Object.keys(body).length === 0) {
    const { items } = await askServer<{ items: WayView[] }>(options, openHouse, { method: 'GET', path });
    const shown = items.filter(({ id }) => way === undefined || id === way);
    return printAnswer(options, shown, shown.map(describe).join('\n') || 'There is no such way of paying.');
  }
  const changed = await askServer<WayView>(options, openHouse, { method: 'PATCH', path: `${path}/${encodeURIComponent(way)}`, body });
  printAnswer(options, changed, describe(changed));
}

function toAnswer(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new BottegaError('invalid_input', '--offer takes yes or no.');
}

function describe({ id, label, offered, environment, take, problem, webhookUrl }: WayView): string {
  const stands = problem ? `not ready: ${problem}` : offered ? 'offered' : 'not offered';
  const how = take === null ? '' : `  ${environment}, taken ${take === 'at_once' ? 'at once' : 'when sent'}`;
  return `${id}  ${label}  ${stands}${how}${webhookUrl ? `\n    webhooks go to ${webhookUrl}` : ''}`;
}

/** `bottega payments reconcile`: compares the books now. */
export async function runPaymentReconcile(options: ReconcileOptions, openHouse: OpenHouse): Promise<void> {
  const { way: provider, from, to } = options;
  const body = Object.fromEntries(Object.entries({ provider, from, to }).filter(([, value]) => value !== undefined));
  const result = await askServer<Reconciliation>(options, openHouse, { method: 'POST', path: '/api/v1/payments/reconcile', body });
  const lines = result.items.map(
    (item) =>
      `${item.provider}  ${item.from} to ${item.to}  ${item.problem ?? `${item.movements} movements, ${item.opened} new differences`}`,
  );
  printAnswer(options, result, lines.join('\n') || 'No way of paying here keeps books of its own.');
}

/** `bottega payments cases`: the differences, and how one is closed. */
export async function runPaymentCases(options: CasesOptions, openHouse: OpenHouse): Promise<void> {
  const { state = 'open', close, note } = options;
  if (close !== undefined) {
    const path = `/api/v1/payment-cases/${encodeURIComponent(close)}/close`;
    const closed = await askServer<PaymentCase>(options, openHouse, { method: 'POST', path, body: { note: note ?? '' } });
    return printAnswer(options, closed, `${closed.id} is closed: ${closed.note}`);
  }
  const wanted = state === 'all' ? {} : { state };
  const page = await askServer<Page<PaymentCase>>(options, openHouse, {
    method: 'GET',
    path: `/api/v1/payment-cases${query({ ...wanted, limit: '100' })}`,
  });
  printAnswer(options, page.items, page.items.map(tell).join('\n') || 'There is nothing to look into.');
}

const tell = ({ id, openedAt, kind, provider, subject, state, detail }: PaymentCase): string =>
  `${id}  ${openedAt}  ${state}  ${kind}  ${provider}  ${subject}  ${JSON.stringify(detail)}`;

/** `bottega payments refund`: gives an amount of an order back. */
export async function runPaymentRefund(options: RefundOptions, openHouse: OpenHouse): Promise<void> {
  const { order, amount, reason } = options;
  const body = { amount: Number(amount), ...(reason === undefined ? {} : { reason }) };
  const { items } = await askServer<{ items: RefundView[] }>(options, openHouse, {
    method: 'POST',
    path: `/api/v1/orders/${encodeURIComponent(order)}/refunds`,
    body,
  });
  printAnswer(options, items, items.map(back).join('\n'));
}

/** `bottega payments capture`: takes promised money. */
export async function runPaymentCapture(options: CaptureOptions, openHouse: OpenHouse): Promise<void> {
  const { order, amount } = options;
  const body = amount === undefined ? {} : { amount: Number(amount) };
  const path = `/api/v1/orders/${encodeURIComponent(order)}/capture`;
  const payment = await askServer<PaymentView>(options, openHouse, { method: 'POST', path, body });
  printAnswer(options, payment, line(payment));
}
