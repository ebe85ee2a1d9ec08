import type { z } from '@hono/zod-openapi';
import { type Ctx, newId, readInput, refuseField } from '#platform';
import { currenciesOf, loadTerms } from '../terms/load-terms.ts';
import { type CartView, newCartSchema } from './cart.ts';
import { lazyCommit } from './lazy-commit.ts';
import { type CartRow, viewCart } from './cart.store.ts';

/**
 * An empty cart for whoever asks. Its id is the secret that opens it: keep it where only the buyer can read it.
 * @throws BottegaError invalid_input for a currency that the shop does not sell in
 */
export async function createCart(ctx: Ctx, input: z.input<typeof newCartSchema> = {}): Promise<CartView> {
  const { currency = ctx.shop.currency } = readInput(newCartSchema, input);
  if (currency !== ctx.shop.currency) await requireSelling(ctx, currency);
  const id = newId();
  const { terms_version } = await ctx.db
    .insertInto('cart')
    .values({ shop_id: ctx.shop.id, id, currency, created_at: ctx.clock.now().toString() })
    .returning(({ selectFrom }) => [
      lazyCommit.as('lazy'),
      selectFrom('terms_version').select('version').where('shop_id', '=', ctx.shop.id).as('terms_version'),
    ])
    .executeTakeFirstOrThrow();
  return viewCart(ctx, { ...EMPTY, id, currency, terms_version });
}

/** A cart as it begins: what the database gives a new row. */
const EMPTY: Omit<CartRow, 'id' | 'currency' | 'terms_version'> = {
  ...{ state: 'open', version: 1, language: '', email: null, address: null, billing_address: null, customer_id: null, groups: [] },
  ...{ lines: [], codes: [], cards: [], shipping_rate_id: null, quote: null, payment: null },
};

async function requireSelling(ctx: Ctx, currency: string): Promise<void> {
  const sold = currenciesOf(ctx.shop.currency, await loadTerms(ctx));
  if (!sold.includes(currency)) refuseField('currency', `This shop sells in ${sold.join(', ')}.`);
}
