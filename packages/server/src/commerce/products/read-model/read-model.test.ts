import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '#platform';
import {
  addVariant,
  attachFilms,
  changeVariants,
  createProduct,
  deleteProduct,
  getProduct,
  listProducts,
  presentProduct,
  publishProduct,
  removeProductText,
  removeVariant,
  setOptions,
  setPictures,
  setProductText,
  updateProduct,
  withdrawProduct,
} from '../../index.ts';
import { setStockLevel } from '../../inventory/stock.ts';
import { bowl, giveFile, givePicture, type Market, openMarket, openShop, sellBowl } from '../../testing/market.ts';
import { DOCUMENT_VERSION, documentsOf, fillHoles, searchRowOf } from './document.ts';
import { readFacts } from './product-facts.ts';
import { renewOldDocuments } from './write-documents.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

/** What is kept, and what would be written now; instants as their moments, for tsvector as PostgreSQL writes it. */
async function compare(ctx: Ctx): Promise<void> {
  const shop = ctx.shop.id;
  const ids = (await ctx.db.selectFrom('product').select('id').where('shop_id', '=', shop).orderBy('id').execute()).map(({ id }) => id);
  const facts = await readFacts(ctx, ids);
  const kept = await ctx.db
    .selectFrom('product_document')
    .selectAll()
    .where('shop_id', '=', shop)
    .orderBy('product_id')
    .orderBy('language')
    .execute();
  expect(kept).toEqual(facts.flatMap(documentsOf).map((document) => ({ shop_id: shop, ...document })));
  const found = await ctx.db.selectFrom('product_search').selectAll().where('shop_id', '=', shop).orderBy('product_id').execute();
  const fresh = facts.map((one) => ({ shop_id: shop, ...searchRowOf(one) }));
  const { rows } = await sql<{ words: string }>`
    select one.words::tsvector::text as words from unnest(${fresh.map(({ words }) => words)}::text[]) with ordinality as one (words, place)
    order by place`.execute(ctx.db);
  expect(found).toEqual(fresh.map((row, index) => ({ ...row, words: rows[index]?.words })));
}

const WORDS = ['oak', 'ash', 'S', 'M', 'L', 'thin "quoted"', 'a\u0001b', 'زان', '\\'];

/** Any write of the catalog on some product of the shop; what it refuses has written nothing, and that is looked at as well. */
const anyWrite = fc.record({
  kind: fc.nat(11),
  product: fc.nat(),
  words: fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
  number: fc.nat(500),
  fill: fc.boolean(),
});
type Write = Parameters<Parameters<typeof anyWrite.map>[0]>[0];

type Shelf = { readonly pictures: readonly string[]; readonly film: string };

async function doWrite(ctx: Ctx, { kind, product, words, number, fill }: Write, { pictures, film }: Shelf): Promise<unknown> {
  const rows = await ctx.db.selectFrom('product').select('id').where('shop_id', '=', ctx.shop.id).orderBy('id').execute();
  const id = rows[product % Math.max(rows.length, 1)]?.id;
  const [word = 'x', other = 'y'] = words;
  const price = { amount: number, currency: 'EUR' };
  const shown = pictures.slice(0, number % 4).map((pictureId) => ({ pictureId, altText: word }));
  const options = words.slice(0, 3).map((name, index) => ({ name, values: words.slice(index) }));
  if (!id || kind === 0) {
    return createProduct(
      ctx,
      bowl({ title: word, category: other, price, pictures: shown, ...(fill && { options: options.slice(0, 2) }) }),
    );
  }
  const { variants } = await getProduct(ctx, { id });
  const variant = variants[number % variants.length] as (typeof variants)[0];
  const writes: (() => Promise<unknown>)[] = [
    () => updateProduct(ctx, { id, title: word, category: other, tags: words, ...(fill && { price, slug: `p${number}` }) }),
    () => setOptions(ctx, { productId: id, options, fill }),
    () => addVariant(ctx, { productId: id, choices: words, price, pictureIds: pictures.slice(0, 1) }),
    () => changeVariants(ctx, { productId: id, variants: [{ id: variant.id, price, sku: word, barcode: fill ? `B${number}` : null }] }),
    () => removeVariant(ctx, { productId: id, variantId: variant.id }),
    () => setProductText(ctx, { productId: id, language: fill ? 'it' : 'en', title: other, optionWords: { [word]: other } }),
    () => removeProductText(ctx, { productId: id, language: 'it' }),
    () => setPictures(ctx, { productId: id, pictures: shown.toReversed() }),
    () => (fill ? publishProduct(ctx, { id }) : withdrawProduct(ctx, { id })),
    () => attachFilms(ctx, { productId: id, films: fill ? [filmOf(film, number)] : [] }),
    () =>
      fill
        ? deleteProduct(ctx, { id })
        : presentProduct(ctx, { productId: id, firstLanguage: 'en', texts: [textOf(word)], pictures: shown }),
  ];
  return writes[(kind - 1) % writes.length]?.();
}

