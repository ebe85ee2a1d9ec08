import { BottegaError, type Ctx } from '#platform';
import { isId } from '../words.ts';
import type { GiftCardView, GiftCardWithEntries } from './credit.ts';

export const selectCards = (ctx: Ctx) =>
  ctx.db
    .selectFrom('credit_account')
    .select(['id', 'code_ending', 'balance', 'currency', 'state', 'note', 'expires_at', 'created_at'])
    .where('shop_id', '=', ctx.shop.id)
    .where('kind', '=', 'gift_card');

type Row = Awaited<ReturnType<ReturnType<typeof selectCards>['executeTakeFirstOrThrow']>>;

/** @throws BottegaError not_found */
export async function findCard(ctx: Ctx, id: string): Promise<GiftCardView> {
  const row = isId(id) ? await selectCards(ctx).where('id', '=', id).executeTakeFirst() : undefined;
  if (!row) throw new BottegaError('not_found', 'This shop has no such gift card.');
  return toCardView(row);
}

export const toCardView = (row: Row): GiftCardView => ({
  ...{ id: row.id, ending: row.code_ending ?? '', balance: { amount: row.balance ?? 0, currency: row.currency }, state: row.state },
  ...{ note: row.note, expiresAt: row.expires_at, createdAt: row.created_at },
});

const MOST_ENTRIES = 200;

/** What happened on an account, the latest first. */
export async function readEntries(ctx: Ctx, accountId: string): Promise<GiftCardWithEntries['entries']> {
  return ctx.db
    .selectFrom('credit_entry')
    .innerJoin('credit_transfer', (join) =>
      join.onRef('credit_transfer.shop_id', '=', 'credit_entry.shop_id').onRef('credit_transfer.id', '=', 'credit_entry.transfer_id'),
    )
    .select(['credit_transfer.id as transferId', 'credit_transfer.kind', 'credit_entry.amount', 'credit_transfer.subject_id as subjectId'])
    .select(['credit_transfer.actor', 'credit_transfer.note', 'credit_transfer.made_at as madeAt'])
    .where('credit_entry.shop_id', '=', ctx.shop.id)
    .where('credit_entry.account_id', '=', accountId)
    .orderBy('credit_transfer.id', 'desc')
    .limit(MOST_ENTRIES)
    .execute();
}
