import { type HeldPayment, ProviderError } from '@bottega/contracts';
import { appendAudit, BottegaError, type Ctx } from '#platform';
import type { CartRow } from '../carts/cart.store.ts';

/** One question to a provider. */
export const LIMIT_MS = 15_000;
/** What was begun for a buyer is finished when the buyer has left. */
export const NEVER = new AbortController().signal;

export type ActivePayment = NonNullable<CartRow['payment']>;

/**
 * Asks the provider how the payment stands: begins it, or reads back what was begun. Asking again takes nothing twice. It goes on when the
 * buyer has left: what was ordered is ordered.
 * @throws ProviderError; after `unknown_outcome` only asking again can tell
 * @throws BottegaError conflict when what the provider holds is not what was asked for
 */
export async function askProvider(ctx: Ctx, cart: CartRow, payment: ActivePayment): Promise<HeldPayment> {
  const provider = await ctx.providers.get('payment', payment.provider);
  const { id: key, reference } = payment;
  const amount = { amount: payment.amount, currency: cart.currency };
  const held = await ctx.providers
    .call({ provider, signal: NEVER, limitMs: LIMIT_MS }, async (call) => {
      const known = reference === null ? null : await provider.find({ key, reference, amount }, call);
      return known ?? provider.begin(requestOf(ctx, cart, payment), call);
    })
    .catch((error: unknown) => {
      if (error instanceof ProviderError) throw error;
      const message = `${provider.label} failed while it was paying. Try again: nothing is charged twice.`;
      throw new ProviderError('unknown_outcome', message, { cause: error });
    });
  await requireOurs(ctx, payment, held, amount.currency);
  return held;
}

function requestOf(ctx: Ctx, cart: CartRow, payment: ActivePayment) {
  const { email, address } = cart;
  if (email === null || address === null) throw new Error(`the cart ${cart.id} is being paid and lacks its details`);
  const returnUrl = `${ctx.shopUrl}checkout/return?payment=${payment.id}`;
  return {
    key: payment.id,
    amount: { amount: payment.amount, currency: cart.currency },
    orderCode: payment.order_code,
    shopName: ctx.shop.name,
    buyer: { email, country: address.country, language: cart.language || ctx.shop.locale },
    returnUrl,
    cancelUrl: `${returnUrl}&cancelled=1`,
  };
}

/** Nothing is believed of a payment of another key, sum, account or kind of money: somebody else's dollar pays no order of ours. */
async function requireOurs(ctx: Ctx, payment: ActivePayment, held: HeldPayment, currency: string): Promise<void> {
  const wrong = [
    ...(held.key !== null && held.key !== payment.id ? ['key'] : []),
    ...(held.amount.amount !== payment.amount ? ['amount'] : []),
    ...(held.amount.currency !== currency ? ['currency'] : []),
    ...(payment.payee !== null && held.payee !== null && held.payee !== payment.payee ? ['payee'] : []),
    ...(payment.environment === 'live' && !held.live ? ['environment'] : []),
    ...(payment.reference !== null && payment.reference !== held.reference ? ['reference'] : []),
  ];
  if (wrong.length === 0) return;
  await appendAudit(ctx, { action: 'payment.mismatch', subjectId: payment.id, detail: { wrong, reference: held.reference } });
  throw new BottegaError('conflict', `The provider holds another payment than was asked for (${wrong.join(', ')}): nothing was changed.`);
}

/** Writes down what the provider said, as long as nothing further has happened to the payment. */
export async function noteHeld(ctx: Ctx, payment: ActivePayment, held: HeldPayment): Promise<void> {
  await ctx.db
    .updateTable('payment')
    .set({
      state: held.state,
      reference: held.reference,
      payee: held.payee,
      action: held.action ? JSON.stringify(held.action) : null,
      changed_at: ctx.clock.now().toString(),
    })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', payment.id)
    .where('order_id', 'is', null)
    .where('state', 'not in', ['declined', 'cancelled'])
    .execute();
}
