import type { Chore } from '../chores.ts';
import { type Ctx, inTransaction } from '../context.ts';
import { CHAIN_START, hashEntry, hashSeal, SEALED_COLUMNS_OF_ENTRY } from './chain.ts';
import './tables.ts';

const BATCH = 500;

/**
 * Puts every entry that waits behind the last seal of the shop's chain. Processes that seal at once take turns; an entry whose transaction
 * commits late is sealed the next time. Returns how many were sealed.
 */
export async function sealAudit(ctx: Ctx): Promise<number> {
  let sealed = 0;
  for (;;) {
    const some = await inTransaction(ctx, sealBatch);
    sealed += some;
    if (some < BATCH || ctx.signal.aborted) return sealed;
  }
}

/** Sealing stands outside the transactions that write entries, so that they never wait for one another. */
export const sealChore: Chore = { name: 'seal the audit log', run: sealAudit };

async function sealBatch(ctx: Ctx): Promise<number> {
  const shop_id = ctx.shop.id;
  const waits = await ctx.db.selectFrom('audit_unsealed').select('entry_id').where('shop_id', '=', shop_id).limit(1).executeTakeFirst();
  if (!waits) return 0;
  const end = await lockChain(ctx);
  const entries = await ctx.db
    .selectFrom('audit_unsealed')
    .innerJoin('audit_entry', (join) =>
      join.onRef('audit_entry.shop_id', '=', 'audit_unsealed.shop_id').onRef('audit_entry.id', '=', 'audit_unsealed.entry_id'),
    )
    .select(SEALED_COLUMNS_OF_ENTRY)
    .where('audit_unsealed.shop_id', '=', shop_id)
    .orderBy('audit_entry.created_at')
    .orderBy('audit_entry.id')
    .limit(BATCH)
    .execute();
  if (entries.length === 0) return 0;
  let { sequence, hash } = end;
  const seals = entries.map((entry) => {
    const entry_hash = hashEntry(shop_id, entry);
    hash = hashSeal(hash, ++sequence, entry_hash);
    return { shop_id, sequence, entry_id: entry.id, entry_hash, hash };
  });
  await ctx.db.insertInto('audit_seal').values(seals).execute();
  await ctx.db.updateTable('audit_chain').set({ sequence, hash }).where('shop_id', '=', shop_id).execute();
  await ctx.db
    .deleteFrom('audit_unsealed')
    .where('shop_id', '=', shop_id)
    .where(
      'entry_id',
      'in',
      entries.map(({ id }) => id),
    )
    .execute();
  return entries.length;
}

/** The end of the chain, held until the transaction ends. */
async function lockChain(ctx: Ctx): Promise<{ sequence: number; hash: string }> {
  const start = { shop_id: ctx.shop.id, sequence: 0, hash: CHAIN_START };
  await ctx.db
    .insertInto('audit_chain')
    .values(start)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return ctx.db
    .selectFrom('audit_chain')
    .select(['sequence', 'hash'])
    .where('shop_id', '=', ctx.shop.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}
