import type { Ctx } from '#platform';
import { moveOrder } from './move-order.ts';
import type { OrderView } from './order.ts';

/** Says that the transfer of an order has arrived. @throws BottegaError not_found, conflict, forbidden */
export const markOrderPaid = (ctx: Ctx, input: { id: string }): Promise<OrderView> => moveOrder(ctx, { id: input.id, move: 'pay' });
