import type { SimulatorHost } from '@bottega/contracts';
import type { PayPalMoney } from '../amounts.ts';
import { json, malformed, problem } from './answers.ts';
import { allOrders, changeOrder, instant, type KeptDispute, type KeptOrder, newId, type Outcome } from './state.ts';
import { announce } from './webhooks.ts';

const LONGEST_MS = 31 * 86_400_000;
const MOST_RESULTS = 10_000;

type Row = { readonly id: string; readonly at: string; readonly code: string; readonly amount: PayPalMoney; readonly more: object };

/** As PayPal’s books show an order: what came in, what was given back. */
function rowsOf(order: KeptOrder): Row[] {
  const custom = order.custom_id === null ? {} : { custom_field: order.custom_id };
  const captures = order.captures.map(({ id, create_time: at, amount, invoice_id }) => {
    const invoice = invoice_id === null ? {} : { invoice_id };
    return { id, at, code: 'T0006', amount, more: { ...custom, ...invoice } };
  });
  const refunds = order.refunds.map(({ id, create_time: at, amount, capture, custom_id }) => {
    const more = {
      paypal_reference_id: capture,
      paypal_reference_id_type: 'TXN',
      ...custom,
      ...(custom_id ? { custom_field: custom_id } : {}),
    };
    return { id, at, code: 'T1107', amount: { ...amount, value: `-${amount.value}` }, more };
  });
  return [...captures, ...refunds];
}

const viewRow = ({ id, at, code, amount, more }: Row) => ({
  transaction_info: {
    transaction_id: id,
    transaction_event_code: code,
    transaction_initiation_date: at.replace('Z', '+0000'),
    transaction_updated_date: at.replace('Z', '+0000'),
    transaction_amount: amount,
    transaction_status: 'S',
    ...more,
  },
});

export async function getTransactions(host: SimulatorHost, query: URLSearchParams): Promise<Response> {
  const [from, to] = ['start_date', 'end_date'].map((name) => Date.parse(query.get(name) ?? '')) as [number, number];
  if (Number.isNaN(from) || Number.isNaN(to)) return malformed('MISSING_REQUIRED_PARAMETER', 'start_date');
  if (to - from > LONGEST_MS) return problem(400, 'INVALID_REQUEST', 'Date range is greater than 31 days', { issue: 'INVALID_DATE_RANGE' });
  const size = Number(query.get('page_size') ?? 100);
  const page = Number(query.get('page') ?? 1);
  const rows = (await allOrders(host)).flatMap(rowsOf).filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to);
  if (rows.length > MOST_RESULTS) return problem(400, 'RESULTSET_TOO_LARGE', 'Result set size is greater than the maximum limit.');
  rows.sort((one, other) => one.at.localeCompare(other.at) || one.id.localeCompare(other.id));
  return json(200, {
    transaction_details: rows.slice((page - 1) * size, page * size).map(viewRow),
    start_date: instant(new Date(from)),
    end_date: instant(new Date(to)),
    page,
    total_items: rows.length,
    total_pages: Math.ceil(rows.length / size),
    links: [],
  });
}

const viewDispute = (order: KeptOrder, { id, status, create_time, capture }: KeptDispute) => ({
  dispute_id: `PP-${id}`,
  create_time,
  status,
  dispute_amount: order.amount,
  disputed_transactions: [{ seller_transaction_id: capture, custom: order.custom_id, invoice_number: order.invoice_id }],
});

export async function getDisputes(host: SimulatorHost, capture: string | null): Promise<Response> {
  const orders = (await allOrders(host)).filter(({ captures }) => captures.some(({ id }) => id === capture));
  const items = orders.flatMap((order) => order.disputes.filter((one) => one.capture === capture).map((one) => viewDispute(order, one)));
  return json(200, { items, links: [] });
}

/** The buyer takes back what was agreed. */
export async function openDispute(host: SimulatorHost, id: string): Promise<void> {
  const made = { id: newId(), create_time: instant(host.now()), status: 'OPEN' } as const;
  const done = await changeOrder(host, { id, act: 'dispute', requestId: null }, (before): Outcome => {
    const dispute: KeptDispute = { ...made, capture: before.captures[0]?.id ?? '' };
    const order: KeptOrder = { ...before, disputes: [...before.disputes, dispute] };
    const happenings = [{ type: 'CUSTOMER.DISPUTE.CREATED', kind: 'dispute', resource: viewDispute(order, dispute) }];
    return { order, reply: { status: 204, body: null }, happenings };
  });
  await announce(host, done.happenings);
}
