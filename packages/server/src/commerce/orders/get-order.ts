import { authorise, type Ctx } from '#platform';
import { isId } from '../words.ts';
import { readOrderCode } from './order-code.ts';
import type { OrderView } from './order.ts';
import { loadOrder, noSuchOrder } from './order.store.ts';

/** @throws BottegaError not_found, forbidden, unauthenticated */
export async function getOrder(ctx: Ctx, input: { id: string }): Promise<OrderView> {
  authorise(ctx, 'orders.read');
  if (!isId(input.id)) throw noSuchOrder();
  return loadOrder(ctx, { id: input.id });
}

/** The order of a code, for whoever knows it; guests get the address for mail masked. @throws BottegaError not_found */
export async function getOrderByCode(ctx: Ctx, input: { code: string }): Promise<OrderView> {
  return loadOrder(ctx, { code: readOrderCode(input.code) });
}
