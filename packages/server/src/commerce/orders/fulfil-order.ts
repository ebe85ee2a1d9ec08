import type { Ctx } from '#platform';
import { moveOrder } from './move-order.ts';
import type { OrderView } from './order.ts';

/** Says that a paid order was sent. @throws BottegaError not_found, conflict, forbidden */
export const fulfilOrder = (ctx: Ctx, input: { id: string }): Promise<OrderView> => moveOrder(ctx, { id: input.id, move: 'fulfil' });
