import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { requirePerson } from './notification.ts';

/**
 * Marks one notification of the member who asks as read, or all of them without an id. Repeating it changes nothing.
 * @throws BottegaError not_found for an id that is none of theirs, forbidden
 */
export async function markRead(ctx: Ctx, { id }: { id?: string | undefined } = {}): Promise<void> {
  const userId = requirePerson(ctx);
  if (id !== undefined && !(await isTheirs(ctx, userId, id))) throw new BottegaError('not_found', 'You have no such notification.');
  let query = ctx.db
    .updateTable('notification')
    .set({ read_at: ctx.clock.now().toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('user_id', '=', userId)
    .where('read_at', 'is', null);
  if (id !== undefined) query = query.where('id', '=', id);
  await query.execute();
}

async function isTheirs(ctx: Ctx, userId: string, id: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('notification')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('user_id', '=', userId)
    .where(sql<boolean>`id::text = ${id}`)
    .executeTakeFirst();
  return row !== undefined;
}
