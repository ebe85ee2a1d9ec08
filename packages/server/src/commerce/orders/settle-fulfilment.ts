import { sql } from 'kysely';
import { appendAudit, appendEvent, type Ctx } from '#platform';
import { releasePromotions } from '../promotions/claim-promotions.ts';
import { appendOrderChange } from './order.store.ts';

/**
 * Says how much of a locked order is sent, after its units have changed, and that it is completed when all is paid and sent. One of which
 * nothing was sent and nothing is left to send is cancelled.
 */
export async function settleFulfilment(ctx: Ctx, orderId: string): Promise<void> {
  const { rows } = await sql<{ code: string; cart_id: string; emptied: boolean }>`
    with units as (
      select sum(sent) as sent, sum(quantity - sent - cancelled) as open from order_line
      where shop_id = ${ctx.shop.id} and order_id = ${orderId}
    )
    update orders set
      fulfilment_state = case when units.sent = 0 then 'none' when units.open = 0 then 'whole' else 'part' end,
      state = case
        when orders.state <> 'placed' or units.open > 0 then orders.state
        when units.sent = 0 then 'cancelled'
        when orders.payment_state = 'paid' then 'completed'
        else orders.state end
    from units, (select state from orders where shop_id = ${ctx.shop.id} and id = ${orderId}) before
    where orders.shop_id = ${ctx.shop.id} and orders.id = ${orderId}
    returning orders.code, orders.cart_id, before.state = 'placed' and orders.state = 'cancelled' as emptied`.execute(ctx.db);
  const order = rows[0];
  if (!order?.emptied) return;
  await releasePromotions(ctx, order.cart_id);
  await appendOrderChange(ctx, { orderId, event: 'cancelled' });
  await appendEvent(ctx, { type: 'order.cancelled', subjectId: orderId, payload: { code: order.code } });
  await appendAudit(ctx, { action: 'order.cancel', subjectId: orderId, detail: { emptied: true } });
}
