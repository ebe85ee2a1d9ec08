import { beforeAll, describe, expect, it } from 'vitest';
import en from '../app/i18n/messages/admin-customers.en.json';
import { buildPages } from './build-pages.ts';
import { createStaff } from './staff.ts';
import { attributes, textOf } from './visitor.ts';

beforeAll(buildPages, 130_000);

const CUSTOMERS = '/admin/fornace/customers';

describe('customers in the admin', () => {
  it('are listed with what they have paid, found, and filtered by group', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { status, body } = await visit(`${CUSTOMERS}?lang=en`);
    expect([status, textOf(body).includes('Miriam Adler miriam.adler@example.com')]).toEqual([200, true]);
    expect(textOf(body)).toContain('€289.80');
    expect(attributes(body, 'href').some((href) => href.endsWith('?group=group-1'))).toBe(true);
    expect(textOf((await visit(`${CUSTOMERS}?lang=en&search=zzz`)).body)).toContain(en['customers.noneSuch']);
  });

  it('teach where nobody is yet, in Arabic too', async () => {
    const { visit } = await createStaff({ role: 'owner', isEmpty: true });
    expect(textOf((await visit(`${CUSTOMERS}?lang=en`)).body)).toContain(en['customers.none']);
    const { body } = await visit(`${CUSTOMERS}?lang=ar`);
    expect(body).toContain('dir="rtl"');
    expect(body).not.toContain('⟦');
  });

  it('are written down, each mail once', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const add = (email: string) => visit(`${CUSTOMERS}?lang=en`, { email, name: '' });
    const [empty, taken, made] = [await add('nobody'), await add('miriam.adler@example.com'), await add('bea@example.com')];
    expect([empty.status, textOf(empty.body).includes('Give an e-mail address.')]).toEqual([422, true]);
    expect([taken.status, textOf(taken.body).includes(en['customers.taken'])]).toEqual([422, true]);
    expect([made.status, made.headers.get('location')]).toEqual([302, `${CUSTOMERS}/customer-1`]);
    expect(calls).toEqual(['createCustomer bea@example.com']);
  });

  it('have a page with orders, addresses and groups, and what may be done', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const { body } = await visit(`${CUSTOMERS}/customer-1?lang=en`);
    for (const words of ['Miriam Adler', '7K2MQ4XB9D', 'Karl-Heine-Straße 85', 'for parcels', 'Wholesale', en['customer.erase']]) {
      expect(textOf(body)).toContain(words);
    }
    await visit(`${CUSTOMERS}/customer-1`, { intent: 'save', name: 'Miriam', language: '', note: 'Likes walnut' });
    await visit(`${CUSTOMERS}/customer-1`, { intent: 'groups', groups: 'group-1' });
    expect(calls).toEqual(['updateCustomer Likes walnut', 'setCustomerGroups group-1']);
    const refused = await visit(`${CUSTOMERS}/customer-1?lang=en`, { intent: 'erase' });
    expect([refused.status, textOf(refused.body).includes(en['customer.eraseRefused'])]).toEqual([422, true]);
    const data = await visit(`${CUSTOMERS}/customer-1/data.json`);
    expect(data.headers.get('content-disposition')).toBe('attachment; filename="customer-customer-1.json"');
  });

  it('who are erased keep their orders and nothing to change; who is not there is not found', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { body } = await visit(`${CUSTOMERS}/erased?lang=en`);
    expect(textOf(body)).toContain(en['customer.erased']);
    expect(textOf(body)).toContain('7K2MQ4XB9D');
    expect(textOf(body)).not.toContain(en['customer.data']);
    expect((await visit(`${CUSTOMERS}/nobody`)).status).toBe(404);
  });

  it('offer nothing that the reader may not do', async () => {
    const { visit } = await createStaff({ role: 'viewer' });
    const { body } = await visit(`${CUSTOMERS}/customer-1?lang=en`);
    for (const words of [en['customer.about'], en['customer.data']]) expect(textOf(body)).not.toContain(words);
    expect(textOf((await visit(`${CUSTOMERS}?lang=en`)).body)).not.toContain(en['customers.add']);
  });

  it('stand in groups, which are made, renamed and taken away', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const send = (form: Record<string, string>) => visit(`${CUSTOMERS}/groups?lang=en`, form);
    expect(textOf((await visit(`${CUSTOMERS}/groups?lang=en`)).body)).toContain('Wholesale');
    const taken = await send({ intent: 'make', name: 'Wholesale' });
    expect([taken.status, textOf(taken.body).includes(en['customers.groupTaken'])]).toEqual([422, true]);
    await send({ intent: 'make', name: 'Friends' });
    await send({ intent: 'rename', id: 'group-1', name: 'Trade' });
    await send({ intent: 'delete', id: 'group-1' });
    expect(calls).toEqual(['createCustomerGroup Friends', 'renameCustomerGroup group-1 Trade', 'deleteCustomerGroup group-1']);
  });
});
