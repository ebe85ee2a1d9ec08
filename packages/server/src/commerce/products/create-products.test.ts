import { afterAll, beforeAll, expect, test } from 'vitest';
import { bowl, type Market, openMarket } from '../testing/market.ts';
import { createProducts } from './create-products.ts';
import { listProducts } from './list-products.ts';

let market: Market;

beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

test('what is wrong with one keeps no other from being made, and each is told of in its place', async () => {
  const { owner } = market;
  const products = [
    bowl({ title: 'First', key: 'k1' }),
    bowl({ title: '' }),
    bowl({ price: { amount: 1, currency: 'XXX' } }),
    bowl({ title: 'Last' }),
  ] as Record<string, unknown>[];
  const { results } = await createProducts(owner, { products });
  expect(results.map(({ product, error }) => [product?.slug, error?.code])).toEqual([
    ['first', undefined],
    [undefined, 'invalid_input'],
    [undefined, 'unknown_currency'],
    ['last', undefined],
  ]);
  expect(results[1]?.error?.errors).toEqual([expect.objectContaining({ path: 'title' })]);
  const again = await createProducts(owner, { products: products.slice(0, 1) });
  expect(again.results[0]?.product).toEqual(results[0]?.product);
  expect((await listProducts(owner)).items.map(({ title }) => title).sort()).toEqual(['First', 'Last']);
});

test('is bounded, and for whoever may write products', async () => {
  const { owner, guest } = market;
  const many = Array.from({ length: 101 }, () => ({}));
  await expect(createProducts(owner, { products: many })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(createProducts(owner, { products: [] })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(createProducts(guest, { products: [{}] })).rejects.toMatchObject({ code: 'unauthenticated' });
});
