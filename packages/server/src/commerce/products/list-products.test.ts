import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProduct, listProducts, publishProduct, setProductText, updateProduct, withdrawProduct } from '../index.ts';
import { setStockLevel } from '../inventory/stock.ts';
import { bowl, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';
import { listProductsText } from './list-products.ts';
import type { ListProducts } from './product.ts';

let market: Market;
let owner: Market['owner'];
let guest: Market['guest'];
beforeAll(async () => {
  market = await openMarket();
  ({ owner, guest } = market);
  const sizes = [{ name: 'Size', values: ['Small', 'Large'] }];
  await sellBowl(owner, { title: 'Walnut bowl', price: { amount: 4800, currency: 'EUR' }, category: 'kitchen' });
  await sellBowl(owner, {
    title: 'Walnut board',
    price: { amount: 3000, currency: 'EUR' },
    category: 'kitchen',
    description: 'A bowl’s friend.',
  });
  await sellBowl(owner, {
    title: 'Tazza blù',
    price: { amount: 1500, currency: 'EUR' },
    category: 'tableware',
    stock: 0,
    tags: ['ceramics'],
  });
  await sellBowl(owner, { title: 'Apron', price: { amount: 3000, currency: 'EUR' }, category: 'clothing', options: sizes });
  await createProduct(owner, bowl({ title: 'Secret bowl' }));
});
afterAll(() => market?.world.close());

const titles = async (wanted: ListProducts, ctx = guest) => (await listProducts(ctx, wanted)).items.map(({ title }) => title);

describe('words', () => {
  test.each<[string, string[]]>([
    ['walnut', ['Walnut board', 'Walnut bowl']],
    ['WALNUT bo', ['Walnut bowl', 'Walnut board']],
    ['bowl walnut', ['Walnut bowl', 'Walnut board']],
    ['tazza blu', ['Tazza blù']],
    ['ceramics', ['Tazza blù']],
    ['apron-large', ['Apron']],
    ['small', ['Apron']],
    ['secret', []],
    ['walnut spoon', []],
    ['***', []],
  ])('"%s" finds %j', async (q, found) => {
    const all = await titles({ q });
    expect(all.toSorted()).toEqual(found.toSorted());
  });

  test('of a title weigh more than those of a description, and whoever works here finds drafts', async () => {
    expect(await titles({ q: 'bowl' })).toEqual(['Walnut bowl', 'Walnut board']);
    expect(await titles({ q: 'bowl', status: 'draft' }, owner)).toEqual(['Secret bowl']);
    expect(await titles({ q: 'bowl', status: 'draft' })).toEqual([]);
  });

  test('of every language find a product, which is shown in the language that is asked for', async () => {
    const { owner, guest } = await openShop(market.world);
    const { id } = await sellBowl(owner, { title: 'Moon jar' });
    await setProductText(owner, { productId: id, language: 'ar', title: 'جرّة القمر' });
    expect(await titles({ q: 'جرة', language: 'ar' }, guest)).toEqual(['جرّة القمر']);
    expect(await titles({ q: 'جرة' }, guest)).toEqual(['Moon jar']);
    await withdrawProduct(owner, { id });
    expect(await titles({ q: 'moon' }, guest)).toEqual([]);
  });

  test('are looked for in the own shop alone', async () => {
    const { guest: stranger } = await openShop(market.world);
    expect(await titles({ q: 'walnut' }, stranger)).toEqual([]);
  });
});

describe('filters', () => {
  test('narrow a list and a search alike', async () => {
    expect(await titles({ price_from: 3000, price_to: 3000, sort: 'title' })).toEqual(['Apron', 'Walnut board']);
    expect(await titles({ q: 'walnut', price_from: 3001 })).toEqual(['Walnut bowl']);
    expect(await titles({ q: 'walnut', category: 'tableware' })).toEqual([]);
    expect(await titles({ category: 'kitchen', sort: 'price' })).toEqual(['Walnut board', 'Walnut bowl']);
    expect(await titles({ q: 'walnut', category: 'kitchen', sort: '-price' })).toEqual(['Walnut bowl', 'Walnut board']);
    expect((await titles({ in_stock: true })).includes('Tazza blù')).toBe(false);
    expect(await titles({ q: 'tazza', in_stock: true })).toEqual([]);
    expect(await titles({ q: 'tazza', in_stock: 'false' })).toEqual(['Tazza blù']);
  });

  test('what comes in again is found again', async () => {
    const { owner, guest } = await openShop(market.world);
    const { variantId } = await sellBowl(owner, { title: 'Gone', stock: 0 });
    expect(await titles({ in_stock: true }, guest)).toEqual([]);
    await setStockLevel(owner, variantId, 1);
    expect(await titles({ in_stock: true }, guest)).toEqual(['Gone']);
  });
});

describe('pages', () => {
  test('follow one another without gaps and repeats in every order, with words and without', async () => {
    const { owner, guest } = await openShop(market.world);
    const prices = [300, 100, 200, 100, 300, 200, 100];
    for (const [index, amount] of prices.entries()) {
      await sellBowl(owner, { title: `Cup ${'abc'[index % 3]}`, price: { amount, currency: 'EUR' } });
    }
    for (const q of [undefined, 'cup']) {
      for (const sort of ['newest', 'price', '-price', 'title', 'relevance'] as const) {
        const whole = (await listProducts(guest, { limit: 100, sort, ...(q && { q }) })).items.map(({ id }) => id);
        const pages: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await listProducts(guest, { limit: 2, sort, ...(q && { q }), ...(cursor && { cursor }) });
          pages.push(...page.items.map(({ id }) => id));
          cursor = page.next;
        }
        expect(pages, `${q} ${sort}`).toEqual(whole);
        expect(new Set(whole).size).toBe(prices.length);
      }
    }
    const upwards = (await listProducts(guest, { sort: 'price' })).items.map(({ price }) => price.amount);
    expect(upwards).toEqual(prices.toSorted());
  });

  test('a cursor of another order is refused', async () => {
    const { next } = await listProducts(guest, { limit: 1, sort: 'price' });
    for (const wanted of [
      { cursor: next as string },
      { cursor: next as string, sort: 'title' as const },
      { cursor: 'x', sort: 'price' as const },
    ]) {
      await expect(listProducts(guest, wanted)).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path: 'cursor' }] });
    }
  });
});

test('the text that goes over the wire is the same as what the operation gives', async () => {
  expect(JSON.parse(await listProductsText(guest, { limit: 2 }))).toEqual(await listProducts(guest, { limit: 2 }));
});

test('every variant stands in a list with its price and what is left of it', async () => {
  const [apron] = (await listProducts(guest, { q: 'apron' })).items;
  expect(apron).toMatchObject({
    price: { amount: 3000 },
    highestPrice: { amount: 3000 },
    options: [{ name: 'Size', values: ['Small', 'Large'] }],
    variants: [
      { title: 'Small', stock: 5, prices: { EUR: 3000 } },
      { title: 'Large', stock: 5 },
    ],
    stock: 10,
  });
  const plain = (await listProducts(guest, { q: 'walnut bowl' })).items[0];
  await updateProduct(owner, { id: plain?.id as string, price: { amount: 4900, currency: 'EUR' } });
  expect((await listProducts(guest, { q: 'walnut bowl' })).items[0]).toMatchObject({
    price: { amount: 4900 },
    variants: [{ price: { amount: 4900 } }],
  });
  await publishProduct(owner, { id: plain?.id as string });
});
