import { type CallContext, type HeldPayment, type Money, type PaymentProvider, ProviderError } from '@bottega/contracts';
import { appendAudit, BottegaError, type Ctx } from '#platform';
import type { CartRow } from '../carts/cart.store.ts';
import { differencesOf, LIMIT_MS, NEVER, placeOf } from '../payments/ask-provider.ts';
import type { PaymentPlace } from '../payments/payment.ts';

export type ActivePayment = NonNullable<CartRow['payment']>;

/**
 * Asks the provider how the payment stands: begins it, or reads back what was begun. Asking again takes nothing twice. It goes on when the
 * buyer has left: what was ordered is ordered. A payment that was begun with other settings than the shop has now, or that the provider no
 * longer knows, counts as given up: nothing is ever taken of it, because that is only done once its order is written.
 * @throws ProviderError; after `unknown_outcome` only asking again can tell
 * @throws BottegaError conflict when what the provider holds is not what was asked for
 */
export async function askProvider(ctx: Ctx, cart: CartRow, payment: ActivePayment): Promise<HeldPayment> {
  const provider = await ctx.providers.get('payment', payment.provider);
  const amount = { amount: payment.amount, currency: cart.currency };
  const { place, held } = await ctx.providers
    .call({ provider, signal: NEVER, limitMs: LIMIT_MS }, async (call) => {
      const place = placeOf(provider, call);
      const isOurs = await keepPlace(ctx, payment, place);
      return { place, held: isOurs ? await askHeld({ ctx, cart, payment, amount }, provider, call) : null };
    })
    .catch((error: unknown) => {
      if (error instanceof ProviderError || error instanceof BottegaError) throw error;
      const message = `${provider.label} failed while it was paying. Try again: nothing is charged twice.`;
      throw new ProviderError('unknown_outcome', message, { cause: error });
    });
  if (held === null) return givenUp(payment, amount);
  await requireOurs(ctx, { ...payment, ...amount, environment: place }, held);
  return held;
}

type Question = { readonly ctx: Ctx; readonly cart: CartRow; readonly payment: ActivePayment; readonly amount: Money };

/** Null for a payment that was begun and that the provider no longer knows. */
function askHeld({ ctx, cart, payment, amount }: Question, provider: PaymentProvider, call: CallContext): Promise<HeldPayment | null> {
  const { id: key, reference } = payment;
  if (reference !== null) return provider.find({ key, reference, amount }, call);
  return provider.begin(requestOf(ctx, cart, payment), call);
}

/** Writes down, before it is begun, with whose money a payment is. Whether it is still the same. */
async function keepPlace(ctx: Ctx, { id, environment, reference }: ActivePayment, place: PaymentPlace): Promise<boolean> {
  if (environment === place) return true;
  if (environment !== 'offline' || reference !== null) return false;
  await ctx.db
    .updateTable('payment')
    .set({ environment: place })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('environment', '=', 'offline')
    .where('reference', 'is', null)
    .execute();
  const kept = await ctx.db
    .selectFrom('payment')
    .select('environment')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return kept?.environment === place;
}

const givenUp = (payment: ActivePayment, amount: Money): HeldPayment => ({
  ...{ state: 'cancelled', reference: payment.reference ?? payment.id, key: payment.id, amount, captured: 0, refunded: 0 },
  ...{ payee: payment.payee, live: payment.environment === 'live', disputed: false },
  userMessage: 'The shop has changed how it takes this payment. Nothing was charged: choose again how to pay.',
});

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
async function requireOurs(ctx: Ctx, payment: Parameters<typeof differencesOf>[0], held: HeldPayment): Promise<void> {
  const wrong = differencesOf(payment, held);
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
