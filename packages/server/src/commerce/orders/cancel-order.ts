import type { Ctx } from '#platform';
import { moveOrder } from './move-order.ts';
import type { OrderView } from './order.ts';

/** Calls an order off and gives its stock back; money that was taken counts as refunded. @throws BottegaError not_found, conflict, forbidden */
export const cancelOrder = (ctx: Ctx, input: { id: string; note?: string | undefined }): Promise<OrderView> =>
  moveOrder(ctx, { ...input, move: 'cancel' });
