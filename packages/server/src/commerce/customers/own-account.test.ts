import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOrder } from '../index.ts';
import { ADDRESS, fillCart, openShop, sellBowl } from '../testing/market.ts';
import { confirmCustomerEmail, requestCustomerEmailChange } from './change-email.ts';
import { setCustomerPassword } from './change-password.ts';
import { MOST_ADDRESSES } from './customer.ts';
import { listCustomerSessions, revokeCustomerSession, revokeOtherCustomerSessions, signOutCustomer } from './manage-sessions.ts';
import { mergeCarts } from './merge-carts.ts';
import { getOwnAccount, updateOwnAccount } from './own-account.ts';
import { addOwnAddress, listOwnAddresses, removeOwnAddress, updateOwnAddress } from './own-addresses.ts';
import { getOwnOrder, listOwnOrders } from './own-orders.ts';
import { readVisitor } from './read-visitor.ts';
import { requestCustomerCode } from './request-code.ts';
import { signInCustomer } from './sign-in.ts';
import { suggestCheckoutDetails } from './suggest-checkout-details.ts';
import { type Desk, openDesk } from './testing/desk.ts';

const PASSWORD = 'a long enough password';

let desk: Desk;
let people = 0;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const newEmail = () => `owner-${++people}@example.com`;
const join = (email = newEmail()) => desk.signedIn(desk.guest, email);

