import { authorise, BottegaError, type Ctx, type Page, pageInputSchema, readInput, toPage } from '#platform';
import { isId } from '../words.ts';
import type { PaymentSummary, PaymentView } from './payment.ts';
import { listRefunds } from './refunds.store.ts';
import type {} from './tables.ts';

const COLUMNS = [
  'id',
  'order_id',
  'order_code',
  'provider',
  'environment',
  'state',
  'amount',
  'currency',
  'captured',
  'refunded',
  'disputed',
  'reference',
  'created_at',
  'message',
] as const;

const select = (ctx: Ctx) => ctx.db.selectFrom('payment').select(COLUMNS).where('shop_id', '=', ctx.shop.id);
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

const noSuchPayment = (): BottegaError => new BottegaError('not_found', 'This shop has no such payment.');

/** A payment with every part that was taken and given back. @throws BottegaError not_found, forbidden, unauthenticated */
export async function getPayment(ctx: Ctx, { id }: { readonly id: string }): Promise<PaymentView> {
  authorise(ctx, 'payments.read');
  const row = isId(id) ? await select(ctx).where('id', '=', id).executeTakeFirst() : undefined;
  if (!row) throw noSuchPayment();
  const captures = await ctx.db
    .selectFrom('payment_capture')
    .select(['id', 'amount', 'final', 'state', 'message', 'created_at as at'])
    .where('shop_id', '=', ctx.shop.id)
    .where('payment_id', '=', id)
    .orderBy('created_at')
    .execute();
  const refunds = row.order_id === null ? [] : await listRefunds(ctx, row.order_id);
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    ...toSummary(row),
    message: row.message,
    captures: captures.map(({ amount, ...capture }) => ({ ...capture, amount: money(amount) })),
    refunds,
  };
}

export const listPaymentsSchema = pageInputSchema;

/** The payments of the shop that are of an order or on their way to one, newest first. @throws BottegaError forbidden, invalid_input */
export async function listPayments(ctx: Ctx, input: Partial<{ limit: number; cursor: string }> = {}): Promise<Page<PaymentSummary>> {
  authorise(ctx, 'payments.read');
  const { limit, cursor } = readInput(listPaymentsSchema, input);
  let query = select(ctx).where((payment) =>
    payment.or([payment('state', 'not in', ['declined', 'cancelled']), payment('order_id', 'is not', null)]),
  );
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows.map(toSummary), limit);
}

function toSummary(row: Row): PaymentSummary {
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    id: row.id,
    orderId: row.order_id,
    orderCode: row.order_code,
    provider: row.provider,
    environment: row.environment,
    state: row.state,
    amount: money(row.amount),
    captured: money(row.captured),
    refunded: money(row.refunded),
    disputed: row.disputed,
    reference: row.reference,
    at: row.created_at,
  };
}
