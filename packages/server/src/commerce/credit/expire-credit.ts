import { type Ctx, inTransaction } from '#platform';
import { writeTransfer } from './transfer.ts';

const AT_ONCE = 200;

/** Books out what is left on gift cards that have run out; they could not pay since then. Returns how many there were. */
export async function expireCredit(ctx: Ctx): Promise<number> {
  const ended = await ctx.db
    .selectFrom('credit_account')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('expires_at', '<=', ctx.clock.now().toString())
    .where('balance', '>', 0)
    .orderBy('expires_at')
    .limit(AT_ONCE)
    .execute();
  for (const { id } of ended) await inTransaction(ctx, (ctx) => expireOne(ctx, id));
  return ended.length;
}

/** The balance is read under its lock: what comes back to it later is booked out next time, under another key. */
async function expireOne(ctx: Ctx, id: string): Promise<void> {
  const card = await ctx.db
    .selectFrom('credit_account')
    .select(['balance', 'currency', 'expires_at'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!card?.balance) return;
  const { balance, currency } = card;
  const key = `expire:${id}:${ctx.clock.now().epochMilliseconds}`;
  const transfer = { key, kind: 'expire', subjectId: null, currency, against: 'expired' } as const;
  await writeTransfer(ctx, { ...transfer, postings: [{ accountId: id, amount: -balance }] }, { past: true });
}
