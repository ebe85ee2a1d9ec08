import { beforeAll, describe, expect, it } from 'vitest';
import en from '../app/i18n/messages/admin-stock.en.json';
import { buildPages } from './build-pages.ts';
import { createStaff } from './staff.ts';
import { attributes, textOf } from './visitor.ts';

beforeAll(buildPages, 130_000);

const STOCK = '/admin/fornace/stock';

describe('stock in the admin', () => {
  it('is listed by variant, found, and told where it runs low', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { status, body } = await visit(`${STOCK}?lang=en`);
    expect([status, textOf(body).includes('Walnut bowl'), textOf(body).includes(en['inventory.low'])]).toEqual([200, true, true]);
    expect(attributes(body, 'href')).toContain(`${STOCK}/variant-1`);
    expect(textOf((await visit(`${STOCK}?lang=en&q=zzz`)).body)).toContain(en['inventory.noneSuch']);
  });

  it('teaches where there is none yet, in Arabic too', async () => {
    const { visit } = await createStaff({ role: 'owner', isEmpty: true });
    expect(textOf((await visit(`${STOCK}?lang=en`)).body)).toContain(en['inventory.none']);
    expect(textOf((await visit(`${STOCK}/places?lang=en`)).body)).toContain(en['inventory.noPlaces']);
    const { body } = await visit(`${STOCK}?lang=ar`);
    expect(body).toContain('dir="rtl"');
    expect(body).not.toContain('⟦');
  });

  it('has a page for a variant with places, promises and movements', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { body } = await visit(`${STOCK}/variant-1?lang=en`);
    for (const words of ['Workshop', 'Market stall', '7K2MQ4XB9D', 'Moved to Market stall', 'First count', 'A buyer who is paying', '+10'])
      expect(textOf(body)).toContain(words);
    const arabic = await visit(`${STOCK}/variant-1?lang=ar`);
    expect(arabic.body).not.toContain('⟦');
    expect((await visit(`${STOCK}/nobody`)).status).toBe(404);
  });

  it('is changed by forms, each with a key of its own', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const send = (form: Record<string, string>) =>
      visit(`${STOCK}/variant-1?lang=en`, { locationId: 'place-1', note: '', key: 'k', ...form });
    await send({ intent: 'count', onHand: '9' });
    await send({ intent: 'receive', quantity: '3' });
    await send({ intent: 'takeOut', quantity: '1', reason: 'damaged' });
    await send({ intent: 'move', quantity: '1', fromLocationId: 'place-1', toLocationId: 'place-2' });
    await send({ intent: 'backorder', limit: '4' });
    await send({ intent: 'low', lowStockAt: '' });
    expect(calls.map((call) => call.split(' ')[0])).toEqual([
      ...['countStock', 'receiveStock', 'takeOutStock', 'moveStock', 'setBackorderLimit', 'setLowStock'],
    ]);
    expect(calls[2]).toContain('"reason":"damaged"');
    expect(calls[5]).toContain('"lowStockAt":null');
    const wrong = await send({ intent: 'receive', quantity: 'many' });
    expect([wrong.status, textOf(wrong.body).includes('Give a whole number of units.')]).toEqual([422, true]);
    const promised = await send({ intent: 'count', onHand: '0' });
    expect([promised.status, textOf(promised.body).includes('1 to the order 7K2MQ4XB9D')]).toEqual([422, true]);
  });

  it('lies at places, which are made, renamed, put into order, closed and opened', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const send = (form: Record<string, string>) => visit(`${STOCK}/places?lang=en`, form);
    expect(textOf((await visit(`${STOCK}/places?lang=en`)).body)).toContain(en['inventory.closed']);
    await send({ intent: 'make', name: 'Back room' });
    await send({ intent: 'rename', id: 'place-2', name: 'Fair' });
    await send({ intent: 'up', id: 'place-2' });
    await send({ intent: 'open', id: 'place-2' });
    expect(calls).toEqual([
      'createLocation {"name":"Back room"}',
      'changeLocation {"id":"place-2","name":"Fair"}',
      'orderLocations {"locationIds":["place-2","place-1"]}',
      'setLocationState {"id":"place-2","state":"open"}',
    ]);
    const refused = await send({ intent: 'close', id: 'place-1' });
    expect([refused.status, textOf(refused.body).includes('2 units are promised there')]).toEqual([422, true]);
    expect(textOf((await send({ intent: 'make', name: '' })).body)).toContain('Give the place a name.');
  });

  it('offers nothing that the reader may not do', async () => {
    const { visit } = await createStaff({ role: 'viewer' });
    expect(textOf((await visit(`${STOCK}/variant-1?lang=en`)).body)).not.toContain(en['inventory.change']);
    expect(textOf((await visit(`${STOCK}/places?lang=en`)).body)).not.toContain(en['inventory.addPlace']);
  });
});
