import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '#platform';
import { placeOrder } from '../index.ts';
import { ADDRESS, eventsOf, fillCart, openShop, sellBowl } from '../testing/market.ts';
import { updateCustomer } from './change-customer.ts';
import { setCustomerPassword } from './change-password.ts';
import { eraseCustomer, eraseOwnAccount } from './erase-customer.ts';
import { exportCustomer, exportOwnData } from './export-customer.ts';
import { getCustomer } from './get-customer.ts';
import { createCustomerGroup, setCustomerGroups } from './groups.ts';
import { mergeCarts } from './merge-carts.ts';
import { addOwnAddress } from './own-addresses.ts';
import { readVisitor } from './read-visitor.ts';
import { signInCustomer } from './sign-in.ts';
import { type Desk, openDesk } from './testing/desk.ts';

const PASSWORD = 'a long enough password';
/** In no name of a table, and in all that is written down of the person. */
const SECRET = 'zebulon';

let desk: Desk;
let people = 0;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

/** Somebody of whom the shop knows as much as it can. */
async function busyCustomer(state: 'placed' | 'completed') {
  const words = `${SECRET}-${++people}`;
  const email = `${words}@example.com`;
  const joined = await desk.signedIn(desk.guest, email);
  const { ctx, account } = joined;
  await setCustomerPassword(ctx, { newPassword: PASSWORD });
  const address = { ...ADDRESS, name: `Ada ${words}`, line1: `Via ${words}` };
  await addOwnAddress(ctx, { address });
  await updateCustomer(desk.owner, { id: account.id, name: `Ada ${words}`, note: `Likes ${words}` });
  const group = await createCustomerGroup(desk.owner, { name: `Group ${people}` });
  await setCustomerGroups(desk.owner, { id: account.id, groupIds: [group.id] });
  const { variantId } = await sellBowl(desk.owner, { title: `Bowl ${people}` });
  const bought = await fillCart(desk.guest, [{ variantId, quantity: 2 }]);
  await mergeCarts(ctx, { cartId: bought.id });
  const details = { email, address: JSON.stringify(address), billing_address: JSON.stringify(address) };
  await desk.owner.db.updateTable('cart').set(details).where('id', '=', bought.id).execute();
  const placed = await placeOrder(desk.guest, { cartId: bought.id });
  if (placed.state !== 'placed') throw new Error('not placed');
  await desk.owner.db.updateTable('orders').set({ state }).where('id', '=', placed.order.id).execute();
  const open = await fillCart(desk.guest, [{ variantId, quantity: 1 }]);
  await mergeCarts(ctx, { cartId: open.id });
  await desk.owner.db.updateTable('cart').set(details).where('id', '=', open.id).execute();
  await desk.owner.db
    .insertInto('mail')
    .values({
      ...{ shop_id: desk.owner.shop.id, id: placed.order.id, key: `order.placed:${placed.order.id}`, kind: 'order.placed' },
      ...{ to_address: email, language: 'en', subject: words, body_text: words, body_html: words, due_at: new Date() },
    })
    .execute();
  return { ...joined, words, email, order: placed.order };
}

/** The tables of the shop in which the person can still be read of. */
async function tablesThatKnow(words: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class c
    where relnamespace = 'public'::regnamespace and relkind = 'r'
      and exists (select from pg_attribute where attrelid = c.oid and attname = 'shop_id' and not attisdropped)`.execute(desk.owner.db);
  const knowing: string[] = [];
  for (const { name } of rows) {
    const found = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)} t
      where shop_id = ${desk.owner.shop.id} and strpos(lower(t::text), ${words}) > 0`.execute(desk.owner.db);
    if (found.rows[0]?.n) knowing.push(name);
  }
  return knowing.sort();
}

