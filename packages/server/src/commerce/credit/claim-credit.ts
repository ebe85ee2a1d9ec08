import type { Ctx } from '#platform';
import type { Quote } from '../quotes/quote.ts';
import { writeTransfer } from './transfer.ts';

/**
 * Takes what a quote has credits pay, for a payment. Call it inside the transaction that begins the payment, after the stock, the cart and
 * the promotions, and roll that back when it answers `not_covered`: somebody else has used the card up, or it was blocked or ran out.
 * Asked again for the same payment it changes nothing.
 */
export async function claimCredit(
  ctx: Ctx,
  { paymentId, currency, credits }: { readonly paymentId: string; readonly currency: string; readonly credits: Quote['credits'] },
): Promise<'ok' | 'not_covered'> {
  if (credits.length === 0) return 'ok';
  const postings = credits.map(({ accountId, amount }) => ({ accountId, amount: -amount }));
  const result = await writeTransfer(ctx, {
    key: `pay:${paymentId}`,
    kind: 'pay',
    subjectId: paymentId,
    postings,
    currency,
    against: 'spent',
  });
  return result === 'not_covered' ? result : 'ok';
}

/**
 * Puts everything back that a payment had taken and that was not given back since; for a payment that came to nothing, and for an order that
 * is cancelled. Call it inside the transaction that does so. Once is enough, again changes nothing.
 */
export async function giveBackCredit(ctx: Ctx, paymentId: string): Promise<number> {
  const open = await readOpenCredit(ctx, paymentId);
  return move(ctx, { paymentId, key: `give-back:${paymentId}`, kind: 'give_back', postings: open });
}

/**
 * Gives a part of what credits paid back to where it came from, the last used first. `key` makes it happen once. Returns how much it gave:
 * less than `amount` where credits paid less. Call it inside the transaction that writes the refund.
 */
export async function refundCredit(
  ctx: Ctx,
  { paymentId, refundId, amount }: { readonly paymentId: string; readonly refundId: string; readonly amount: number },
): Promise<number> {
  let left = amount;
  const postings = (await readOpenCredit(ctx, paymentId)).reverse().map(({ accountId, amount: open }) => {
    const given = Math.min(open, left);
    left -= given;
    return { accountId, amount: given };
  });
  return move(ctx, { paymentId, key: `refund:${refundId}`, kind: 'refund', postings });
}

type Given = { readonly accountId: string; readonly amount: number };

async function move(
  ctx: Ctx,
  { paymentId, key, kind, postings }: { paymentId: string; key: string; kind: 'give_back' | 'refund'; postings: readonly Given[] },
): Promise<number> {
  const sum = postings.reduce((sum, { amount }) => sum + amount, 0);
  if (sum === 0) return 0;
  const { currency } = await ctx.db
    .selectFrom('credit_account')
    .select('currency')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', postings[0]!.accountId)
    .executeTakeFirstOrThrow();
  const result = await writeTransfer(ctx, { key, kind, subjectId: paymentId, postings, currency, against: 'spent' });
  if (result === 'not_covered') throw new Error(`the credit of payment ${paymentId} could not be given back`);
  return result === 'done' ? sum : 0;
}

/** What a payment holds of each account now, by account. The transfer that took it is locked, so that two do not give the same back. */
async function readOpenCredit(ctx: Ctx, paymentId: string): Promise<Given[]> {
  await ctx.db
    .selectFrom('credit_account')
    .select('credit_account.id')
    .innerJoin('credit_entry', (join) =>
      join.onRef('credit_entry.shop_id', '=', 'credit_account.shop_id').onRef('credit_entry.account_id', '=', 'credit_account.id'),
    )
    .innerJoin('credit_transfer', (join) =>
      join.onRef('credit_transfer.shop_id', '=', 'credit_entry.shop_id').onRef('credit_transfer.id', '=', 'credit_entry.transfer_id'),
    )
    .where('credit_account.shop_id', '=', ctx.shop.id)
    .where('credit_transfer.subject_id', '=', paymentId)
    .where('credit_account.balance', 'is not', null)
    .orderBy('credit_account.id')
    .forUpdate('credit_account')
    .execute();
  const rows = await ctx.db
    .selectFrom('credit_entry')
    .innerJoin('credit_transfer', (join) =>
      join.onRef('credit_transfer.shop_id', '=', 'credit_entry.shop_id').onRef('credit_transfer.id', '=', 'credit_entry.transfer_id'),
    )
    .innerJoin('credit_account', (join) =>
      join.onRef('credit_account.shop_id', '=', 'credit_entry.shop_id').onRef('credit_account.id', '=', 'credit_entry.account_id'),
    )
    .select(({ fn, ref }) => ['credit_account.id as accountId', fn.sum<string>(ref('credit_entry.amount')).as('moved')])
    .where('credit_entry.shop_id', '=', ctx.shop.id)
    .where('credit_transfer.subject_id', '=', paymentId)
    .where('credit_account.balance', 'is not', null)
    .groupBy('credit_account.id')
    .orderBy('credit_account.id')
    .execute();
  return rows.map(({ accountId, moved }) => ({ accountId, amount: Math.max(0, -Number(moved)) })).filter(({ amount }) => amount > 0);
}
