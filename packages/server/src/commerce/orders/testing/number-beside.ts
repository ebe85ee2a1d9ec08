/**
 * Gives the orders of a shop their numbers, from a process of its own beside the one that opened the world, until it is killed.
 * @example node number-beside.ts <folder of the world> <id of the shop>
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { findShopById } from '../../../platform/database/system-door.ts';
import { openTestWorld } from '../../../testing/test-world.ts';
import { issueInvoices } from '../issue-invoice.ts';
import { numberOrders } from '../numbers.ts';

const [folder, shopId] = process.argv.slice(2) as [string, string];
const world = await openTestWorld([], { beside: folder });
const shop = await findShopById(world.database, shopId);
if (!shop) throw new Error('there is no such shop');
const ctx = await world.createCtx({ shop });
process.send?.('ready');
for (;;) {
  await numberOrders(ctx);
  const { rows } = await sql<{ id: string }>`
    select id from orders where shop_id = ${shopId} and payment_state = 'paid'
      and not exists (select from invoice where invoice.shop_id = orders.shop_id and invoice.order_id = orders.id)`.execute(ctx.db);
  for (const { id } of rows) await issueInvoices(ctx, { orderId: id });
  await sleep(10);
}
