import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '#platform';
import {
  addToCart,
  addVariant,
  changeVariants,
  createCart,
  createProduct,
  deleteProduct,
  getCart,
  getProduct,
  listProductTexts,
  placeOrder,
  publishProduct,
  removeProductText,
  removeVariant,
  setOptions,
  setPictures,
  setProductText,
  updateProduct,
} from '../index.ts';
import { bowl, eventsOf, fillCart, givePicture, type Market, openMarket, sellBowl } from '../testing/market.ts';
import type { ProductDetail } from './product.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

const SIZES = { name: 'Size', values: ['S', 'M', 'L'] };
const EUR = (amount: number) => ({ amount, currency: 'EUR' });
const choicesOf = ({ variants }: ProductDetail) => variants.map(({ choices }) => choices.join(' '));
const idOf = ({ variants }: ProductDetail, choice: string) => variants.find(({ choices }) => choices.join(' ') === choice)?.id as string;

async function archivedOf(ctx: Ctx, productId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('variant')
    .select('choices')
    .where('shop_id', '=', ctx.shop.id)
    .where('product_id', '=', productId)
    .where('archived_at', 'is not', null)
    .execute();
  return rows.map(({ choices }) => choices.join(' '));
}

describe('a product with options', () => {
  test('has a variant for each combination, or those that are named', async () => {
    const { owner } = market;
    const woods = { name: 'Wood', values: ['oak', 'ash'] };
    const all = await createProduct(owner, bowl({ title: 'Every one', options: [SIZES, woods], stock: 2 }));
    expect(choicesOf(all)).toEqual(['S oak', 'S ash', 'M oak', 'M ash', 'L oak', 'L ash']);
    expect(all).toMatchObject({
      stock: 12,
      options: [SIZES, woods],
      variants: [{ sku: 'EVERY-ONE-S-OAK', title: 'S / oak', stock: 2 }, {}, {}, {}, {}, {}],
    });
    const variants = [
      { choices: ['L'], price: EUR(6000), weightGrams: 900 },
      { choices: ['S'], sku: 'SMALL', stock: 0, barcode: '4006381333931', lengthMm: 120 },
    ];
    const some = await createProduct(owner, bowl({ title: 'Some', options: [SIZES], variants }));
    expect(some).toMatchObject({
      ...{ price: EUR(4800), highestPrice: EUR(6000), stock: 5 },
      variants: [
        { sku: 'SMALL', choices: ['S'], prices: { EUR: 4800 }, stock: 0, barcode: '4006381333931', lengthMm: 120, widthMm: null },
        { sku: 'SOME-L', choices: ['L'], stock: 5, weightGrams: 900 },
      ],
    });
  });

  test.each([
    ['variants.0.choices', { options: [SIZES], variants: [{ choices: ['XL'] }] }],
    ['variants.1.choices', { options: [SIZES], variants: [{ choices: ['S'] }, { choices: ['S'] }] }],
    ['variants.0.choices', { variants: [{ choices: ['S'] }] }],
    ['variants.0.price', { options: [SIZES], variants: [{ choices: ['S'], price: { amount: 1, currency: 'USD' } }] }],
    ['options', { options: [1, 2].map((index) => ({ name: `${index}`, values: Array.from({ length: 11 }, (_, value) => `${value}`) })) }],
    ['variants.0.barcode', { variants: [{ barcode: 'with space' }] }],
    ['variants.0.weightGrams', { variants: [{ weightGrams: -1 }] }],
    ['variants.0.pictureIds.0', { variants: [{ pictureIds: ['0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7'] }] }],
    ['variants.0', { variants: [{ colour: 'red' } as never] }],
  ])('is refused where %s is wrong', async (path, changes) => {
    await expect(createProduct(market.owner, bowl(changes))).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path }] });
  });

  test('is priced by its variants alone', async () => {
    const { owner } = market;
    const { id } = await createProduct(owner, bowl({ title: 'By variants', options: [SIZES] }));
    await expect(updateProduct(owner, { id, price: EUR(1) })).rejects.toMatchObject({ problems: [{ path: 'price' }] });
    await expect(updateProduct(owner, { id, stock: 1 })).rejects.toMatchObject({ problems: [{ path: 'stock' }] });
  });
});

