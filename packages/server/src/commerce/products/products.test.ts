import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachFilms, createProduct, getProduct, listProducts, publishProduct, updateProduct, withdrawProduct } from '../index.ts';
import { bowl, eventsOf, giveFile, givePicture, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.world.close());

test('a product goes from draft to sale to the archive and back, and guests see it only while it is on sale', async () => {
  const { owner, guest } = market;
  const pictureId = await givePicture(owner);
  const draft = await createProduct(owner, bowl({ pictures: [{ pictureId, altText: 'A dark bowl' }], notes: 'oiled', tags: ['walnut'] }));
  expect(draft).toMatchObject({
    slug: 'walnut-bowl',
    status: 'draft',
    stock: 5,
    price: { amount: 4800, currency: 'EUR' },
    altText: 'A dark bowl',
    notes: 'oiled',
    tags: ['walnut'],
    seoTitle: 'Walnut bowl',
    seoDescription: 'Turned from one block.',
    variants: [{ sku: 'WALNUT-BOWL', stock: 5 }],
    picture: { id: pictureId, sizes: [{ use: 'thumb' }] },
  });
  await expect(getProduct(guest, { id: draft.id })).rejects.toMatchObject({ code: 'not_found' });
  expect((await publishProduct(owner, draft)).status).toBe('on_sale');
  expect((await publishProduct(owner, draft)).status).toBe('on_sale');
  expect(await getProduct(guest, { slug: 'walnut-bowl' })).toMatchObject({ id: draft.id, notes: '' });
  expect((await withdrawProduct(owner, draft)).status).toBe('archived');
  await expect(getProduct(guest, { slug: 'walnut-bowl' })).rejects.toMatchObject({ code: 'not_found' });
  await publishProduct(owner, draft);
  expect(await eventsOf(owner, draft.id)).toEqual(['product.created', 'product.published', 'product.withdrawn', 'product.published']);
});

test('a repeated key finds the product that it made, also when both come at once', async () => {
  const { owner } = market;
  const made = await Promise.all(Array.from({ length: 8 }, () => createProduct(owner, bowl({ title: 'Keyed', key: 'launch-1:product' }))));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(await eventsOf(owner, made[0]!.id)).toEqual(['product.created']);
});

test('slugs come from titles and stay unique', async () => {
  const { owner } = market;
  const made = await Promise.all(Array.from({ length: 4 }, () => createProduct(owner, bowl({ title: 'Tazza blù, 90 ml!' }))));
  expect(made.map(({ slug }) => slug).sort()).toEqual(['tazza-blu-90-ml', 'tazza-blu-90-ml-2', 'tazza-blu-90-ml-3', 'tazza-blu-90-ml-4']);
  expect((await createProduct(owner, bowl({ title: 'جرّة القمر' }))).slug).toBe('جرة-القمر');
  expect((await createProduct(owner, bowl({ title: '***' }))).slug).toBe('product');
});

test('the storefront reads the language that it asks for where there is copy in it', async () => {
  const { owner, guest } = market;
  const pictureId = await givePicture(owner);
  const arabic = { language: 'ar', title: 'وعاء', description: 'خشب', seoTitle: 'وعاء خشب', seoDescription: 'وصف', altText: 'وعاء داكن' };
  const product = await sellBowl(owner, {
    title: 'Moon jar',
    category: 'jars',
    pictures: [{ pictureId, altText: 'A jar' }],
    texts: [arabic, { ...arabic, language: 'en', title: 'ignored', seoTitle: 'Moon jar, raku' }],
  });
  expect(await getProduct(guest, { id: product.id, language: 'ar' })).toMatchObject({ ...arabic, languages: ['ar', 'en'] });
  expect(await getProduct(guest, { id: product.id, language: 'it' })).toMatchObject({
    language: 'en',
    title: 'Moon jar',
    seoTitle: 'Moon jar, raku',
    altText: 'A jar',
  });
  const inArabic = await listProducts(guest, { category: 'jars', language: 'ar' });
  expect(inArabic.items).toMatchObject([{ title: 'وعاء', altText: 'وعاء داكن' }]);
  const inItalian = await listProducts(guest, { category: 'jars', language: 'it' });
  expect(inItalian.items).toMatchObject([{ title: 'Moon jar', altText: 'A jar' }]);
});

test('a change leaves what it does not name', async () => {
  const { owner } = market;
  const { id } = await sellBowl(owner, { title: 'Board', tags: ['ash'] });
  const changed = await updateProduct(owner, { id, price: { amount: 5400, currency: 'EUR' }, stock: 2, title: 'Ash board' });
  expect(changed).toMatchObject({ title: 'Ash board', description: 'Turned from one block.', tags: ['ash'], stock: 2, slug: 'board' });
  expect(changed.price.amount).toBe(5400);
  expect((await updateProduct(owner, { id, tags: [] })).tags).toEqual([]);
});

