import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  changeCategory,
  createCategory,
  createProduct,
  deleteCategory,
  getProduct,
  listCategories,
  listProducts,
  updateProduct,
} from '../index.ts';
import { bowl, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

const treeOf = async (ctx: Market['owner']) => (await listCategories(ctx)).map(({ slug, depth }) => `${' '.repeat(depth)}${slug}`);

test('categories are a tree in the order of their places, with names in each language', async () => {
  const { owner, guest } = await openShop(market.world);
  await createCategory(owner, { name: 'Tableware' });
  await createCategory(owner, { name: 'Art' });
  await createCategory(owner, { name: 'Jars & pots', parent: 'tableware', names: { it: 'Vasi', ar: 'جرار' } });
  await createCategory(owner, { name: 'Cups', parent: 'tableware', position: 0 });
  expect(await treeOf(guest)).toEqual(['tableware', ' jars-pots', ' cups', 'art']);
  await changeCategory(owner, { slug: 'jars-pots', position: 3 });
  await changeCategory(owner, { slug: 'art', parent: 'cups' });
  expect(await treeOf(guest)).toEqual(['tableware', ' cups', '  art', ' jars-pots']);
  const inItalian = await listCategories(guest, { language: 'it' });
  expect(inItalian.map(({ name }) => name)).toEqual(['Tableware', 'Cups', 'Art', 'Vasi']);
  const changed = await changeCategory(owner, { slug: 'jars-pots', names: { it: null, de: 'Töpfe' } });
  expect(changed.names).toEqual({ en: 'Jars & pots', ar: 'جرار', de: 'Töpfe' });
  await expect(createCategory(owner, { name: 'Cups' })).rejects.toMatchObject({ code: 'conflict', problems: [{ path: 'slug' }] });
});

test('never a circle, and never too deep', async () => {
  const { owner } = await openShop(market.world);
  let parent: string | null = null;
  for (const name of ['a', 'b', 'c', 'd', 'e']) parent = (await createCategory(owner, { name, parent })).slug;
  await expect(createCategory(owner, { name: 'f', parent })).rejects.toMatchObject({ problems: [{ path: 'parent' }] });
  await expect(changeCategory(owner, { slug: 'a', parent: 'a' })).rejects.toMatchObject({ problems: [{ path: 'parent' }] });
  await expect(changeCategory(owner, { slug: 'a', parent: 'c' })).rejects.toMatchObject({ problems: [{ path: 'parent' }] });
  await createCategory(owner, { name: 'top' });
  await expect(changeCategory(owner, { slug: 'a', parent: 'top' })).rejects.toMatchObject({ problems: [{ path: 'parent' }] });
  await changeCategory(owner, { slug: 'c', parent: 'top' });
  expect(await treeOf(owner)).toEqual(['a', ' b', 'top', ' c', '  d', '   e']);
  await expect(changeCategory(owner, { slug: 'a', parent: 'nowhere' })).rejects.toMatchObject({ problems: [{ path: 'parent' }] });
});

test('two that are put into each other at once make no circle', async () => {
  const { owner } = await openShop(market.world);
  for (let round = 0; round < 10; round++) {
    const [one, other] = [`one-${round}`, `other-${round}`];
    for (const name of [one, other]) await createCategory(owner, { name });
    const moves = await Promise.allSettled([
      changeCategory(owner, { slug: one, parent: other }),
      changeCategory(owner, { slug: other, parent: one }),
    ]);
    expect(moves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  }
});

test('a product may name a category that is new, and lists what lies below one', async () => {
  const { owner, guest } = await openShop(market.world);
  const moon = await sellBowl(owner, { title: 'Moon jar', category: 'Moon Jars' });
  expect(moon.category).toBe('moon-jars');
  expect(await listCategories(guest)).toMatchObject([{ slug: 'moon-jars', name: 'Moon Jars', onSale: true, depth: 0 }]);
  expect((await createProduct(owner, bowl({ category: 'moon jars' }))).category).toBe('moon-jars');
  await createCategory(owner, { name: 'Clay' });
  await changeCategory(owner, { slug: 'moon-jars', parent: 'clay' });
  expect((await listProducts(guest, { category: 'clay' })).items).toMatchObject([{ id: moon.id }]);
  expect((await listProducts(guest, { category: 'nothing' })).items).toEqual([]);
  await updateProduct(owner, { id: moon.id, category: 'clay' });
  expect(await getProduct(guest, { id: moon.id })).toMatchObject({ category: 'clay' });
});

test('only an empty one is deleted', async () => {
  const { owner } = await openShop(market.world);
  await createProduct(owner, bowl({ category: 'full' }));
  await createCategory(owner, { name: 'above' });
  await createCategory(owner, { name: 'below', parent: 'above' });
  await expect(deleteCategory(owner, { slug: 'full' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(deleteCategory(owner, { slug: 'above' })).rejects.toMatchObject({ code: 'conflict' });
  await deleteCategory(owner, { slug: 'below' });
  await deleteCategory(owner, { slug: 'above' });
  await expect(deleteCategory(owner, { slug: 'above' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await treeOf(owner)).toEqual(['full']);
});

test('who may not write is refused', async () => {
  const { guest } = market;
  for (const write of [createCategory, changeCategory, deleteCategory]) {
    await expect(write(guest, {} as never)).rejects.toMatchObject({ code: 'unauthenticated' });
  }
});
