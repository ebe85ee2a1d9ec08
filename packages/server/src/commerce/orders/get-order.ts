import { appendAudit, authorise, type Ctx } from '#platform';
import { isId } from '../words.ts';
import { readOrderCode } from './order-code.ts';
import type { OrderView } from './order.ts';
import { loadOrder, noSuchOrder } from './order.store.ts';

/** @throws BottegaError not_found, forbidden, unauthenticated */
export async function getOrder(ctx: Ctx, input: { id: string }): Promise<OrderView> {
  authorise(ctx, 'orders.read');
  if (!isId(input.id)) throw noSuchOrder();
  const order = await loadOrder(ctx, { id: input.id });
  await noteReading(ctx, order);
  return order;
}

/** An order tells of a person: that somebody of the staff, or a key, has looked at it is written down. */
async function noteReading({ actor, ...ctx }: Ctx, { id }: OrderView): Promise<void> {
  if (actor.type === 'staff' || actor.type === 'key')
    await appendAudit({ ...ctx, actor }, { action: 'order.read', subjectId: id, detail: {} });
}

/** The order of a code, for whoever knows it; guests get the address for mail masked. @throws BottegaError not_found */
export async function getOrderByCode(ctx: Ctx, input: { code: string }): Promise<OrderView> {
  return loadOrder(ctx, { code: readOrderCode(input.code) });
}