test('guests and the staff have no account here', async () => {
  await expect(getOwnAccount(desk.guest)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(getOwnAccount(desk.owner)).rejects.toMatchObject({ code: 'forbidden' });
});

test('name and language are the owner’s to change, and nothing else', async () => {
  const { ctx, account } = await join();
  expect(await updateOwnAccount(ctx, { name: ' Ada Conti ', language: 'it' })).toEqual({ ...account, name: 'Ada Conti', language: 'it' });
  await expect(updateOwnAccount(ctx, { note: 'x' } as object)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(updateOwnAccount(ctx, { language: 'Italian' })).rejects.toMatchObject({ problems: [{ path: 'language' }] });
  expect(await getOwnAccount(ctx)).toMatchObject({ name: 'Ada Conti', language: 'it' });
});

describe('addresses', () => {
  test('the first is for everything, and each use has one', async () => {
    const { ctx } = await join();
    const home = await addOwnAddress(ctx, { address: { ...ADDRESS, country: 'it' } });
    expect(home).toMatchObject({ address: ADDRESS, forShipping: true, forBilling: true });
    const office = await addOwnAddress(ctx, { address: { ...ADDRESS, city: 'Ravenna' } });
    expect(office).toMatchObject({ forShipping: false, forBilling: false });
    await updateOwnAddress(ctx, { id: office.id, forShipping: true });
    expect(await listOwnAddresses(ctx)).toMatchObject([
      { id: home.id, forShipping: false, forBilling: true },
      { id: office.id, forShipping: true, forBilling: false },
    ]);
    expect(await suggestCheckoutDetails(ctx)).toMatchObject({ address: { city: 'Ravenna' }, billingAddress: ADDRESS });
    await removeOwnAddress(ctx, { id: office.id });
    expect(await listOwnAddresses(ctx)).toHaveLength(1);
  });

  test('each country has its rules, and a mistake is named', async () => {
    const { ctx } = await join();
    await addOwnAddress(ctx, { address: { ...ADDRESS, country: 'AE', postalCode: '' } });
    const refusal = addOwnAddress(ctx, { address: { ...ADDRESS, country: 'DE', postalCode: '' } });
    await expect(refusal).rejects.toMatchObject({ problems: [{ path: 'address.postalCode' }] });
    const unknown = addOwnAddress(ctx, { address: { ...ADDRESS, country: 'ZZ' } });
    await expect(unknown).rejects.toMatchObject({ problems: [{ path: 'address.country' }] });
  });

  test('there are at most so many, however many come at once', async () => {
    const { ctx } = await join();
    const added = await Promise.allSettled(Array.from({ length: MOST_ADDRESSES + 5 }, () => addOwnAddress(ctx, { address: ADDRESS })));
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST_ADDRESSES);
    expect((await listOwnAddresses(ctx)).filter(({ forShipping }) => forShipping)).toHaveLength(1);
  });

  test('those of somebody else are not there, whichever way they are named', async () => {
    const [{ ctx: ada }, { ctx: eve }] = [await join(), await join()];
    const { id } = await addOwnAddress(ada, { address: ADDRESS });
    for (const wanted of [id, id.toUpperCase(), 'nonsense', '']) {
      await expect(updateOwnAddress(eve, { id: wanted, address: { ...ADDRESS, name: 'Eve' } })).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(removeOwnAddress(eve, { id: wanted })).rejects.toMatchObject({ code: 'not_found' });
    }
    const { guest: neighbour } = await openShop(desk.world);
    await expect(removeOwnAddress({ ...neighbour, actor: ada.actor }, { id })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listOwnAddresses(ada)).toMatchObject([{ id, address: ADDRESS }]);
  });
});

describe('orders', () => {
  test('those of the customer’s cart are theirs, and nobody else’s', async () => {
    const { variantId } = await sellBowl(desk.owner, { title: 'Ordered' });
    const [{ ctx: ada }, { ctx: eve }] = [await join(), await join()];
    const cart = await fillCart(desk.guest, [{ variantId, quantity: 2 }]);
    await mergeCarts(ada, { cartId: cart.id });
    const placed = await placeOrder(desk.guest, { cartId: cart.id });
    if (placed.state !== 'placed') throw new Error('not placed');
    const { id, code } = placed.order;
    expect(await listOwnOrders(ada)).toMatchObject({ items: [{ id, code, count: 2, state: 'placed' }], next: null });
    expect(await getOwnOrder(ada, { id })).toMatchObject({ code, email: 'ada@example.com' });
    expect(await getOwnOrder(ada, { code: code.toLowerCase() })).toMatchObject({ id });
    expect((await listOwnOrders(eve)).items).toEqual([]);
    for (const which of [{ id }, { code }, { id: 'nonsense' }]) {
      await expect(getOwnOrder(eve, which)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('sign-ins', () => {
  test('are listed with the one that asks, and end one by one, all others, or here', async () => {
    const email = newEmail();
    const [phone, laptop, tablet] = [await join(email), await join(email), await join(email)];
    const sessions = await listCustomerSessions(laptop.ctx);
    expect(sessions.map(({ isThis }) => isThis)).toEqual([false, true, false]);
    const { ctx: eve } = await join();
    await expect(revokeCustomerSession(eve, { id: sessions[0]!.id })).rejects.toMatchObject({ code: 'not_found' });
    await revokeCustomerSession(laptop.ctx, { id: sessions[0]!.id });
    expect(await readVisitor(desk.guest, { token: tablet.token })).toBeNull();
    await revokeOtherCustomerSessions(laptop.ctx);
    expect(await readVisitor(desk.guest, { token: phone.token })).toBeNull();
    expect(await readVisitor(desk.guest, { token: laptop.token })).not.toBeNull();
    expect((await signOutCustomer(laptop.ctx)).cookie).toMatch(/^bottega_customer_[\w-]+=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/);
    expect(await readVisitor(desk.guest, { token: laptop.token })).toBeNull();
    expect(await readVisitor(desk.guest, { token: (await join()).token })).not.toBeNull();
  });

  test('say when they were seen, to five minutes', async () => {
    const { ctx, token } = await join();
    const later = { ...desk.guest, clock: { now: () => Temporal.Now.instant().add({ minutes: 7 }) } };
    const [before] = await listCustomerSessions(ctx);
    await readVisitor(desk.guest, { token });
    expect((await listCustomerSessions(ctx))[0]?.seenAt).toBe(before?.seenAt);
    await readVisitor(later, { token });
    expect((await listCustomerSessions(ctx))[0]?.seenAt).not.toBe(before?.seenAt);
  });
});

describe('the password', () => {
  test('the first one needs nothing, another one the first or a code; other sign-ins end', async () => {
    const email = newEmail();
    const other = await join(email);
    const { ctx, token } = await join(email);
    await setCustomerPassword(ctx, { newPassword: PASSWORD });
    expect(await readVisitor(desk.guest, { token: other.token })).toBeNull();
    expect(await readVisitor(desk.guest, { token })).not.toBeNull();
    await expect(setCustomerPassword(ctx, { newPassword: `${PASSWORD} 2` })).rejects.toMatchObject({ problems: [{ path: 'proof' }] });
    const guessed = setCustomerPassword(ctx, { newPassword: `${PASSWORD} 2`, proof: 'not the password' });
    await expect(guessed).rejects.toMatchObject({ problems: [{ path: 'proof' }] });
    await setCustomerPassword(ctx, { newPassword: `${PASSWORD} 2`, proof: PASSWORD });
    desk.mails.length = 0;
    await requestCustomerCode(ctx, { email });
    await setCustomerPassword(ctx, { newPassword: `${PASSWORD} 3`, proof: await desk.codeTo(email) });
    expect(await signInCustomer(desk.door(desk.guest), { email, password: `${PASSWORD} 3` })).toMatchObject({ state: 'ok' });
  });

  test('a code of somebody else proves nothing', async () => {
    const [{ ctx: ada }, eve] = [await join(), newEmail()];
    await setCustomerPassword(ada, { newPassword: PASSWORD });
    desk.mails.length = 0;
    await requestCustomerCode(desk.door(desk.guest), { email: eve });
    const stolen = setCustomerPassword(ada, { newPassword: `${PASSWORD} 2`, proof: await desk.codeTo(eve) });
    await expect(stolen).rejects.toMatchObject({ problems: [{ path: 'proof' }] });
  });
});

describe('the mail', () => {
  async function change(from: string, to: string) {
    const { ctx } = await join(from);
    await setCustomerPassword(ctx, { newPassword: PASSWORD });
    desk.mails.length = 0;
    await requestCustomerEmailChange(ctx, { email: to, proof: PASSWORD });
    return { ctx, code: await desk.codeTo(to.toLowerCase()) };
  }

  test('changes with a code that went to the new one, and the one before is told', async () => {
    const [from, to] = [newEmail(), newEmail()];
    const { ctx, code } = await change(from, to.toUpperCase());
    expect((await getOwnAccount(ctx)).email).toBe(from);
    await expect(confirmCustomerEmail(ctx, { code: '12345' })).rejects.toMatchObject({ problems: [{ path: 'code' }] });
    expect(await confirmCustomerEmail(ctx, { code })).toMatchObject({ email: to });
    expect(await signInCustomer(desk.door(desk.guest), { email: from, password: PASSWORD })).toMatchObject({ state: 'refused' });
    expect(await signInCustomer(desk.door(desk.guest), { email: to, password: PASSWORD })).toMatchObject({ state: 'ok' });
    await expect.poll(() => desk.mails.find((mail) => mail.to === from)?.subject).toContain('was changed');
  });

  test('needs the password or a code, and its own code is good for nothing else', async () => {
    const [from, to] = [newEmail(), newEmail()];
    const { ctx, code } = await change(from, to);
    await expect(requestCustomerEmailChange(ctx, { email: to, proof: 'guessed it' })).rejects.toMatchObject({
      problems: [{ path: 'proof' }],
    });
    expect(await signInCustomer(desk.door(desk.guest), { email: to, code })).toMatchObject({ state: 'refused' });
    const { ctx: eve } = await join();
    await expect(confirmCustomerEmail(eve, { code })).rejects.toMatchObject({ problems: [{ path: 'code' }] });
  });

  test('of another account is taken by nobody, and only who has it learns that there is one', async () => {
    const [from, taken] = [newEmail(), newEmail()];
    await join(taken);
    const { ctx, code } = await change(from, taken);
    await expect(confirmCustomerEmail(ctx, { code })).rejects.toMatchObject({ code: 'conflict' });
    expect((await getOwnAccount(ctx)).email).toBe(from);
  });
});