test('films are attached once, with captions, and only from public files of the shop', async () => {
  const { owner, guest } = market;
  const { id: productId } = await sellBowl(owner, { title: 'Filmed' });
  const [fileId, tall, posterFileId, captions] = await Promise.all(
    ['mp4', 'mp4', 'jpeg', 'vtt'].map((extension) => giveFile(owner, extension)),
  );
  const wide = { shape: '16:9' as const, fileId: fileId!, seconds: 30.2, width: 1920, height: 1080, posterFileId: posterFileId! };
  const films = [
    { shape: '9:16' as const, fileId: tall!, seconds: 30, width: 1080, height: 1920, posterFileId: null, captions: [] },
    { ...wide, captions: [{ language: 'en', fileId: captions! }] },
  ];
  await attachFilms(owner, { productId, films });
  await attachFilms(owner, { productId, films });
  expect((await getProduct(guest, { id: productId })).films).toEqual([
    {
      shape: '16:9',
      fileId,
      url: `files/${fileId}.mp4`,
      seconds: 30.2,
      width: 1920,
      height: 1080,
      posterUrl: `files/${posterFileId}.jpeg`,
      captions: [{ language: 'en', url: `files/${captions}.vtt` }],
    },
    expect.objectContaining({ shape: '9:16', posterUrl: null, captions: [] }),
  ]);
  const hidden = await giveFile(owner, 'mp4', 'staff');
  await expect(attachFilms(owner, { productId, films: [{ ...wide, fileId: hidden, captions: [] }] })).rejects.toMatchObject({
    problems: [{ path: 'films.0.fileId' }],
  });
  expect((await getProduct(guest, { id: productId })).films).toHaveLength(2);
});

test('pages follow one another without gaps and repeats', async () => {
  const { owner, guest } = await openShop(market.world);
  for (let number = 1; number <= 5; number++) await sellBowl(owner, { title: `Cup ${number}` });
  await createProduct(owner, bowl({ title: 'Draft' }));
  const first = await listProducts(guest, { limit: 2 });
  const second = await listProducts(guest, { limit: 2, cursor: first.next! });
  const third = await listProducts(guest, { limit: 2, cursor: second.next! });
  expect([first, second, third].flatMap(({ items }) => items.map(({ title }) => title))).toEqual([
    'Cup 5',
    'Cup 4',
    'Cup 3',
    'Cup 2',
    'Cup 1',
  ]);
  expect(third.next).toBeNull();
  expect((await listProducts(owner, { status: 'draft' })).items).toMatchObject([{ title: 'Draft' }]);
  expect((await listProducts(guest, { status: 'draft' })).items).toEqual([]);
});

describe('bad input is named by its field', () => {
  test.each([
    ['price', { price: { amount: -1, currency: 'EUR' } }],
    ['price', { price: { amount: 48.5, currency: 'EUR' } }],
    ['price', { price: { amount: 4800, currency: 'USD' } }],
    ['stock', { stock: -1 }],
    ['title', { title: '  ' }],
    ['category', { category: '' }],
    ['slug', { slug: 'Not a slug' }],
    ['description', { description: 'x'.repeat(5_001) }],
    ['pictures.0.pictureId', { pictures: [{ pictureId: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7', altText: '' }] }],
  ])('%s', async (path, changes) => {
    await expect(createProduct(market.owner, bowl(changes))).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path }] });
  });

  test('an unknown currency has a code of its own', async () => {
    const refused = createProduct(market.owner, bowl({ price: { amount: 4800, currency: 'EUX' } }));
    await expect(refused).rejects.toMatchObject({ code: 'unknown_currency', problems: [{ path: 'price' }] });
  });

  test('a slug or an article number that is taken', async () => {
    const { owner } = market;
    await createProduct(owner, bowl({ title: 'Taken', slug: 'taken', sku: 'T-1' }));
    await expect(createProduct(owner, bowl({ slug: 'taken' }))).rejects.toMatchObject({ problems: [{ path: 'slug' }] });
    await expect(createProduct(owner, bowl({ sku: 'T-1', slug: 'other' }))).rejects.toMatchObject({ problems: [{ path: 'sku' }] });
    await expect(getProduct(owner, { slug: 'other' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('who may not write is refused before anything is looked at', async () => {
  const { owner, guest } = market;
  const viewer = { ...owner, actor: { ...owner.actor, role: 'viewer' } as typeof owner.actor };
  for (const write of [createProduct, updateProduct, publishProduct, withdrawProduct, attachFilms]) {
    await expect(write(guest, {} as never)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(write(viewer, {} as never)).rejects.toMatchObject({ code: 'forbidden' });
  }
});
