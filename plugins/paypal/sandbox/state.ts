import type { SimulatorHost } from '@bottega/contracts';
import { fromPayPal, type PayPalMoney } from '../amounts.ts';
import { SIMULATED } from '../settings.ts';
import { json, type Reply, unknownResource } from './answers.ts';

type Timed = { readonly id: string; readonly create_time: string };
export type KeptAuthorization = Timed & {
  readonly status: 'CREATED' | 'PARTIALLY_CAPTURED' | 'CAPTURED' | 'VOIDED';
  readonly amount: PayPalMoney;
  readonly expiration_time: string;
};
export type KeptCapture = Timed & {
  readonly status: 'COMPLETED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';
  readonly amount: PayPalMoney;
  readonly invoice_id: string | null;
  readonly final_capture: boolean;
};
export type KeptRefund = Timed & {
  readonly capture: string;
  readonly amount: PayPalMoney;
  readonly custom_id: string | null;
  readonly invoice_id: string | null;
};
export type KeptDispute = Timed & { readonly capture: string; readonly status: 'OPEN' | 'RESOLVED' };

/** An order with all that became of it: one record, so that an act and its answer are written together. */
export type KeptOrder = Timed & {
  readonly intent: 'CAPTURE' | 'AUTHORIZE';
  readonly status: 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  readonly amount: PayPalMoney;
  readonly payee: string;
  readonly custom_id: string | null;
  readonly invoice_id: string | null;
  readonly experience: Readonly<Record<string, string>>;
  /** Whether the funding source that the buyer chose will be declined. */
  readonly declines: boolean;
  readonly authorizations: readonly KeptAuthorization[];
  readonly captures: readonly KeptCapture[];
  readonly refunds: readonly KeptRefund[];
  readonly disputes: readonly KeptDispute[];
  /** Answers by act and PayPal-Request-Id. */
  readonly answers: Readonly<Record<string, Reply>>;
};

/** Something that PayPal would tell by webhook. */
export type Happening = { readonly type: string; readonly kind: string; readonly resource: unknown };

/** What an act comes to: a refusal, or an answer with the order as it is from now on. */
export type Outcome =
  | { readonly refusal: Response }
  | { readonly order: KeptOrder; readonly reply: Reply; readonly happenings?: readonly Happening[] };

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ123456789';
/** Seventeen letters and digits, as PayPal’s ids have. */
export const newId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(17)), (byte) => ALPHABET[byte % 33]).join('');

export const instant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** A buyer has three hours to agree, and the shop as long again to take the money. */
const ORDER_LASTS_MS = 3 * 3_600_000;
export const AUTHORIZATION_LASTS_MS = 29 * 86_400_000;

export const amountOf = (money: PayPalMoney): number => fromPayPal(money).amount;
export const sumOf = (parts: readonly { readonly amount: PayPalMoney }[]): number =>
  parts.reduce((sum, { amount }) => sum + amountOf(amount), 0);

const nameOf = (id: string): string => `order/${id}`;

/** PayPal forgets orders that came to nothing. */
const isGone = (order: KeptOrder, now: Date): boolean =>
  order.status !== 'COMPLETED' && now.getTime() - Date.parse(order.create_time) > ORDER_LASTS_MS;

export async function readOrder(host: SimulatorHost, id: string): Promise<KeptOrder | undefined> {
  const order = await host.records.get<KeptOrder>(nameOf(id));
  return order && !isGone(order, host.now()) ? order : undefined;
}

export const allOrders = async (host: SimulatorHost): Promise<readonly KeptOrder[]> =>
  (await host.records.list<KeptOrder>('order/')).map(({ value }) => value);

/** The order for a request to create one; the same for the same request. */
export async function createOrder(host: SimulatorHost, requestId: string, order: KeptOrder): Promise<KeptOrder> {
  const { id } = await host.records.change<{ id: string }>(`request/${requestId}`, (before) => before ?? { id: order.id });
  return host.records.change<KeptOrder>(nameOf(id), (before) => before ?? { ...order, id });
}

/** Where captures, authorisations and refunds are looked up by their own id. */
export const pointTo = (host: SimulatorHost, part: string, order: string): Promise<unknown> =>
  host.records.change<string>(`part/${part}`, () => order);

export async function orderOfPart(host: SimulatorHost, part: string): Promise<KeptOrder | undefined> {
  const id = await host.records.get<string>(`part/${part}`);
  return id === undefined ? undefined : readOrder(host, id);
}

/** Changes an order alone, and answers; a request whose id was seen before gets its answer again and changes nothing. */
export async function changeOrder(
  host: SimulatorHost,
  which: { readonly id: string; readonly act: string; readonly requestId: string | null },
  work: (order: KeptOrder) => Outcome,
): Promise<{ readonly response: Response; readonly order?: KeptOrder; readonly happenings: readonly Happening[] }> {
  if (!(await readOrder(host, which.id))) return { response: unknownResource(), happenings: [] };
  const name = which.requestId === null ? null : `${which.act} ${which.requestId}`;
  let outcome: Outcome | undefined;
  let again: Reply | undefined;
  await host.records.change<KeptOrder>(nameOf(which.id), (before) => {
    const order = before as KeptOrder;
    again = name === null ? undefined : order.answers[name];
    if (again) return order;
    outcome = work(order);
    if ('refusal' in outcome) return order;
    return name === null ? outcome.order : { ...outcome.order, answers: { ...outcome.order.answers, [name]: outcome.reply } };
  });
  if (again) return { response: json(again.status, again.body), happenings: [] };
  if (!outcome || 'refusal' in outcome) return { response: outcome?.refusal ?? unknownResource(), happenings: [] };
  const { order, reply, happenings = [] } = outcome;
  return { response: reply.status === 204 ? new Response(null, { status: 204 }) : json(reply.status, reply.body), order, happenings };
}

/** The shop’s own settings, or what the simulator gives one that has none. */
export const shopKeys = ({ settings }: SimulatorHost): Readonly<Record<keyof typeof SIMULATED, string>> => ({
  clientId: String(settings.clientId || SIMULATED.clientId),
  clientSecret: String(settings.clientSecret || SIMULATED.clientSecret),
  webhookId: String(settings.webhookId || SIMULATED.webhookId),
  merchantId: String(settings.merchantId || SIMULATED.merchantId),
});