test('an export has all that refers to the person, and nothing of anybody else', async () => {
  const { ctx, words, email, account, order } = await busyCustomer('completed');
  const other = await busyCustomer('completed');
  const taken = await exportOwnData(ctx);
  expect(taken).toMatchObject({
    shop: desk.guest.shop.name,
    profile: { email, name: `Ada ${words}`, note: `Likes ${words}`, hasPassword: true },
    groups: [{ name: expect.stringContaining('Group') }],
    addresses: [{ address: { line1: `Via ${words}` } }],
    signIns: [{ device: '' }],
    orders: [{ code: order.code, lines: [{ quantity: 2 }] }],
    mail: [{ subject: words }],
  });
  expect((taken.carts as { state: string }[]).map(({ state }) => state).sort()).toEqual(['completed', 'open']);
  const text = JSON.stringify(taken);
  for (const hidden of [other.email, other.order.code, 'argon2id', 'token']) expect(text).not.toContain(hidden);
  expect(await exportCustomer(desk.owner, { id: account.id })).toMatchObject({ profile: { email } });
  const { items } = await listAudit(desk.owner, { action: 'customer.export' });
  expect(items.slice(0, 2).map(({ actor }) => actor)).toEqual(['staff:u1', `customer:${account.id}`]);
});

test('who is erased is in no table any more; their orders keep sums and lines', async () => {
  const { ctx, words, token, email, account, order } = await busyCustomer('completed');
  expect(await tablesThatKnow(words)).toEqual(['cart', 'customer', 'customer_address', 'mail', 'orders']);
  await expect(eraseOwnAccount(ctx, { proof: 'not the password' })).rejects.toMatchObject({ problems: [{ path: 'proof' }] });
  expect((await eraseOwnAccount(ctx, { proof: PASSWORD })).cookie).toContain('Max-Age=0');
  expect(await tablesThatKnow(words)).toEqual([]);
  expect(await readVisitor(desk.guest, { token })).toBeNull();
  const kept = await desk.owner.db.selectFrom('orders').selectAll().where('id', '=', order.id).executeTakeFirstOrThrow();
  expect(kept).toMatchObject({
    total: order.total.amount,
    email: `erased-${account.id}@erased.invalid`,
    address: { name: '—', line1: '—', country: 'IT' },
  });
  expect(await getCustomer(desk.owner, { id: account.id })).toMatchObject({ name: '', groups: [], addresses: [], orders: 1 });
  expect(await eventsOf(desk.owner, account.id)).toContain('customer.erased');
  const { items } = await listAudit(desk.owner, { action: 'customer.erase' });
  expect(items[0]).toMatchObject({ actor: `customer:${account.id}`, subjectId: account.id });
  await expect.poll(() => desk.mails.find((mail) => mail.to === email && mail.subject.includes('erased'))).toBeDefined();
  const again = await desk.signedIn(desk.guest, email);
  expect(again.account.id).not.toBe(account.id);
  expect(await signInCustomer(desk.door(desk.guest), { email, password: PASSWORD })).toMatchObject({ state: 'refused' });
});

test('nobody is erased while an order is to be sent or a payment is under way, and then nothing of them', async () => {
  const { ctx, words, email, account } = await busyCustomer('placed');
  await expect(eraseOwnAccount(ctx, { proof: PASSWORD })).rejects.toMatchObject({ code: 'conflict' });
  expect(await getCustomer(desk.owner, { id: account.id })).toMatchObject({ email, name: `Ada ${words}`, erasedAt: null });
});

test('the staff erases on request, who may; twice is as once', async () => {
  const { account } = await busyCustomer('completed');
  const door = desk.door(desk.owner);
  const viewer = { ...door, actor: { type: 'staff', id: 'v', name: 'V', email: 'v@example.com', role: 'viewer' } } as const;
  await expect(eraseCustomer(viewer, account)).rejects.toMatchObject({ code: 'forbidden' });
  const { owner: neighbour } = await openShop(desk.world);
  await expect(eraseCustomer(desk.door(neighbour), account)).rejects.toMatchObject({ code: 'not_found' });
  await eraseCustomer(door, account);
  await expect(eraseCustomer(door, account)).rejects.toMatchObject({ code: 'not_found' });
  const { items } = await listAudit(desk.owner, { action: 'customer.erase' });
  expect(items[0]?.actor).toBe('staff:u1');
});
