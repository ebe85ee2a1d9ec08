import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, listAudit, newId } from '#platform';
import { placeOrder } from '../index.ts';
import { ADDRESS, eventsOf, fillCart, openShop, sellBowl } from '../testing/market.ts';
import { createCustomer, updateCustomer } from './change-customer.ts';
import { MOST_GROUPS } from './customer.ts';
import { getCustomer } from './get-customer.ts';
import { createCustomerGroup, deleteCustomerGroup, listCustomerGroups, renameCustomerGroup, setCustomerGroups } from './groups.ts';
import { listCustomers } from './list-customers.ts';
import { mergeCarts } from './merge-carts.ts';
import { addOwnAddress } from './own-addresses.ts';
import { type Desk, openDesk } from './testing/desk.ts';

let desk: Desk;
let owner: Ctx;
let guest: Ctx;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

/** A shop of its own for each subject. */
const fresh = async () => {
  ({ owner, guest } = await openShop(desk.world));
};

test('customers are found by a part of name or mail, page by page, within the shop', async () => {
  await fresh();
  const made = [];
  for (const name of ['Ada Conti', 'Bruno Neri', 'Carla Conti']) {
    made.push(await createCustomer(owner, { email: `${name.split(' ')[0]}@Example.com`, name }));
  }
  const names = async (input: object) => (await listCustomers(owner, input)).items.map(({ name }) => name);
  expect(await names({})).toEqual(['Carla Conti', 'Bruno Neri', 'Ada Conti']);
  expect(await names({ search: 'CONTI' })).toEqual(['Carla Conti', 'Ada Conti']);
  expect(await names({ search: 'bruno@exa' })).toEqual(['Bruno Neri']);
  for (const search of ['%', '_', "'", '\\']) expect(await names({ search })).toEqual([]);
  const page = await listCustomers(owner, { limit: 2 });
  expect(page.next).toBe(made[1]?.id);
  expect(await names({ limit: 2, cursor: page.next })).toEqual(['Ada Conti']);
  const { owner: neighbour } = await openShop(desk.world);
  expect((await listCustomers(neighbour)).items).toEqual([]);
});

test('a customer is written down once, comes in by a code, and is verified then', async () => {
  await fresh();
  const made = await createCustomer(owner, { email: 'Ada@example.com', name: 'Ada', note: 'From the fair' });
  expect(made).toMatchObject({ email: 'ada@example.com', verified: false, orders: 0, value: [] });
  await expect(createCustomer(owner, { email: 'ADA@example.com' })).rejects.toMatchObject({ code: 'conflict' });
  const { account } = await desk.signedIn(guest, 'ada@example.com');
  expect(account).toMatchObject({ id: made.id, name: 'Ada' });
  expect(await getCustomer(owner, { id: made.id })).toMatchObject({ verified: true, note: 'From the fair' });
  expect(await updateCustomer(owner, { id: made.id, note: '' })).toMatchObject({ name: 'Ada', note: '' });
  expect(await eventsOf(owner, made.id)).toEqual(['customer.created', 'customer.updated']);
  expect((await listAudit(owner, { subjectId: made.id })).items.map(({ action }) => action).sort()).toEqual([
    'customer.create',
    'customer.read',
    'customer.update',
  ]);
});

test('what they have paid and not got back is their value; what was cancelled is none', async () => {
  await fresh();
  const { variantId } = await sellBowl(owner, { stock: 50 });
  const { ctx, account } = await desk.signedIn(guest, 'rich@example.com');
  await addOwnAddress(ctx, { address: ADDRESS });
  const buy = async (paid: { captured: number; refunded: number } | null, state: 'placed' | 'cancelled' = 'placed') => {
    const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
    await mergeCarts(ctx, { cartId: cart.id });
    const placed = await placeOrder(guest, { cartId: cart.id });
    if (placed.state !== 'placed') throw new Error('not placed');
    await owner.db.updateTable('orders').set({ state }).where('id', '=', placed.order.id).execute();
    if (!paid) return;
    const { captured, refunded } = paid;
    await owner.db
      .updateTable('payment')
      .set({ state: 'captured', captured, refunded, refund_claimed: refunded })
      .where('order_id', '=', placed.order.id)
      .execute();
  };
  await buy({ captured: 5690, refunded: 0 });
  await buy({ captured: 5690, refunded: 690 });
  await buy(null);
  await buy(null, 'cancelled');
  const expected = { orders: 3, value: [{ amount: 10_690, currency: 'EUR' }] };
  expect(await getCustomer(owner, { id: account.id })).toMatchObject({ ...expected, addresses: [{ address: ADDRESS }] });
  expect((await getCustomer(owner, { id: account.id })).lastOrders).toHaveLength(4);
  expect((await listCustomers(owner)).items).toMatchObject([expected]);
});

describe('groups', () => {
  test('are made, renamed and taken away, each name once', async () => {
    await fresh();
    const { id } = await createCustomerGroup(owner, { name: ' Wholesale ' });
    await createCustomerGroup(owner, { name: 'Friends' });
    await expect(createCustomerGroup(owner, { name: 'Wholesale' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(renameCustomerGroup(owner, { id, name: 'Friends' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await renameCustomerGroup(owner, { id, name: 'Trade' })).toEqual({ id, name: 'Trade', count: 0 });
    await deleteCustomerGroup(owner, { id });
    expect((await listCustomerGroups(owner)).map(({ name }) => name)).toEqual(['Friends']);
    await expect(deleteCustomerGroup(owner, { id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are at most a hundred', async () => {
    await fresh();
    const rows = Array.from({ length: MOST_GROUPS }, (_, n) => ({ shop_id: owner.shop.id, id: newId(), name: `Group ${n}` }));
    await owner.db.insertInto('customer_group').values(rows).execute();
    await expect(createCustomerGroup(owner, { name: 'One more' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('hold who was put into them, of this shop only', async () => {
    await fresh();
    const [one, other] = [await createCustomerGroup(owner, { name: 'One' }), await createCustomerGroup(owner, { name: 'Other' })];
    const { id } = await createCustomer(owner, { email: 'ada@example.com' });
    await setCustomerGroups(owner, { id, groupIds: [one.id, other.id, one.id.toUpperCase()] });
    expect((await listCustomers(owner, { groupId: one.id })).items).toMatchObject([{ id }]);
    expect(await setCustomerGroups(owner, { id, groupIds: [other.id] })).toMatchObject({ groups: [{ id: other.id, name: 'Other' }] });
    expect((await listCustomers(owner, { groupId: one.id })).items).toEqual([]);
    const { owner: neighbour } = await openShop(desk.world);
    const foreign = await createCustomerGroup(neighbour, { name: 'One' });
    await expect(setCustomerGroups(owner, { id, groupIds: [other.id, foreign.id] })).rejects.toMatchObject({
      problems: [{ path: 'groupIds.1' }],
    });
    await expect(setCustomerGroups(neighbour, { id, groupIds: [] })).rejects.toMatchObject({ code: 'not_found' });
    await deleteCustomerGroup(owner, { id: other.id });
    expect(await getCustomer(owner, { id })).toMatchObject({ groups: [] });
  });
});

test('a viewer and a customer see nobody', async () => {
  await fresh();
  const { ctx } = await desk.signedIn(guest, 'ada@example.com');
  const viewer: Ctx = { ...owner, actor: { type: 'staff', id: 'v', name: 'V', email: 'v@example.com', role: 'viewer' } };
  for (const stranger of [ctx, viewer]) {
    await expect(listCustomers(stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listCustomerGroups(stranger)).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(listCustomers(guest)).rejects.toMatchObject({ code: 'unauthenticated' });
});
