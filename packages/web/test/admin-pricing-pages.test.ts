import { beforeAll, describe, expect, it } from 'vitest';
import en from '../app/i18n/messages/admin-pricing.en.json';
import { buildPages } from './build-pages.ts';
import { createStaff } from './staff.ts';
import { textOf } from './visitor.ts';

beforeAll(buildPages, 130_000);

const PRICING = '/admin/fornace/pricing';
const PAGES = ['lists', 'lists/list-1', 'promotions', 'promotions/promotion-1', 'promotions/try', 'shipping', 'taxes', 'gift-cards'];

describe('prices in the admin', () => {
  it.each(PAGES)('%s is there in English and Arabic', async (page) => {
    const { visit } = await createStaff({ role: 'owner' });
    for (const language of ['en', 'ar']) {
      const { status, body } = await visit(`${PRICING}/${page}?lang=${language}`);
      expect([status, body.includes('⟦')]).toEqual([200, false]);
    }
  });

  it.each(['lists', 'promotions', 'gift-cards'])('%s teaches where there is nothing yet', async (page) => {
    const { visit } = await createStaff({ role: 'owner', isEmpty: true });
    const sentences = [en['pricing.noLists'], en['pricing.noPromotions'], en['pricing.noCards']];
    const text = textOf((await visit(`${PRICING}/${page}?lang=en`)).body);
    expect(sentences.some((sentence) => text.includes(sentence))).toBe(true);
  });

  it('shows a viewer everything, and no form', async () => {
    const { visit } = await createStaff({ role: 'viewer' });
    for (const page of PAGES.filter((page) => !page.endsWith('try'))) {
      const { status, body } = await visit(`${PRICING}/${page}?lang=en`);
      expect([page, status, /value="(make|save|issue|prices|codes|delete)"/.test(body)]).toEqual([page, 200, false]);
    }
  });

  it('makes a list with moments of the shop’s time zone, and says what is wrong', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const form = { name: 'Sale', currency: 'eur', groupId: '', startsAt: '2026-12-01T00:00', endsAt: '', on: 'yes' };
    const [empty, made] = [await visit(`${PRICING}/lists?lang=en`, { ...form, name: '' }), await visit(`${PRICING}/lists?lang=en`, form)];
    expect([empty.status, textOf(empty.body).includes('Give it a name.')]).toEqual([422, true]);
    expect([made.status, made.headers.get('location')]).toEqual([302, `${PRICING}/lists/list-1`]);
    expect(calls).toEqual([
      `createPriceList ${JSON.stringify({ ...form, currency: 'EUR', groupId: null, startsAt: '2026-11-30T23:00:00Z', endsAt: null, on: undefined, state: 'on' })}`,
    ]);
  });

  it('writes prices as CSV and shows those there are as CSV that can be sent back', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const path = `${PRICING}/lists/list-1?lang=en`;
    expect((await visit(path)).body).toContain('&quot;BOWL,1&quot;,3,42.00');
    const [refused, written] = [
      await visit(path, { intent: 'prices', csv: 'sku,amount\nNOBODY,1' }),
      await visit(path, { intent: 'prices', csv: 'sku,amount\nBOWL-1,42.00' }),
    ];
    expect([refused.status, textOf(refused.body).includes('no variant with the SKU NOBODY')]).toEqual([422, true]);
    expect(textOf(written.body)).toContain('2 prices were written, 1 taken away.');
    expect(calls).toHaveLength(1);
  });

  it('reads zones and rates as people type them', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    await visit(`${PRICING}/taxes?lang=en`, {
      intent: 'make',
      id: '',
      name: 'EU',
      places: 'DE, fr',
      rates: 'standard 19',
      shippingCategory: '',
    });
    const rate = {
      intent: 'make-rate',
      id: 'zone-1',
      name: 'Heavy',
      kind: 'by_weight',
      currency: 'EUR',
      amount: '',
      freeFrom: '80',
      on: 'yes',
    };
    await visit(`${PRICING}/shipping?lang=en`, { ...rate, steps: '1000: 5.00\n*: 9', carrier: '' });
    expect(calls).toEqual([
      'createTaxZone {"name":"EU","places":[{"country":"DE","region":""},{"country":"FR","region":""}],"rates":[{"category":"standard","bps":1900}],"shippingCategory":null}',
      'createShippingRate {"zoneId":"zone-1","name":"Heavy","currency":"EUR","position":0,"freeFrom":8000,"state":"on","kind":"by_weight","steps":[{"upTo":1000,"amount":500},{"upTo":null,"amount":900}]}',
    ]);
  });

  it('tells of a carrier that does not answer', async () => {
    const { visit } = await createStaff({ role: 'viewer' });
    expect(textOf((await visit(`${PRICING}/shipping?lang=en`)).body)).toContain('The carrier is being repaired.');
  });

  it('keeps the products of a promotion that the form does not show, and tells why it cannot be deleted', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const path = `${PRICING}/promotions/promotion-1?lang=en`;
    expect((await visit(path)).body).toContain('name="productId" value="gone"');
    const refused = await visit(path, { intent: 'delete' });
    expect([refused.status, textOf(refused.body).includes('switch it off instead')]).toEqual([422, true]);
  });

  it('tries a cart that stands in the address, and says why each promotion applies or not', async () => {
    const { visit, calls } = await createStaff({ role: 'viewer' });
    const text = textOf((await visit(`${PRICING}/promotions/try?lang=en&variant=v1&quantity=2&country=DE&codes=SPRING10`)).body);
    expect(text).toContain('Spring takes €9.60 off');
    expect(text).toContain('Big is short of €4.00');
    expect(text).toContain('Alone does not combine with Spring');
    expect(text).toContain('The shop does not have these codes: NONE.');
    expect(calls[0]).toContain('"place":{"country":"DE"');
    const refused = textOf((await visit(`${PRICING}/promotions/try?lang=en&variant=v1&quantity=0`)).body);
    expect(refused).not.toContain('Spring takes');
  });

  it('issues a card, shows its code once, and blocks it', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const path = `${PRICING}/gift-cards?lang=en`;
    const issue = (amount: string) => visit(path, { intent: 'issue', amount, currency: 'EUR', note: '', expiresAt: '' });
    expect((await issue('nothing')).status).toBe(422);
    expect(textOf((await issue('50')).body)).toContain('K4MD-82QX-7B1T-ZN5E');
    await visit(path, { intent: 'block', id: 'card-1' });
    expect(calls).toEqual(['issueGiftCard 5000', 'setGiftCardState {"id":"card-1","state":"blocked"}']);
  });
});
