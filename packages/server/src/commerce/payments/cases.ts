import { sql } from 'kysely';
import {
  actorName,
  appendAudit,
  appendEvent,
  authorise,
  BottegaError,
  type Ctx,
  inTransaction,
  newId,
  type Page,
  readInput,
  toPage,
} from '#platform';
import { isId } from '../words.ts';
import { type CaseKind, closingSchema, type ListCases, listCasesSchema, type PaymentCase } from './case.ts';
import type {} from './tables.ts';

type NewCase = {
  readonly kind: CaseKind;
  readonly provider: string;
  readonly subject: string;
  readonly paymentId?: string | null;
  readonly orderId?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Puts a difference before the staff: once for what it is about, whether it was closed since or not. Whether it is new. */
export async function openCase(
  ctx: Ctx,
  { kind, provider, subject, paymentId = null, orderId = null, detail = {} }: NewCase,
): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const opened = await ctx.db
      .insertInto('payment_case')
      .values({
        ...{ shop_id: ctx.shop.id, id, kind, provider, subject, payment_id: paymentId, order_id: orderId },
        ...{ detail: JSON.stringify(detail), opened_at: ctx.clock.now().toString(), closed_at: null, closed_by: null, note: null },
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'kind', 'provider', 'subject']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!opened) return false;
    await appendAudit(ctx, { action: 'payment.case_open', subjectId: id, detail: { kind, provider, subject } });
    await appendEvent(ctx, { type: 'payment.case_opened', subjectId: id, payload: { kind, provider, name: `${provider}, ${kind}` } });
    return true;
  });
}

const COLUMNS = [
  'id',
  'kind',
  'provider',
  'subject',
  'payment_id as paymentId',
  'order_id as orderId',
  'detail',
  'state',
  'opened_at as openedAt',
  'closed_at as closedAt',
  'closed_by as closedBy',
  'note',
] as const;

/** The differences of the shop, newest first. @throws BottegaError forbidden, unauthenticated, invalid_input */
export async function listPaymentCases(ctx: Ctx, input: ListCases = {}): Promise<Page<PaymentCase>> {
  authorise(ctx, 'payments.read');
  const wanted = readInput(listCasesSchema, input);
  let query = ctx.db.selectFrom('payment_case').select(COLUMNS).where('shop_id', '=', ctx.shop.id);
  if (wanted.state !== undefined) query = query.where('state', '=', wanted.state);
  if (wanted.cursor !== undefined) query = query.where('id', '<', wanted.cursor);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(wanted.limit + 1)
    .execute();
  return toPage(
    rows.map((row) => ({ ...row, detail: { ...row.detail } })),
    wanted.limit,
  );
}

/** Says that a difference was seen to, and how; one that is closed stays as it is. @throws BottegaError not_found, invalid_input, forbidden */
export async function closePaymentCase(ctx: Ctx, input: { readonly id: string; readonly note: string }): Promise<PaymentCase> {
  authorise(ctx, 'payments.write');
  const { id, ...rest } = input;
  const { note } = readInput(closingSchema, rest);
  if (!isId(id)) throw noSuchCase();
  return inTransaction(ctx, async (ctx) => {
    const closed = await ctx.db
      .updateTable('payment_case')
      .set({ state: 'closed', closed_at: ctx.clock.now().toString(), closed_by: actorName(ctx.actor), note })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .where('state', '=', 'open')
      .returning('id')
      .executeTakeFirst();
    if (closed) await appendAudit(ctx, { action: 'payment.case_close', subjectId: id, detail: { note } });
    const row = await ctx.db
      .selectFrom('payment_case')
      .select(COLUMNS)
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw noSuchCase();
    return { ...row, detail: { ...row.detail } };
  });
}

const noSuchCase = (): BottegaError => new BottegaError('not_found', 'This shop has no such case.');

/** How many wait for somebody. */
export async function countOpenCases(ctx: Ctx): Promise<number> {
  authorise(ctx, 'payments.read');
  const row = await ctx.db
    .selectFrom('payment_case')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('shop_id', '=', ctx.shop.id)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return row.n;
}