const filmOf = (fileId: string, number: number) => ({
  ...{ shape: '1:1' as const, fileId, seconds: number + 1, width: 10, height: 10, posterFileId: null },
  captions: [{ language: 'en', fileId }],
});
const textOf = (word: string) => ({ language: 'en', description: word, seoTitle: '', seoDescription: word, altText: word });

test('after any writes what is kept is what would be put together now', async () => {
  let [done, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(anyWrite, { minLength: 4, maxLength: 14 }), async (writes) => {
      const { owner } = await openShop(market.world);
      const pictures = [await givePicture(owner), await givePicture(owner), await givePicture(owner)];
      const shelf = { pictures, film: await giveFile(owner, 'mp4') };
      for (const write of writes) {
        await doWrite(owner, write, shelf).then(
          () => done++,
          (error: { code?: string }) => {
            if (!['invalid_input', 'conflict', 'not_found'].includes(error.code ?? '')) throw error;
            refused++;
          },
        );
      }
      await compare(owner);
    }),
    { numRuns: 25 },
  );
  expect(done).toBeGreaterThan(refused / 4);
});

test('a sale is read beside the document, which it does not touch', async () => {
  const { owner, guest } = market;
  const { id, variantId } = await sellBowl(owner, { title: 'Counted', stock: 7 });
  const read = () => owner.db.selectFrom('product_document').select(sql<string>`xmin`.as('xmin')).where('product_id', '=', id).execute();
  const before = await read();
  await setStockLevel(owner, variantId, 3);
  expect(await getProduct(guest, { id })).toMatchObject({ stock: 3, variants: [{ stock: 3 }] });
  const { items } = await listProducts(guest, { q: 'counted' });
  expect(items).toMatchObject([{ stock: 3, variants: [{ id: variantId, stock: 3 }] }]);
  expect(await read()).toEqual(before);
});

test('whatever somebody writes is no hole for a number', () => {
  expect(JSON.parse(fillHoles('{"title":"\\u0001","variants":[{"stock":\u0001}],"stock":\u0001}', [4]))).toEqual({
    title: '\u0001',
    variants: [{ stock: 4 }],
    stock: 4,
  });
  expect(() => fillHoles('{"stock":\u0001}', [4])).toThrow('one hole');
});

test('what an older program has written is written anew by whoever reads it, and by a chore', async () => {
  const { owner, guest } = await openShop(market.world);
  const [first, second] = [await sellBowl(owner, { title: 'Old' }), await sellBowl(owner, { title: 'Older' })];
  const age = () =>
    owner.db
      .updateTable('product_document')
      .set({ version: 0, list_text: '', detail_text: '', variant_ids: [] })
      .where('shop_id', '=', owner.shop.id)
      .execute();
  await age();
  expect((await listProducts(guest)).items.map(({ title }) => title)).toEqual(['Older', 'Old']);
  await age();
  expect(await getProduct(guest, { id: first.id })).toMatchObject({ title: 'Old', stock: 5 });
  const old = () =>
    owner.db
      .selectFrom('product_document')
      .select('product_id')
      .where('shop_id', '=', owner.shop.id)
      .where('version', '<', DOCUMENT_VERSION)
      .execute();
  expect(await old()).toEqual([{ product_id: second.id }]);
  expect([await renewOldDocuments(owner), await renewOldDocuments(owner)]).toEqual([1, 0]);
  await compare(owner);
});