describe('changing options', () => {
  test('keeps what can stay, archives what is in an order or a cart, deletes the rest', async () => {
    const { owner, guest } = market;
    const made = await publishProduct(owner, await createProduct(owner, bowl({ title: 'Changing', options: [SIZES] })));
    await addToCart(guest, { cartId: (await createCart(guest)).id, variantId: idOf(made, 'M'), quantity: 1 });
    const cart = await fillCart(guest, [{ variantId: idOf(made, 'L'), quantity: 1 }]);
    await placeOrder(guest, { cartId: cart.id });
    const after = await setOptions(owner, { productId: made.id, options: [{ name: 'Size', values: ['XS', 'S'] }], fill: true });
    expect(choicesOf(after)).toEqual(['XS', 'S']);
    expect(idOf(after, 'S')).toBe(idOf(made, 'S'));
    expect(after.variants[0]).toMatchObject({ stock: 0, price: EUR(4800) });
    expect((await archivedOf(owner, made.id)).sort()).toEqual(['L', 'M']);
    // What was sold comes back as what it was, when its choice does.
    const again = await setOptions(owner, { productId: made.id, options: [SIZES], fill: true });
    expect(idOf(again, 'L')).toBe(idOf(made, 'L'));
    expect(await archivedOf(owner, made.id)).toEqual([]);
  });

  test('adds and removes a whole option, and renames', async () => {
    const { owner } = market;
    const made = await createProduct(owner, bowl({ title: 'Renaming' }));
    const [only] = made.variants;
    const sized = await setOptions(owner, { productId: made.id, options: [{ name: 'Size', values: ['S', 'M'] }], fill: true });
    expect(idOf(sized, 'S')).toBe(only?.id);
    const options = [{ name: 'Cut', was: 'Size', values: ['M', 'Small'], renamed: { S: 'Small' } }];
    const renamed = await setOptions(owner, { productId: made.id, options });
    expect(renamed.variants.map(({ title }) => title)).toEqual(['M', 'Small']);
    expect(idOf(renamed, 'Small')).toBe(only?.id);
    const plain = await setOptions(owner, { productId: made.id, options: [] });
    expect(plain.variants).toMatchObject([{ title: 'Renaming', choices: [] }]);
    const other = await setOptions(owner, { productId: made.id, options: [{ name: 'Size', values: ['one'] }] });
    expect(choicesOf(other)).toEqual(['one']);
  });

  test('one variant always stays', async () => {
    const { owner } = market;
    const made = await createProduct(owner, bowl({ title: 'Staying', options: [SIZES] }));
    const after = await setOptions(owner, { productId: made.id, options: [{ name: 'Size', values: ['one size'] }] });
    expect(choicesOf(after)).toEqual(['one size']);
    await expect(removeVariant(owner, { productId: made.id, variantId: idOf(after, 'one size') })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('variants one by one', () => {
  test('are added, changed together, and taken away', async () => {
    const { owner } = market;
    const made = await createProduct(owner, bowl({ title: 'Single', options: [SIZES], variants: [{ choices: ['S'] }] }));
    const added = await addVariant(owner, { productId: made.id, choices: ['M'], price: EUR(5000), stock: 3 });
    expect(added.variants).toMatchObject([{ choices: ['S'] }, { choices: ['M'], sku: 'SINGLE-M', stock: 3 }]);
    const refused = addVariant(owner, { productId: made.id, choices: ['M'], price: EUR(1) });
    await expect(refused).rejects.toMatchObject({ problems: [{ path: 'choices' }] });
    const [s, m] = [idOf(added, 'S'), idOf(added, 'M')];
    const changed = await changeVariants(owner, {
      productId: made.id,
      variants: [
        { id: s, choices: ['M'], stock: 9, widthMm: 10 },
        { id: m, choices: ['S'], price: EUR(700), sku: 'M-1' },
      ],
    });
    expect(changed.variants).toMatchObject([
      { id: m, choices: ['S'], title: 'S', price: EUR(700), sku: 'M-1', stock: 3 },
      { id: s, choices: ['M'], stock: 9, widthMm: 10 },
    ]);
    const swap = changeVariants(owner, { productId: made.id, variants: [{ id: s, choices: ['S'] }] });
    await expect(swap).rejects.toMatchObject({ problems: [{ path: 'variants.0.choices' }] });
    const taken = changeVariants(owner, {
      productId: made.id,
      variants: [
        { id: s, stock: 1 },
        { id: m, sku: s && changed.variants[1]?.sku },
      ],
    });
    await expect(taken).rejects.toMatchObject({ problems: [{ path: 'variants.1.sku' }] });
    expect((await getProduct(owner, { id: made.id })).variants[1]).toMatchObject({ id: s, stock: 9 });
    expect((await removeVariant(owner, { productId: made.id, variantId: m })).variants).toHaveLength(1);
    expect(await archivedOf(owner, made.id)).toEqual([]);
    expect((await eventsOf(owner, made.id)).filter((type) => type === 'product.updated')).toHaveLength(3);
  });

  test('show pictures of their product, which are put into order', async () => {
    const { owner } = market;
    const [one, two, stranger] = [await givePicture(owner), await givePicture(owner), await givePicture(owner)];
    const pictures = [one, two].map((pictureId) => ({ pictureId, altText: 'A bowl' }));
    const { id, variants } = await createProduct(owner, bowl({ title: 'Pictured', pictures, variants: [{ pictureIds: [two] }] }));
    expect(variants[0]?.pictureIds).toEqual([two]);
    const variantId = variants[0]?.id as string;
    const foreign = changeVariants(owner, { productId: id, variants: [{ id: variantId, pictureIds: [stranger] }] });
    await expect(foreign).rejects.toMatchObject({ problems: [{ path: 'variants.0.pictureIds.0' }] });
    const turned = await setPictures(owner, { productId: id, pictures: pictures.toReversed() });
    expect(turned.pictures.map(({ picture }) => picture.id)).toEqual([two, one]);
    expect(turned).toMatchObject({ picture: { id: two }, variants: [{ pictureIds: [two] }] });
    const fewer = await setPictures(owner, { productId: id, pictures: pictures.slice(0, 1) });
    expect(fewer).toMatchObject({ pictures: [{ picture: { id: one } }], variants: [{ pictureIds: [] }] });
    expect((await setPictures(owner, { productId: id, pictures: [] })).picture).toBeNull();
  });

  test('the database refuses what no operation may write', async () => {
    const { owner } = market;
    const { id, variants } = await createProduct(owner, bowl({ title: 'Guarded', options: [SIZES] }));
    const [first, second] = variants as [ProductDetail['variants'][0], ProductDetail['variants'][0]];
    const shop = owner.shop.id;
    const wrong = [
      sql`update variant set choices = ${[...second.choices]} where shop_id = ${shop} and id = ${first.id}`,
      sql`update variant set choices = '{}' where shop_id = ${shop} and id = ${first.id}`,
      sql`update variant set position = 1 where shop_id = ${shop} and id = ${first.id}`,
      sql`update variant set position = 100 where shop_id = ${shop} and id = ${first.id}`,
      sql`update variant set weight_grams = -1 where shop_id = ${shop} and id = ${first.id}`,
      sql`update variant set barcode = 'a b' where shop_id = ${shop} and id = ${first.id}`,
      sql`update product set options = '[]' where shop_id = ${shop} and id = ${id}`,
      sql`update product set options = '[{"name":"Size","values":["S","S"]}]' where shop_id = ${shop} and id = ${id}`,
      sql`update product set tax_category = 'Standard!' where shop_id = ${shop} and id = ${id}`,
      sql`update product set category = 'no-such' where shop_id = ${shop} and id = ${id}`,
    ];
    for (const query of wrong) await expect(query.execute(owner.db)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
  });
});

test('what is archived lies in carts as something that is not to be had, and gets into none', async () => {
  const { owner, guest } = market;
  const made = await publishProduct(owner, await createProduct(owner, bowl({ title: 'Put away', options: [SIZES] })));
  const lines = [{ variantId: idOf(made, 'M'), quantity: 1 }];
  const cart = await fillCart(guest, lines);
  await removeVariant(owner, { productId: made.id, variantId: idOf(made, 'M') });
  expect((await getProduct(guest, made)).variants).toHaveLength(2);
  expect(await getCart(guest, { cartId: cart.id })).toMatchObject({ lines: [{ stock: 0 }] });
  expect(await placeOrder(guest, { cartId: cart.id })).toMatchObject({ state: 'refused', reason: 'out_of_stock' });
  const other = await createCart(guest);
  expect(await addToCart(guest, { cartId: other.id, ...lines[0]! })).toMatchObject({ reason: 'no_such_variant' });
});

describe('translations', () => {
  test('are written, read, and taken away, with the words of the options', async () => {
    const { owner, guest } = market;
    const made = await createProduct(owner, bowl({ title: 'Spoken', options: [{ name: 'Size', values: ['Small', 'Large'] }] }));
    await publishProduct(owner, made);
    const words = { Size: 'Taglia', Small: 'Piccola' };
    const italian = { title: 'Parlata', description: 'Di noce.', optionWords: words };
    await setProductText(owner, { productId: made.id, language: 'it', ...italian });
    expect(await getProduct(guest, { id: made.id, language: 'it' })).toMatchObject({
      title: 'Parlata',
      language: 'it',
      options: [{ name: 'Taglia', values: ['Piccola', 'Large'] }],
      variants: [{ title: 'Piccola', choices: ['Piccola'] }, { title: 'Large' }],
    });
    expect(await getProduct(guest, { id: made.id })).toMatchObject({
      title: 'Spoken',
      languages: ['en', 'it'],
      variants: [{ title: 'Small' }, {}],
    });
    expect(await listProductTexts(owner, { productId: made.id })).toMatchObject([
      { language: 'en', isMain: true },
      { language: 'it', isMain: false, seoTitle: '', ...italian },
    ]);
    await removeProductText(owner, { productId: made.id, language: 'it' });
    expect(await getProduct(guest, { id: made.id, language: 'it' })).toMatchObject({ language: 'en', languages: ['en'] });
    await expect(removeProductText(owner, { productId: made.id, language: 'it' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeProductText(owner, { productId: made.id, language: 'en' })).rejects.toMatchObject({ code: 'conflict' });
    const wrong = setProductText(owner, { productId: made.id, language: 'Italian', title: 'x' });
    await expect(wrong).rejects.toMatchObject({ problems: [{ path: 'language' }] });
  });
});

test('a draft that was never sold is deleted; anything else stays', async () => {
  const { owner } = market;
  const draft = await createProduct(owner, bowl({ title: 'Never sold', options: [SIZES] }));
  await deleteProduct(owner, draft);
  await expect(getProduct(owner, draft)).rejects.toMatchObject({ code: 'not_found' });
  expect(await eventsOf(owner, draft.id)).toEqual(['product.created', 'product.deleted']);
  const sold = await sellBowl(owner, { title: 'On sale' });
  await expect(deleteProduct(owner, sold)).rejects.toMatchObject({ code: 'conflict' });
  expect((await getProduct(owner, sold)).status).toBe('on_sale');
});

test('who may not write is refused by every operation, and unknown fields are', async () => {
  const { owner, guest } = market;
  const viewer = { ...owner, actor: { ...owner.actor, role: 'viewer' } as typeof owner.actor };
  for (const write of [
    addVariant,
    changeVariants,
    deleteProduct,
    removeProductText,
    removeVariant,
    setOptions,
    setPictures,
    setProductText,
  ]) {
    await expect(write(guest, {} as never)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(write(viewer, {} as never)).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(updateProduct(owner, { id: guest.requestId, colour: 'red' } as never)).rejects.toMatchObject({ code: 'invalid_input' });
});
