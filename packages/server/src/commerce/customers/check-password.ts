import { type Ctx, hashPassword, isOutdated, NO_HASH, verifyPassword } from '#platform';

/**
 * The customer whose mail and password these are; undefined when they are not. It takes as long for a mail that nobody has, and for
 * somebody without a password. A hash of a former method is made anew.
 */
export async function checkPassword(ctx: Ctx, { email, password }: { email: string; password: string }): Promise<string | undefined> {
  const found = await ctx.db
    .selectFrom('customer')
    .select(['id', 'password_hash as hash'])
    .where('shop_id', '=', ctx.shop.id)
    .where('email', '=', email)
    .executeTakeFirst();
  const isRight = await verifyPassword({ hash: found?.hash ?? NO_HASH, password });
  if (!found?.hash || !isRight) return undefined;
  if (isOutdated(found.hash)) await writePassword(ctx, found.id, password);
  return found.id;
}

/** Gives a customer this password. */
export async function writePassword(ctx: Ctx, customerId: string, password: string): Promise<void> {
  const password_hash = await hashPassword(password);
  await ctx.db
    .updateTable('customer')
    .set({ password_hash })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', customerId)
    .where('erased_at', 'is', null)
    .execute();
}
