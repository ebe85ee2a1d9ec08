import type { Ctx } from '../context.ts';
import type { Db } from '../database/tables.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { KEPT_HOURS, type KeptAnswer } from './claim-key.ts';
import './tables.ts';

/**
 * The ctx in which the work of an attempt is done: each of its transactions notes that something was written. An attempt that was taken
 * for dead, and whose key another has, writes nothing any more.
 */
export const ofAttempt = (ctx: Ctx, attempt: string): Ctx => ({ ...ctx, beforeCommit: (db) => noteExecuted(db, ctx.shop.id, attempt) });

async function noteExecuted(db: Db, shopId: string, attempt: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('idempotency_key')
    .set({ executed: true })
    .where('shop_id', '=', shopId)
    .where('id', '=', attempt)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    throw new BottegaError('key_in_use', 'Another attempt has taken it over, so this one wrote nothing.', { retryAfter: 5 });
}

/** Keeps what an attempt answered. Nothing is kept for one that lost its key. */
export async function keepAnswer(ctx: Ctx, attempt: string, { status, headers, body }: KeptAnswer): Promise<void> {
  const answer = ctx.secrets.seal({ table: 'idempotency_key', column: 'answer', id: attempt }, JSON.stringify({ headers, body }));
  await ctx.db
    .updateTable('idempotency_key')
    .set({ status, answer })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', attempt)
    .execute();
}

/**
 * Gives the key back after a request that was refused, so that it can be mended and sent with the same key. If something of it was written
 * all the same, the next is told so at once.
 */
export async function giveKeyBack(ctx: Ctx, attempt: string): Promise<void> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom('idempotency_key')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', attempt)
    .where('executed', '=', false)
    .executeTakeFirst();
  if (numDeletedRows > 0n) return;
  const now = ctx.clock.now().toString();
  await ctx.db
    .updateTable('idempotency_key')
    .set({ locked_until: now })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', attempt)
    .execute();
}

/** Forgets the keys of yesterday. */
export async function purgeKeys(ctx: Ctx): Promise<void> {
  await ctx.db
    .deleteFrom('idempotency_key')
    .where('shop_id', '=', ctx.shop.id)
    .where('created_at', '<=', ctx.clock.now().subtract({ hours: KEPT_HOURS }).toString())
    .execute();
}
