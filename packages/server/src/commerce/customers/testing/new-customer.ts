import { type Ctx, newId } from '#platform';
import type { Address } from '../../carts/cart.ts';
import { hashToken, newSessionToken } from '../session-token.ts';

/** Somebody with an account in the shop, an address, a group and a sign-in. The ids by kind. */
export async function newCustomer(
  ctx: Ctx,
  { email = `${newId()}@example.com`, name = 'Ada Conti', address }: { email?: string; name?: string; address: Address },
): Promise<{ customer: string; address: string; 'customer-group': string; 'sign-in': string }> {
  const ids = { customer: newId(), address: newId(), 'customer-group': newId(), 'sign-in': newId() };
  const shop_id = ctx.shop.id;
  const now = ctx.clock.now();
  const at = now.toString();
  await ctx.db.insertInto('customer').values({ shop_id, id: ids.customer, email, name, verified_at: at, created_at: at }).execute();
  await ctx.db
    .insertInto('customer_address')
    .values({ shop_id, id: ids.address, customer_id: ids.customer, address: JSON.stringify(address), for_shipping: true, created_at: at })
    .execute();
  await ctx.db
    .insertInto('customer_group')
    .values({ shop_id, id: ids['customer-group'], name: `${name} ${ids.customer}` })
    .execute();
  await ctx.db.insertInto('customer_membership').values({ shop_id, customer_id: ids.customer, group_id: ids['customer-group'] }).execute();
  await ctx.db
    .insertInto('customer_session')
    .values({
      shop_id,
      id: ids['sign-in'],
      customer_id: ids.customer,
      token_hash: hashToken(newSessionToken()),
      device: name,
      address: '192.0.2.7',
      created_at: at,
      seen_at: at,
      expires_at: now.add({ hours: 24 }).toString(),
    })
    .execute();
  return ids;
}
