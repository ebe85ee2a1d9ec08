import { appendAudit, type Ctx, readInput } from '#platform';
import { moveOrder } from './move-order.ts';
import { notingSchema, type OrderView } from './order.ts';
import { appendOrderChange } from './order.store.ts';

/** Writes a note into the history of an order, for the staff alone. @throws BottegaError not_found, invalid_input, forbidden */
export async function noteOrder(ctx: Ctx, input: { id: string; note: string }): Promise<OrderView> {
  const { note } = readInput(notingSchema, { note: input.note });
  return moveOrder(ctx, { id: input.id, action: 'note' }, async (ctx, order) => {
    await appendOrderChange(ctx, { orderId: order.id, event: 'noted', note });
    await appendAudit(ctx, { action: 'order.note', subjectId: order.id, detail: {} });
  });
}
