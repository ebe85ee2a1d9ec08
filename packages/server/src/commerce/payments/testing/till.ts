import { type HeldPayment, type PaymentEvent, type PaymentMovement, type PaymentProvider, ProviderError } from '@bottega/contracts';
import { fakePayment } from '@bottega/contracts/fakes';
import { type Ctx, startWorkflows } from '#platform';
import { placeOrder } from '../../checkout/place-order.ts';
import { fillCart, type Market, openMarket, sellBowl } from '../../testing/market.ts';
import { workflows as definitions } from '../../module.ts';
import { readPayment, type PaymentRow } from '../payments.store.ts';

type FakeTill = ReturnType<typeof fakePayment>;

/** What a signed event of the company carries. */
export const SIGNATURE = 'of-the-company';

/** A company as a test holds it in its hand: with events, books, and money that may be real. */
export type Company = FakeTill & {
  movements: PaymentMovement[];
  /** With whose money it works now. */
  place: 'sandbox' | 'live' | null;
  answer: Pick<HeldPayment, 'state' | 'userMessage'>;
};

/** A shop with a till, and the program's workflows at work. */
export type Till = Market & { readonly company: Company; readonly close: () => Promise<void> };

export function fakeCompany(): Company {
  const company = fakePayment({
    answer: () => ({ ...company.answer, ...(company.place !== null && { live: company.place === 'live' }) }),
  }) as Company;
  const more: Partial<PaymentProvider> = {
    readEvent: async ({ headers, body }) => {
      if (headers.signature !== SIGNATURE) throw new ProviderError('auth', 'This event was not signed by the company.');
      return JSON.parse(new TextDecoder().decode(body)) as PaymentEvent;
    },
    listMovements: async ({ from, to }) => ({ movements: company.movements.filter(({ at }) => at >= from && at < to), next: null }),
  };
  Object.defineProperty(company, 'environment', { get: () => (company.place === null ? undefined : () => company.place) });
  return Object.assign(company, more, { movements: [], place: null, answer: { state: 'authorised' as const } });
}

export async function openTill(company: Company = fakeCompany()): Promise<Till> {
  const market = await openMarket(company);
  const stopping = new AbortController();
  const workflows = await startWorkflows(market.world.ground, definitions, { stopping: stopping.signal });
  return {
    ...market,
    company,
    async close() {
      stopping.abort();
      await workflows.stop();
      await market.world.close();
    },
  };
}

/** An order of one bowl: its id, its payment's id, and its code. */
export async function buy(
  { owner, guest }: Pick<Till, 'owner' | 'guest'>,
  quantity = 1,
): Promise<{ orderId: string; paymentId: string; code: string }> {
  const { variantId } = await sellBowl(owner, { title: `Bowl ${crypto.randomUUID().slice(0, 8)}`, stock: quantity + 4 });
  const cart = await fillCart(guest, [{ variantId, quantity }]);
  const placed = await placeOrder(guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(`not placed: ${placed.state}`);
  const payment = await paymentOf(owner, placed.order.id);
  return { orderId: placed.order.id, paymentId: payment.id, code: placed.order.code };
}

export async function paymentOf(ctx: Ctx, orderId: string): Promise<PaymentRow> {
  const payment = await readPayment(ctx, { orderId });
  if (!payment) throw new Error('the order has no payment');
  return payment;
}
