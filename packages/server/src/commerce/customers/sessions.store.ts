import { sql } from 'kysely';
import { type Ctx, type DoorCtx, newId } from '#platform';
import { SESSION_DAYS } from './customer.ts';
import { hashToken, newSessionToken } from './session-token.ts';

/** Once in so long is enough for people, and spares a write for each request. */
const SEEN_EVERY = { minutes: 5 };

/** A sign-in of this customer; its token is given once. */
export async function openSession(ctx: DoorCtx, customerId: string): Promise<{ token: string; expiresAt: string }> {
  const token = newSessionToken();
  const now = ctx.clock.now();
  const expiresAt = now.add({ hours: SESSION_DAYS * 24 }).toString();
  await ctx.db
    .insertInto('customer_session')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      customer_id: customerId,
      token_hash: hashToken(token),
      device: (ctx.headers.get('user-agent') ?? '').slice(0, 200),
      address: ctx.address.slice(0, 100),
      created_at: now.toString(),
      seen_at: now.toString(),
      expires_at: expiresAt,
    })
    .execute();
  return { token, expiresAt };
}

/** Whose session a token opens in this shop; undefined for one that is over. */
export async function readSession(ctx: Ctx, token: string): Promise<{ id: string; email: string } | undefined> {
  const now = ctx.clock.now();
  const found = await ctx.db
    .selectFrom('customer_session as session')
    .innerJoin('customer', (join) =>
      join.onRef('customer.shop_id', '=', 'session.shop_id').onRef('customer.id', '=', 'session.customer_id'),
    )
    .select(['customer.id', 'customer.email', 'session.id as sessionId', 'seen_at'])
    .where('session.shop_id', '=', ctx.shop.id)
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now.toString())
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (!found) return undefined;
  if (Temporal.Instant.compare(found.seen_at, now.subtract(SEEN_EVERY)) < 0) await noteUse(ctx, found.sessionId, now);
  return { id: found.id, email: found.email };
}

async function noteUse(ctx: Ctx, id: string, now: Temporal.Instant): Promise<void> {
  await ctx.db
    .updateTable('customer_session')
    .set({ seen_at: now.toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('seen_at', '<', now.toString())
    .execute();
}

/** Ends every sign-in of a customer, save the one of a token. */
export async function endSessions(ctx: Ctx, customerId: string, except: string | null = null): Promise<void> {
  await ctx.db
    .deleteFrom('customer_session')
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', customerId)
    .where((eb) => (except === null ? sql.lit(true) : eb('token_hash', '<>', hashToken(except))))
    .execute();
}
