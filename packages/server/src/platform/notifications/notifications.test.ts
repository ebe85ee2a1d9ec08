import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Auth, createAuth } from '../auth/auth.ts';
import { type Ctx, newId } from '../context.ts';
import type { Role } from '../permissions.ts';
import { countUnread, listNotifications } from './list-notifications.ts';
import { markRead } from './mark-read.ts';
import { notifyMembers } from './notify-members.ts';
import { listWishes, setWish } from './wishes.ts';

const listener = notifyMembers('http://localhost:4600/admin');

let world: TestWorld;
let auth: Auth;
let ctx: Ctx;
const ids: Record<string, string> = {};
beforeAll(async () => {
  world = await openTestWorld();
  const { database, config, secrets, log } = world.ground;
  auth = await createAuth({ database, publicUrl: config.publicUrl, secrets, log });
  for (const name of ['ada', 'bea']) ids[name] = (await auth.createStaff({ name, email: `${name}@example.com` })).id;
});
afterAll(async () => {
  await auth?.close();
  await world?.close();
});
beforeEach(async () => {
  ctx = await world.createCtx();
  await auth.addMember({ shop: ctx.shop, userId: ids.ada ?? '', role: 'owner' });
  await auth.addMember({ shop: ctx.shop, userId: ids.bea ?? '', role: 'viewer' });
});

const as = (id: string, role: Role): Ctx => ({
  ...ctx,
  actor: { type: 'staff', id: ids[id] ?? '', name: id, email: `${id}@example.com`, role },
});
const happen = (type: string, payload: object = {}) => ({ id: newId(), type, subjectId: newId(), payload });
const mailed = async () =>
  (
    await ctx.db.selectFrom('mail').select(['to_address', 'subject']).where('shop_id', '=', ctx.shop.id).orderBy('to_address').execute()
  ).map(({ to_address, subject }) => `${to_address}: ${subject}`);

test('members who may know are told once, in the app and by mail; an event that is told again changes nothing', async () => {
  const event = happen('order.placed', { code: '7K2M' });
  await listener.hear(ctx, event);
  await listener.hear(ctx, event);
  const { items } = await listNotifications(as('ada', 'owner'));
  expect(items).toMatchObject([{ kind: 'order.placed', name: '7K2M', href: `/orders/${event.subjectId}`, read: false }]);
  expect(await countUnread(as('bea', 'viewer'))).toBe(1);
  expect(await mailed()).toEqual(['ada@example.com: Test shop: New order: 7K2M', 'bea@example.com: Test shop: New order: 7K2M']);
});

test('who may not do anything about it is not told of it', async () => {
  await listener.hear(ctx, happen('webhook.disabled', { url: 'https://example.com/hook' }));
  expect(await countUnread(as('ada', 'owner'))).toBe(1);
  expect(await countUnread(as('bea', 'viewer'))).toBe(0);
  expect((await listWishes(as('bea', 'viewer'))).map(({ kind }) => kind)).not.toContain('webhook.disabled');
});

test('wishes are kept: no mail, or nothing at all', async () => {
  await setWish(as('ada', 'owner'), { kind: 'order.placed', inApp: true, byMail: false });
  await setWish(as('bea', 'viewer'), { kind: 'order.placed', inApp: false, byMail: false });
  await listener.hear(ctx, happen('order.placed'));
  expect(await mailed()).toEqual([]);
  expect([await countUnread(as('ada', 'owner')), await countUnread(as('bea', 'viewer'))]).toEqual([1, 0]);
  expect(await listWishes(as('ada', 'owner'))).toContainEqual({ kind: 'order.placed', inApp: true, byMail: false });
});

test('one reads one’s own only', async () => {
  for (let n = 0; n < 3; n++) await listener.hear(ctx, happen('order.placed', { code: String(n) }));
  const ada = as('ada', 'owner');
  const [newest] = (await listNotifications(ada, { limit: 2 })).items;
  await expect(markRead(as('bea', 'viewer'), { id: newest?.id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await countUnread(ada)).toBe(3);
  await markRead(ada, { id: newest?.id });
  expect(await countUnread(ada)).toBe(2);
  await markRead(ada);
  expect(await countUnread(ada)).toBe(0);
  expect((await listNotifications(ada, { unread: 'true' })).items).toEqual([]);
  expect(await countUnread(as('bea', 'viewer'))).toBe(3);
  await expect(listNotifications(ctx)).rejects.toMatchObject({ code: 'forbidden' });
});

test('the mail is in the language of the shop', async () => {
  const arabic = { ...ctx, shop: { ...ctx.shop, locale: 'ar' } };
  await listener.hear(arabic, happen('launch.failed', { name: 'Walnut bowl' }));
  expect((await mailed())[0]).toContain('تعذّر إطلاق: Walnut bowl');
});
