import { type Ctx, newId } from '#platform';
import type { AccountKind } from './credit.ts';

/** `balance` is what a new account begins with: null for those of the shop itself, whose balance nobody keeps. */
type Wanted = { readonly kind: AccountKind; readonly currency: string; readonly customerId: string | null; readonly balance: 0 | null };

/** The account of a kind and currency that the shop, or a customer, has one of; made when it is first wanted. */
export async function openAccount(ctx: Ctx, { kind, currency, customerId, balance }: Wanted): Promise<string> {
  const find = () =>
    ctx.db
      .selectFrom('credit_account')
      .select('id')
      .where('shop_id', '=', ctx.shop.id)
      .where('kind', '=', kind)
      .where('currency', '=', currency)
      .where('customer_id', customerId === null ? 'is' : '=', customerId)
      .executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  await ctx.db
    .insertInto('credit_account')
    .values({
      ...{ shop_id: ctx.shop.id, id: newId(), kind, currency, balance, customer_id: customerId, code_hash: null, code_ending: null },
      ...{ expires_at: null, created_at: ctx.clock.now().toString() },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await find();
  if (!made) throw new Error(`the account ${kind} in ${currency} was made and is not there`);
  return made.id;
}
