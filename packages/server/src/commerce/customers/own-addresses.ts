import { BottegaError, type Ctx, inTransaction, newId, readInput } from '#platform';
import { isId } from '../words.ts';
import { type ChangeAddress, changeAddressSchema, MOST_ADDRESSES, type NewAddress, newAddressSchema, type OwnAddress } from './customer.ts';
import { lockCustomer, requireCustomer } from './customers.store.ts';

// The addresses of the customer who asks. Each throws BottegaError unauthenticated for a guest, forbidden for the staff.

const noSuchAddress = (): BottegaError => new BottegaError('not_found', 'You have no such address.');

export const listOwnAddresses = async (ctx: Ctx): Promise<OwnAddress[]> => readAddresses(ctx, requireCustomer(ctx).id);

/** The addresses of a customer, in the order in which they were written down. */
export async function readAddresses(ctx: Ctx, customerId: string): Promise<OwnAddress[]> {
  return ctx.db
    .selectFrom('customer_address')
    .select(['id', 'address', 'for_shipping as forShipping', 'for_billing as forBilling'])
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute();
}

/** Writes an address down; the first one is for everything. @throws BottegaError invalid_input naming the field, conflict beyond 20 */
export async function addOwnAddress(ctx: Ctx, input: NewAddress): Promise<OwnAddress> {
  const { id: customerId } = requireCustomer(ctx);
  const { address, forShipping, forBilling } = readInput(newAddressSchema, input);
  return inTransaction(ctx, async (ctx) => {
    await lockCustomer(ctx, customerId);
    const known = await readAddresses(ctx, customerId);
    if (known.length >= MOST_ADDRESSES)
      throw new BottegaError('conflict', `There are ${MOST_ADDRESSES} addresses already: remove one first.`);
    const isFirst = known.length === 0;
    const uses = { forShipping: forShipping ?? isFirst, forBilling: forBilling ?? isFirst };
    await giveUpUses(ctx, customerId, uses);
    const id = newId();
    await ctx.db
      .insertInto('customer_address')
      .values({
        shop_id: ctx.shop.id,
        id,
        customer_id: customerId,
        address: JSON.stringify(address),
        for_shipping: uses.forShipping,
        for_billing: uses.forBilling,
        created_at: ctx.clock.now().toString(),
      })
      .execute();
    return { id, address, ...uses };
  });
}

/** Changes what is given of an address. @throws BottegaError not_found, invalid_input */
export async function updateOwnAddress(ctx: Ctx, input: ChangeAddress & { id: string }): Promise<OwnAddress> {
  const { id: customerId } = requireCustomer(ctx);
  const { id, ...given } = input;
  const { address, forShipping, forBilling } = readInput(changeAddressSchema, given);
  return inTransaction(ctx, async (ctx) => {
    await lockCustomer(ctx, customerId);
    const before = isId(id) ? (await readAddresses(ctx, customerId)).find((own) => own.id === id) : undefined;
    if (!before) throw noSuchAddress();
    const after = {
      id,
      address: address ?? before.address,
      forShipping: forShipping ?? before.forShipping,
      forBilling: forBilling ?? before.forBilling,
    };
    await giveUpUses(ctx, customerId, after);
    await ctx.db
      .updateTable('customer_address')
      .set({ address: JSON.stringify(after.address), for_shipping: after.forShipping, for_billing: after.forBilling })
      .where('shop_id', '=', ctx.shop.id)
      .where('customer_id', '=', customerId)
      .where('id', '=', id)
      .execute();
    return after;
  });
}

/** @throws BottegaError not_found */
export async function removeOwnAddress(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const { id: customerId } = requireCustomer(ctx);
  const removed = isId(id)
    ? await ctx.db
        .deleteFrom('customer_address')
        .where('shop_id', '=', ctx.shop.id)
        .where('customer_id', '=', customerId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
    : undefined;
  if (!removed) throw noSuchAddress();
}

/** One address is for shipping, and one for billing: what another is for now, none before it is. */
async function giveUpUses(ctx: Ctx, customerId: string, uses: { forShipping: boolean; forBilling: boolean }): Promise<void> {
  const given = { ...(uses.forShipping && { for_shipping: false }), ...(uses.forBilling && { for_billing: false }) };
  if (Object.keys(given).length === 0) return;
  await ctx.db
    .updateTable('customer_address')
    .set(given)
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', customerId)
    .execute();
}
