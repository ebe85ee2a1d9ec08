import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProduct, getProduct, listProducts, shippingCountries, showProduct, withdrawProduct } from '../index.ts';
import { bowl, type Market, openMarket, sellBowl } from '../testing/market.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.world.close());

const ARABIC = { language: 'ar', title: 'وعاء', description: 'خشب', seoTitle: '', seoDescription: '', altText: '' };

test('shows what is read by the slug, the newest others of its category, and where they are sent', async () => {
  const { owner, guest } = market;
  const jars: Awaited<ReturnType<typeof sellBowl>>[] = [];
  for (const title of ['One jar', 'Two jars', 'Three jars', 'Four jars', 'Five jars'])
    jars.push(await sellBowl(owner, { title, category: 'jars', texts: [ARABIC] }));
  await sellBowl(owner, { title: 'A spoon', category: 'spoons' });
  const [shown] = jars;
  const wanted = { slug: shown!.slug, language: 'ar', others: 3 };
  const { product, others, countries } = await showProduct(guest, wanted);
  const { notes: _, ...read } = await getProduct(guest, wanted);
  expect(product).toEqual(read);
  expect(product.title).toBe('وعاء');
  const listed = await listProducts(guest, { category: 'jars', language: 'ar' });
  expect(others).toEqual(listed.items.slice(0, 3));
  expect(others.map(({ id }) => id)).not.toContain(shown!.id);
  expect(countries).toEqual(await shippingCountries(guest));
});

test('shows a guest nothing that is not on sale, neither itself nor beside another', async () => {
  const { owner, guest } = market;
  const pot = await sellBowl(owner, { title: 'A pot', category: 'pots' });
  const gone = await sellBowl(owner, { title: 'A gone pot', category: 'pots' });
  await withdrawProduct(owner, gone);
  const draft = await createProduct(owner, bowl({ title: 'A pot to come', category: 'pots' }));
  for (const { slug } of [gone, draft, { slug: 'nothing' }])
    await expect(showProduct(guest, { slug, language: 'en', others: 4 })).rejects.toMatchObject({ code: 'not_found' });
  for (const ctx of [guest, owner]) expect((await showProduct(ctx, { slug: pot.slug, language: 'en', others: 4 })).others).toEqual([]);
  expect((await showProduct(owner, { slug: draft.slug, language: 'en', others: 4 })).product.id).toBe(draft.id);
});
