import { setTimeout as sleep } from 'node:timers/promises';
import { cancelOrder } from '../../../../packages/server/src/commerce/orders/cancel-order.ts';
import { LIMIT_MS, NEVER } from '../../../../packages/server/src/commerce/payments/ask-provider.ts';
import { requestRefund } from '../../../../packages/server/src/commerce/payments/refund-payment.ts';
import type { Ctx } from '../../../../packages/server/src/platform/index.ts';
import type { Company } from './companies.ts';
import type { Market } from './market.ts';

/** What becomes of a checkout, and what must stand at its end: orders that are not cancelled, and the money on both sides. */
export const ENDS = {
  paid: { orders: 1, captured: 5_690, refunded: 0 },
  'given back by us': { orders: 1, captured: 5_690, refunded: 1_000 },
  'given back at the company': { orders: 1, captured: 5_690, refunded: 1_200 },
  cancelled: { orders: 0, captured: 5_690, refunded: 5_690 },
  declined: { orders: 0, captured: 0, refunded: 0 },
  'given up, and approved afterwards': { orders: 0, captured: 0, refunded: 0 },
  'never paid': { orders: 0, captured: 0, refunded: 0 },
} as const;
export type End = keyof typeof ENDS;
export const END_NAMES = Object.keys(ENDS) as readonly End[];

/** A payment that a buyer began, and where the company would have the buyer go. */
export type Begun = {
  readonly company: Company;
  readonly cart: string;
  readonly id: string;
  readonly reference: string;
  readonly page: string;
};

const BY_BROWSER = { origin: 'http://localhost:4600' };
const WITHIN_MS = 30_000;
/** So long a buyer waits for the company's word to do its work before coming back. */
const PATIENCE_MS = 4_000;
const PRESSES = 50;

export async function beginPaying(market: Market, cart: string, company: Company): Promise<Begun> {
  const answer = await market.ask(0, `/api/v1/carts/${cart}/order`, { body: { payment: company } });
  const { action } = answer.body as { action?: { url?: string } };
  if (answer.status !== 202 || !action?.url) throw new Error(`the payment was not begun: ${answer.status} ${JSON.stringify(answer.body)}`);
  const { rows } = await market.admin.query<{ id: string; reference: string }>(
    'select id, reference from payment where shop_id = $1 and cart_id = $2',
    [market.owner.shop.id, cart],
  );
  const [payment] = rows;
  if (!payment) throw new Error('the payment is not written down');
  return { company, cart, ...payment, page: action.url };
}

/** What the buyer does on the company's page. */
export async function actAtCompany({ at, owner }: Market, { company, page }: Begun, choice: 'pays' | 'is declined'): Promise<void> {
  const { pathname, search, searchParams } = new URL(page);
  const form =
    company === 'stripe'
      ? { card: choice === 'pays' ? 'approved' : 'funds' }
      : { token: searchParams.get('token') ?? '', choice: choice === 'pays' ? 'pay' : 'decline', act: 'go' };
  const answer = await fetch(`${at(0)}/s/${owner.shop.slug}${pathname}${search}`, {
    ...{ method: 'POST', headers: BY_BROWSER, body: new URLSearchParams(form), redirect: 'manual' },
  });
  if (answer.status >= 500) throw new Error(`the company’s page answered ${answer.status}`);
}

/** Fifty presses of one button over both processes, for as long as somebody is to look on. How they were answered. */
export async function pressMuch({ ask }: Market, { cart, company }: Begun, random: () => number): Promise<readonly number[]> {
  const pressing = Array.from({ length: PRESSES }, async (_, press) => {
    await sleep(random() * 1_500);
    return (await ask(press % 2, `/api/v1/carts/${cart}/order`, { body: { payment: company } })).status;
  });
  return Promise.all(pressing);
}

/** Until the order is written and paid: by the company's word, or because the buyer comes back when that does not come. Its id. */
export async function untilPaid({ ask, admin, owner }: Market, { cart, company }: Begun): Promise<string> {
  const began = performance.now();
  for (; performance.now() - began < WITHIN_MS; await sleep(250)) {
    const { rows } = await admin.query<{ id: string; payment_state: string }>(
      'select id, payment_state from orders where shop_id = $1 and cart_id = $2',
      [owner.shop.id, cart],
    );
    if (rows[0]?.payment_state === 'paid') return rows[0].id;
    if (!rows[0] && performance.now() - began > PATIENCE_MS) await ask(1, `/api/v1/carts/${cart}/order`, { body: { payment: company } });
  }
  throw new Error(`the cart ${cart} was paid at ${company} and not here`);
}

/** What happens to an order once it is paid. `owner` is somebody of the shop's as each request would find them. */
export async function end(owner: () => Ctx, { company, id, reference }: Begun, orderId: string, how: End): Promise<void> {
  if (how === 'given back by us') await requestRefund(owner(), { orderId, amount: ENDS[how].refunded });
  if (how === 'cancelled') await cancelOrder(owner(), { id: orderId });
  if (how !== 'given back at the company') return;
  const ctx = owner();
  const provider = await ctx.providers.get('payment', company);
  const order = { key: `by-hand:${id}`, payment: id, reference, amount: { amount: ENDS[how].refunded, currency: 'EUR' } };
  await ctx.providers.call({ provider, signal: NEVER, limitMs: LIMIT_MS }, (call) => provider.refund(order, call));
}
