import { type Ctx, type Page, pageInputSchema, readInput, toPage } from '#platform';
import { loadOrder, noSuchOrder } from '../orders/order.store.ts';
import type { OrderView } from '../orders/order.ts';
import { isId } from '../words.ts';
import type { OwnOrderSummary } from './customer.ts';
import { readOrders, requireCustomer } from './customers.store.ts';

/** What the customer has ordered, newest first. @throws BottegaError invalid_input, unauthenticated, forbidden */
export async function listOwnOrders(ctx: Ctx, input: { cursor?: string | undefined; limit?: number } = {}): Promise<Page<OwnOrderSummary>> {
  const { id } = requireCustomer(ctx);
  const { limit, cursor } = readInput(pageInputSchema, input);
  return toPage(await readOrders(ctx, id, { limit: limit + 1, cursor }), limit);
}

/** One order of the customer, by its id or code. @throws BottegaError not_found for one that is none of theirs */
export async function getOwnOrder(ctx: Ctx, input: { id: string } | { code: string }): Promise<OrderView> {
  const { id: customerId } = requireCustomer(ctx);
  if ('id' in input && !isId(input.id)) throw noSuchOrder();
  const own = await ctx.db
    .selectFrom('orders')
    .select(['id', 'email'])
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', customerId)
    .where((eb) => ('id' in input ? eb('id', '=', input.id) : eb('code', '=', input.code.toUpperCase())))
    .executeTakeFirst();
  if (!own) throw noSuchOrder();
  return { ...(await loadOrder(ctx, { id: own.id })), email: own.email };
}
