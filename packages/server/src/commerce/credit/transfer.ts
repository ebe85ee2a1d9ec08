import { actorName, type Ctx, newId } from '#platform';
import type { AccountKind, TransferKind } from './credit.ts';
import { openAccount } from './open-account.ts';

export type Posting = { readonly accountId: string; readonly amount: number };

export type Transfer = {
  /** Makes it happen once, however often it is asked for. */
  readonly key: string;
  readonly kind: TransferKind;
  readonly subjectId: string | null;
  readonly note?: string;
  /** What goes to each account, in minor units; below 0 what is taken. All of one currency. */
  readonly postings: readonly Posting[];
  readonly currency: string;
  /** The shop's own account that gives or takes the same, so that the entries sum to nothing: the database sees to that. */
  readonly against: ShopAccount;
};

type ShopAccount = Extract<AccountKind, 'issued' | 'spent' | 'expired'>;

/** `done_before` changes nothing; after `not_covered` the transaction is to be rolled back. */
export type TransferResult = 'done' | 'done_before' | 'not_covered';

/**
 * Moves money between accounts, inside a transaction that the caller has begun. Nothing is taken from an account that is blocked or run out,
 * unless `past` says that this is what the transfer is for, and never more than there is: the balance is looked at again under its lock.
 */
export async function writeTransfer(ctx: Ctx, transfer: Transfer, { past = false }: { past?: boolean } = {}): Promise<TransferResult> {
  const id = newId();
  const now = ctx.clock.now().toString();
  const made = await ctx.db
    .insertInto('credit_transfer')
    .values({
      ...{ shop_id: ctx.shop.id, id, key: transfer.key, kind: transfer.kind, subject_id: transfer.subjectId },
      ...{ actor: actorName(ctx.actor), note: transfer.note ?? '', made_at: now },
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return 'done_before';
  const postings = transfer.postings.filter(({ amount }) => amount !== 0).toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  for (const posting of postings) if (!(await moveBalance(ctx, posting, { past, now }))) return 'not_covered';
  // It keeps no balance, so that it is locked by nobody.
  const own = {
    accountId: await openAccount(ctx, { kind: transfer.against, currency: transfer.currency, customerId: null, balance: null }),
    amount: -sumOf(postings),
  };
  const entries = [...postings, own].filter(({ amount }) => amount !== 0);
  if (entries.length > 0)
    await ctx.db
      .insertInto('credit_entry')
      .values(entries.map(({ accountId, amount }) => ({ shop_id: ctx.shop.id, transfer_id: id, account_id: accountId, amount })))
      .execute();
  return 'done';
}

const sumOf = (postings: readonly Posting[]): number => postings.reduce((sum, { amount }) => sum + amount, 0);

/** Whether the account could be moved. */
async function moveBalance(ctx: Ctx, { accountId, amount }: Posting, { past, now }: { past: boolean; now: string }): Promise<boolean> {
  let update = ctx.db
    .updateTable('credit_account')
    .set((set) => ({ balance: set('balance', '+', amount) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', accountId)
    .where('balance', '>=', -amount);
  if (amount < 0 && !past)
    update = update
      .where('state', '=', 'open')
      .where((account) => account.or([account('expires_at', 'is', null), account('expires_at', '>', now)]));
  return (await update.returning('id').executeTakeFirst()) !== undefined;
}
