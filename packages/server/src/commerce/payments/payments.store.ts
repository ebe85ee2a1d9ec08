import type { Ctx } from '#platform';
import type {} from './tables.ts';

const COLUMNS = [
  'payment.id',
  'payment.cart_id as cartId',
  'payment.order_id as orderId',
  'payment.order_code as orderCode',
  'payment.provider',
  'payment.environment',
  'payment.state',
  'payment.amount',
  'payment.currency',
  'payment.captured',
  'payment.capture_claimed as captureClaimed',
  'payment.refund_claimed as refundClaimed',
  'payment.refunded',
  'payment.disputed',
  'payment.reference',
  'payment.payee',
  'payment.message',
  'payment.created_at as createdAt',
] as const;

export type PaymentRow = NonNullable<Awaited<ReturnType<typeof readPayment>>>;

export const readPayment = (ctx: Ctx, which: { readonly id: string } | { readonly orderId: string }) =>
  ctx.db
    .selectFrom('payment')
    .select(COLUMNS)
    .where('shop_id', '=', ctx.shop.id)
    .where((payment) => ('id' in which ? payment('id', '=', which.id) : payment('order_id', '=', which.orderId)))
    .executeTakeFirst();

export type CaptureRow = NonNullable<Awaited<ReturnType<typeof readCapture>>>;

export const readCapture = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('payment_capture')
    .select(['id', 'payment_id as paymentId', 'amount', 'final', 'state', 'declined', 'message', 'tries'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .executeTakeFirst();

export type RefundRow = NonNullable<Awaited<ReturnType<typeof readRefund>>>;

export const readRefund = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('refund')
    .select([
      'id',
      'payment_id as paymentId',
      'order_id as orderId',
      'amount',
      'credit',
      'currency',
      'state',
      'reference',
      'message',
      'tries',
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .executeTakeFirst();
