import type { z } from '@hono/zod-openapi';
import { appendAudit, authorise, type Ctx, inTransaction, newId, type Page, readInput, toPage } from '#platform';
import { isId } from '../words.ts';
import {
  type GiftCardView,
  type GiftCardWithCode,
  type GiftCardWithEntries,
  giftCardStateSchema,
  hashCardCode,
  type IssueGiftCard,
  issueGiftCardSchema,
  listGiftCardsSchema,
  newCardCode,
  readCardCode,
} from './credit.ts';
import { findCard, readEntries, selectCards, toCardView } from './credit.store.ts';
import { writeTransfer } from './transfer.ts';

/** Makes a gift card with something on it. Its code is told this once. @throws BottegaError forbidden, invalid_input */
export async function issueGiftCard(ctx: Ctx, input: IssueGiftCard): Promise<GiftCardWithCode> {
  authorise(ctx, 'pricing.write');
  const { value, note, expiresAt } = readInput(issueGiftCardSchema, input);
  const code = newCardCode();
  const id = newId();
  return inTransaction(ctx, async (ctx) => {
    await ctx.db
      .insertInto('credit_account')
      .values({
        ...{ shop_id: ctx.shop.id, id, kind: 'gift_card', currency: value.currency, balance: 0, customer_id: null, note },
        ...{ code_hash: hashCardCode(ctx.shop.id, code.replaceAll('-', '')), code_ending: code.slice(-4) },
        ...{ expires_at: expiresAt, created_at: ctx.clock.now().toString() },
      })
      .execute();
    const { amount, currency } = value;
    await writeTransfer(ctx, {
      ...{ key: `issue:${id}`, kind: 'issue', subjectId: null, note, postings: [{ accountId: id, amount }], currency, against: 'issued' },
    });
    await appendAudit(ctx, { action: 'gift_card.issue', subjectId: id, detail: { value, ending: code.slice(-4) } });
    return { card: await findCard(ctx, id), code };
  });
}

/** The gift cards of the shop, newest first. @throws BottegaError forbidden, invalid_input */
export async function listGiftCards(ctx: Ctx, input: z.input<typeof listGiftCardsSchema> = {}): Promise<Page<GiftCardView>> {
  authorise(ctx, 'pricing.read');
  const { cursor, limit, ending } = readInput(listGiftCardsSchema, input);
  let query = selectCards(ctx);
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  if (ending !== undefined) query = query.where('code_ending', '=', ending);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows.map(toCardView), limit);
}

/** A gift card with what happened on it. @throws BottegaError forbidden, not_found */
export async function getGiftCard(ctx: Ctx, { id }: { id: string }): Promise<GiftCardWithEntries> {
  authorise(ctx, 'pricing.read');
  return { ...(await findCard(ctx, id)), entries: await readEntries(ctx, id) };
}

/** Blocks a card that was lost, or lets it pay again; what is on it stays. @throws BottegaError forbidden, not_found, invalid_input */
export async function setGiftCardState(ctx: Ctx, input: z.input<typeof giftCardStateSchema> & { id: string }): Promise<GiftCardView> {
  authorise(ctx, 'pricing.write');
  const { state } = readInput(giftCardStateSchema, { state: input.state });
  return inTransaction(ctx, async (ctx) => {
    await findCard(ctx, input.id);
    await ctx.db.updateTable('credit_account').set({ state }).where('shop_id', '=', ctx.shop.id).where('id', '=', input.id).execute();
    await appendAudit(ctx, { action: `gift_card.${state}`, subjectId: input.id, detail: {} });
    return findCard(ctx, input.id);
  });
}

/** A card that can pay now, by its code, for whoever holds it; undefined for any other. */
export async function findCardByCode(ctx: Ctx, text: string): Promise<{ id: string; currency: string; balance: number } | undefined> {
  const code = readCardCode(text);
  if (code === undefined) return undefined;
  const card = await ctx.db
    .selectFrom('credit_account')
    .select(['id', 'currency', 'balance', 'state', 'expires_at'])
    .where('shop_id', '=', ctx.shop.id)
    .where('code_hash', '=', hashCardCode(ctx.shop.id, code))
    .executeTakeFirst();
  const now = ctx.clock.now().epochMilliseconds;
  if (card?.state !== 'open' || (card.expires_at !== null && Date.parse(card.expires_at) <= now)) return undefined;
  return { id: card.id, currency: card.currency, balance: card.balance ?? 0 };
}

/** What a cart's gift cards, and the credit of its customer, have to pay with now; cards first, in the order in which they were laid in. */
export async function readCredits(
  ctx: Ctx,
  { accountIds, customerId, currency }: { accountIds: readonly string[]; customerId: string | null; currency: string },
): Promise<{ accountId: string; balance: number; ending: string | null }[]> {
  const wanted = accountIds.filter(isId);
  if (wanted.length === 0 && customerId === null) return [];
  const now = ctx.clock.now().toString();
  const rows = await ctx.db
    .selectFrom('credit_account')
    .select(['id', 'balance', 'code_ending', 'kind'])
    .where('shop_id', '=', ctx.shop.id)
    .where('currency', '=', currency)
    .where('state', '=', 'open')
    .where('balance', '>', 0)
    .where((account) => account.or([account('expires_at', 'is', null), account('expires_at', '>', now)]))
    .where((account) =>
      account.or([
        ...(wanted.length > 0 ? [account('id', 'in', wanted)] : []),
        ...(customerId === null ? [] : [account('customer_id', '=', customerId)]),
      ]),
    )
    .execute();
  const place = (id: string) => (wanted.includes(id) ? wanted.indexOf(id) : wanted.length);
  return rows
    .sort((a, b) => place(a.id) - place(b.id))
    .map(({ id, balance, code_ending }) => ({ accountId: id, balance: balance ?? 0, ending: code_ending }));
}
