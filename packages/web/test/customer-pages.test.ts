import { beforeAll, describe, expect, it } from 'vitest';
import en from '../app/i18n/messages/shop-account.en.json';
import { createCustomer } from './customer.ts';
import { attributes, openPages, textOf } from './visitor.ts';

beforeAll(async () => {
  await openPages();
}, 130_000);

const guest = () => createCustomer({ isSignedIn: false });
const customer = () => createCustomer({ isSignedIn: true });
const PAGES = ['account', 'account/orders', 'account/addresses', 'account/settings', 'account/sign-ins'];

describe('signing in', () => {
  it('comes before the account, and leads back', async () => {
    const { visit } = await guest();
    for (const page of PAGES) {
      const { status, headers } = await visit(`/s/fornace/${page}`);
      expect([status, headers.get('location')]).toEqual([
        302,
        `/s/fornace/account/sign-in?next=${encodeURIComponent(`/s/fornace/${page}`)}`,
      ]);
    }
    expect((await visit('/account/data.json')).status).toBe(302);
    const { status, headers } = await (await customer()).visit('/account/sign-in?next=/account/orders');
    expect([status, headers.get('location')]).toEqual([302, '/account/orders']);
  });

  it('asks for the mail, then for the code, and takes the basket along', async () => {
    const { visit, calls } = await guest();
    const first = await visit('/account/sign-in?lang=en');
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    expect(attributes(first.body, 'type')).toContain('password');
    const asked = await visit('/account/sign-in?lang=en', {
      intent: 'code',
      email: ' miriam@example.com ',
      password: '',
      next: '/checkout',
    });
    expect(textOf(asked.body)).toContain('A code is on its way to miriam@example.com.');
    expect(attributes(asked.body, 'autoComplete')).toContain('one-time-code');
    const form = { intent: 'enter', email: 'miriam@example.com', code: '204816', newPassword: '', next: '/checkout' };
    const entered = await visit('/account/sign-in', form, 'cart=guest-cart');
    expect([entered.status, entered.headers.get('location')]).toEqual([302, '/checkout']);
    expect(entered.headers.getSetCookie().map((cookie) => cookie.split(';')[0])).toEqual(['bottega_customer=token', 'cart=own-cart']);
    expect(calls).toEqual(['requestCustomerCode miriam@example.com', 'signInCustomer guest-cart']);
  });

  it('works with a password, however the form is sent, and goes nowhere else', async () => {
    const { visit } = await guest();
    for (const next of ['https://evil.example', '//evil.example', '/account/..//evil.example', '/accountancy', '/account\\evil']) {
      const entered = await visit('/account/sign-in', { intent: 'code', email: 'miriam@example.com', password: 'right', next });
      expect([entered.status, entered.headers.get('location')]).toEqual([302, '/account']);
    }
  });

  it('says what was not right, and to wait', async () => {
    const { visit } = await guest();
    const none = await visit('/account/sign-in?lang=en', { intent: 'code', email: 'nobody', password: '' });
    expect([none.status, textOf(none.body).includes('Write an e-mail address')]).toEqual([422, true]);
    const wrong = await visit('/account/sign-in?lang=en', { intent: 'enter', email: 'miriam@example.com', code: '000000' });
    expect([wrong.status, textOf(wrong.body).includes(en['mine.wrong'])]).toEqual([401, true]);
    expect(wrong.body).toContain('name="code"');
    const often = await visit('/account/sign-in?lang=en', { intent: 'code', email: 'often@example.com', password: '' });
    expect([often.status, textOf(often.body).includes(en['mine.wait'])]).toEqual([429, true]);
  });
});

describe('the account', () => {
  it.each(PAGES)('%s is kept by no cache, and speaks English and Arabic', async (page) => {
    const { visit } = await customer();
    const english = await visit(`/s/fornace/${page}?lang=en`);
    expect([english.status, english.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(textOf(english.body)).toContain('miriam@example.com');
    const arabic = await visit(`/${page}?lang=ar`);
    expect(arabic.body).toContain('dir="rtl"');
    for (const { body } of [english, arabic]) {
      expect(body).not.toContain('⟦');
      expect([...body.matchAll(/<h1/g)]).toHaveLength(1);
    }
  });

  it('shows orders with the way to each, and more of them', async () => {
    const { visit } = await customer();
    const { body } = await visit('/s/fornace/account/orders?lang=en');
    expect(attributes(body, 'href')).toEqual(expect.arrayContaining(['/s/fornace/orders/7K2MQ4XB9D']));
    expect(textOf(body)).toMatch(/7K2MQ4XB9D 18 November 2026 2 pieces · Under way €144\.90/);
    expect(attributes(body, 'href').some((href) => href.endsWith('?cursor=order-1'))).toBe(true);
  });

  it('changes addresses, and names the field that is not right', async () => {
    const { visit, calls } = await customer();
    const address = { intent: 'save', name: 'Miriam', line1: 'Weg 1', line2: '', postalCode: '1', city: '', region: '', country: 'DE' };
    const refused = await visit('/account/addresses?lang=en', address);
    expect([refused.status, textOf(refused.body).includes('Write the town.')]).toEqual([422, true]);
    expect(attributes(refused.body, 'value')).toContain('Weg 1');
    expect((await visit('/account/addresses', { ...address, city: 'Halle' })).headers.get('location')).toBe('/account/addresses');
    await visit('/account/addresses', { ...address, city: 'Jena', id: 'address-2' });
    await visit('/account/addresses', { intent: 'remove', id: 'address-1' });
    expect(calls).toEqual(['addOwnAddress Halle', 'updateOwnAddress address-2', 'removeOwnAddress address-1']);
    expect(attributes((await visit('/account/addresses?edit=address-2&lang=en')).body, 'value')).toContain('Dresden');
  });

  it('says beside each form of the settings what came of it', async () => {
    const { visit } = await customer();
    const password = (proof: string) => visit('/account/settings?lang=en', { intent: 'password', proof, newPassword: 'a long enough one' });
    const wrong = await password('wrong');
    expect([wrong.status, textOf(wrong.body).includes(en['mine.error.proof'])]).toEqual([422, true]);
    expect(textOf((await password('right')).body)).toContain(en['mine.password.done']);
    const erased = await visit('/account/settings?lang=en', { intent: 'erase', proof: 'right' });
    expect([erased.status, textOf(erased.body).includes(en['mine.erase.busy'])]).toEqual([409, true]);
    const data = await visit('/account/data.json');
    expect([data.headers.get('content-disposition'), JSON.parse(data.body)]).toEqual([
      'attachment; filename="my-data.json"',
      { profile: { email: 'miriam@example.com' } },
    ]);
  });

  it('ends sign-ins one by one, and here with the basket', async () => {
    const { visit, calls } = await customer();
    expect(textOf((await visit('/account/sign-ins?lang=en')).body)).toContain('Firefox, Linux · here');
    await visit('/account/sign-ins', { intent: 'revoke', id: 'session-2' });
    expect(calls).toEqual(['revokeCustomerSession session-2']);
    const out = await visit('/s/fornace/account/sign-out', { out: '1' });
    expect([out.status, out.headers.get('location')]).toEqual([302, '/s/fornace/']);
    expect(out.headers.getSetCookie().map((cookie) => cookie.split(';')[0])).toEqual(['bottega_customer=', 'cart=']);
  });
});
