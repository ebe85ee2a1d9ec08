import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { type Ctx, inTransaction } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit, appendEvent } from '../events/append.ts';
import { notifyChanged } from '../events/notices.ts';
import { restRuns, wakeRuns } from '../workflows/rest-runs.ts';
import { SHOPS } from './shop-directory.ts';

export const suspensionSchema = z.object({
  reason: z
    .string()
    .trim()
    .min(1, 'Say why: the staff of the shop read it.')
    .max(500, 'At most 500 characters.')
    .openapi({ example: 'The rent is open.' }),
});

/** What is done to a shop as a whole is the operator's: not even its owner may. @throws BottegaError unauthenticated, forbidden */
export function requireOperator({ actor }: Pick<Ctx, 'actor'>): void {
  if (actor.type === 'system') return;
  if (actor.type === 'guest') throw new BottegaError('unauthenticated', 'This needs the operator of the installation.');
  throw new BottegaError('forbidden', 'Only the operator of the installation may do this.');
}

/**
 * Closes a shop: to visitors at once, to changes by its staff, and its work rests before its next step. Every process follows within two
 * seconds. One that is suspended gets the new reason.
 * @throws BottegaError forbidden, unauthenticated, invalid_input
 */
export async function suspendShop(ctx: Ctx, input: { readonly reason: string }): Promise<void> {
  requireOperator(ctx);
  const { reason } = readInput(suspensionSchema, input);
  await inTransaction(ctx, async (ctx) => {
    await setState(ctx, { state: 'suspended', suspended_for: reason }, 'shop.suspend');
    const resting = await restRuns(ctx);
    await ctx.db
      .updateTable('shop')
      .set({ resting_runs: sql`resting_runs || ${resting}::text[]` })
      .where('id', '=', ctx.shop.id)
      .execute();
  });
}

/** Opens a suspended shop again, and its work goes on where it stood. @throws BottegaError forbidden, unauthenticated */
export async function resumeShop(ctx: Ctx): Promise<void> {
  requireOperator(ctx);
  await inTransaction(ctx, async (ctx) => {
    const { resting_runs } = await ctx.db
      .selectFrom('shop')
      .select('resting_runs')
      .where('id', '=', ctx.shop.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await setState(ctx, { state: 'open', suspended_for: '' }, 'shop.resume');
    await ctx.db.updateTable('shop').set({ resting_runs: [] }).where('id', '=', ctx.shop.id).execute();
    await wakeRuns(ctx, resting_runs);
  });
}

type State = { readonly state: 'open' | 'suspended'; readonly suspended_for: string };

async function setState(tx: Ctx, row: State, action: 'shop.suspend' | 'shop.resume'): Promise<void> {
  await tx.db.updateTable('shop').set(row).where('id', '=', tx.shop.id).execute();
  const detail = row.suspended_for ? { reason: row.suspended_for } : {};
  await appendEvent(tx, { type: action === 'shop.suspend' ? 'shop.suspended' : 'shop.resumed', subjectId: tx.shop.id, payload: detail });
  await appendAudit(tx, { action, subjectId: tx.shop.id, detail });
  await notifyChanged(tx, SHOPS);
}
