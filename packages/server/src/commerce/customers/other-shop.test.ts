import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#platform';
import { ADDRESS, openShop } from '../testing/market.ts';
import { type Desk, openDesk } from './testing/desk.ts';
import { newCustomer } from './testing/new-customer.ts';
import { listsOfNothing, questionsOfCustomers, questionsOfStaff } from './testing/other-shop.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test('in another shop nothing of these customers is found, by its staff or by a customer', async () => {
  const ids = await newCustomer(desk.owner, { address: ADDRESS });
  const { owner, guest } = await openShop(desk.world);
  const stranger = desk.door({ ...guest, actor: { type: 'customer', id: ids.customer, email: 'ada@example.com' } });
  const questions = { ...questionsOfStaff(desk.door(owner), ids), ...questionsOfCustomers(stranger, ids, newId()) };
  for (const [name, ask] of Object.entries(questions)) await expect(ask(), name).rejects.toMatchObject({ code: 'not_found' });
  for (const [name, ask] of Object.entries(listsOfNothing(owner, stranger))) expect(await ask(), name).toEqual([]);
});
