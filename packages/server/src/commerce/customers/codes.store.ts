import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Ctx } from '#platform';
import { CODE_MINUTES, MOST_TRIES } from './customer.ts';

/** What a code is for, and who may use it: for `sign-in` whoever has that mail, for `email` the customer of that id. */
export type CodeOf = { readonly purpose: 'sign-in' | 'email'; readonly subject: string };

const DIGITS = 6;

/** Six digits are soon tried out, so that what is kept of them is keyed. */
const hashCode = (secret: string, { purpose, subject }: CodeOf, code: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}\n${subject}\n${code}`).digest();

const secretsOf = (ctx: Ctx): readonly [string, ...string[]] => ctx.secrets.derive('customer codes');

/** A new code, which goes to that mail. It takes the place of the one before. */
export async function writeCode(ctx: Ctx, of: CodeOf, email: string): Promise<string> {
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
  const now = ctx.clock.now();
  const written = {
    email,
    secret_hash: hashCode(secretsOf(ctx)[0], of, code),
    tries: 0,
    created_at: now.toString(),
    expires_at: now.add({ minutes: CODE_MINUTES }).toString(),
  };
  await ctx.db
    .insertInto('customer_code')
    .values({ shop_id: ctx.shop.id, ...of, ...written })
    .onConflict((conflict) => conflict.columns(['shop_id', 'purpose', 'subject']).doUpdateSet(written))
    .execute();
  return code;
}

/**
 * The mail that a code went to, if it is the right one and not over; it is spent then. Each try counts, whatever becomes of the caller: not
 * to be called in a transaction that may roll back.
 */
export async function spendCode(ctx: Ctx, of: CodeOf, code: string): Promise<string | undefined> {
  const tried = await ctx.db
    .updateTable('customer_code')
    .set((set) => ({ tries: set('tries', '+', 1) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('purpose', '=', of.purpose)
    .where('subject', '=', of.subject)
    .where('tries', '<', MOST_TRIES)
    .where('expires_at', '>', ctx.clock.now().toString())
    .returning('secret_hash')
    .executeTakeFirst();
  if (!tried || !secretsOf(ctx).some((secret) => timingSafeEqual(hashCode(secret, of, code), tried.secret_hash))) return undefined;
  const spent = await ctx.db
    .deleteFrom('customer_code')
    .where('shop_id', '=', ctx.shop.id)
    .where('purpose', '=', of.purpose)
    .where('subject', '=', of.subject)
    .where('secret_hash', '=', tried.secret_hash)
    .returning('email')
    .executeTakeFirst();
  return spent?.email;
}
