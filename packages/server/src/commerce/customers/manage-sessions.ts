import { BottegaError, type DoorCtx } from '#platform';
import { isId } from '../words.ts';
import type { CustomerSessionView } from './customer.ts';
import { requireCustomer } from './customers.store.ts';
import { hashToken, readOwnToken, tokenCookie } from './session-token.ts';
import { endSessions } from './sessions.store.ts';

// Where a customer is signed in. Each throws BottegaError unauthenticated for a guest, forbidden for the staff.

/** Ends the sign-in that asks. The answer is the Set-Cookie line that takes the cookie away; a guest gets it too. */
export async function signOutCustomer(ctx: DoorCtx): Promise<{ cookie: string }> {
  const token = readOwnToken(ctx);
  if (token !== null) {
    await ctx.db.deleteFrom('customer_session').where('shop_id', '=', ctx.shop.id).where('token_hash', '=', hashToken(token)).execute();
  }
  return { cookie: tokenCookie(ctx, '') };
}

/** Everywhere that the customer is signed in, the latest first. */
export async function listCustomerSessions(ctx: DoorCtx): Promise<CustomerSessionView[]> {
  const { id } = requireCustomer(ctx);
  const own = readOwnToken(ctx);
  const rows = await ctx.db
    .selectFrom('customer_session')
    .select(['id', 'device', 'address', 'created_at as since', 'seen_at as seenAt', 'expires_at as until', 'token_hash'])
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', id)
    .where('expires_at', '>', ctx.clock.now().toString())
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ token_hash, ...row }) => ({ ...row, isThis: own !== null && hashToken(own).equals(token_hash) }));
}

/** Signs the customer out somewhere. @throws BottegaError not_found for a sign-in that is none of theirs */
export async function revokeCustomerSession(ctx: DoorCtx, input: { id: string }): Promise<void> {
  const { id: customerId } = requireCustomer(ctx);
  const ended = isId(input.id)
    ? await ctx.db
        .deleteFrom('customer_session')
        .where('shop_id', '=', ctx.shop.id)
        .where('customer_id', '=', customerId)
        .where('id', '=', input.id)
        .returning('id')
        .executeTakeFirst()
    : undefined;
  if (!ended) throw new BottegaError('not_found', 'You are not signed in there.');
}

/** Signs the customer out everywhere but here. */
export async function revokeOtherCustomerSessions(ctx: DoorCtx): Promise<void> {
  await endSessions(ctx, requireCustomer(ctx).id, readOwnToken(ctx));
}
