import { z } from '@hono/zod-openapi';
import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { idSchema } from '../words.ts';
import { carryOver, changedOptionsSchema, combinationsOf, countCombinations, keyOf, MOST_VARIANTS, type NewOption } from './options.ts';
import type { ProductDetail } from './product.ts';
import { loadProduct, lockProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';
import { arrangeVariants, isLive, type KnownVariant, makeVariants, nameSkus, readVariants, retireVariants } from './variants.store.ts';

export const optionsBodySchema = z
  .strictObject({
    options: changedOptionsSchema.openapi({ description: 'All options as they are to be, at most three; none for a product of one kind.' }),
    fill: z.boolean().default(false).openapi({
      description: 'Whether combinations that there is no variant of are made, at the price of the first variant and with no stock.',
    }),
  })
  .openapi('OptionsChange', { example: { options: [{ name: 'Size', values: ['S', 'M'] }], fill: true } });
const setOptionsSchema = optionsBodySchema.extend({ productId: idSchema });
type SetOptions = z.input<typeof setOptionsSchema>;

/**
 * Says what a product can be chosen by. Each variant keeps its choices where they are still there and takes the first value of an option
 * that is new; those that have no place any more, or the same place as one before them, are archived when they are in an order or a cart and
 * deleted otherwise. One always stays.
 * @throws BottegaError not_found, invalid_input, forbidden
 */
export async function setOptions(ctx: Ctx, input: SetOptions): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  const { productId, options, fill } = readInput(setOptionsSchema, input);
  const count = countCombinations(options);
  if (fill && count > MOST_VARIANTS)
    refuseField('options', `These options make ${count} variants; a product has at most ${MOST_VARIANTS}.`);
  await inTransaction(ctx, async (tx) => {
    const product = await lockProduct(tx, productId);
    const live = (await readVariants(tx, productId)).filter(isLive);
    const { kept, gone } = settle(live, product.options, options);
    const archived = await retireVariants(tx, gone);
    await writeOptions(tx, productId, options);
    await writeChoices(tx, kept);
    const made = fill ? await fillUp(tx, productId, options, { first: live[0] as KnownVariant, kept, slug: product.slug }) : 0;
    await arrangeVariants(tx, productId, options);
    await writeDocuments(tx, [productId]);
    const detail = { options: options.map(({ name }) => name), made, archived, deleted: gone.length - archived };
    await appendEvent(tx, { type: 'product.updated', subjectId: productId, payload: { changed: ['options'] } });
    await appendAudit(tx, { action: 'product.set_options', subjectId: productId, detail });
  });
  return loadProduct(ctx, { id: productId });
}

type Kept = ReadonlyMap<string, readonly string[]>;

/** Which variants stay with which choices, and which go. */
function settle(live: readonly KnownVariant[], before: readonly NewOption[], after: readonly NewOption[]): { kept: Kept; gone: string[] } {
  const kept = new Map<string, readonly string[]>();
  const places = new Set<string>();
  for (const { id, choices } of live) {
    const carried = carryOver(before, after, choices);
    if (carried === null || places.has(keyOf(carried))) continue;
    places.add(keyOf(carried));
    kept.set(id, carried);
  }
  const [first] = live;
  if (kept.size === 0 && first)
    kept.set(first.id, combinationsOf(after.map((option) => ({ ...option, values: option.values.slice(0, 1) })))[0] ?? []);
  return { kept, gone: live.map(({ id }) => id).filter((id) => !kept.has(id)) };
}

async function writeOptions(ctx: Ctx, productId: string, options: readonly NewOption[]): Promise<void> {
  await ctx.db
    .updateTable('product')
    .set({
      options: JSON.stringify(options.map(({ name, values }) => ({ name, values }))),
      updated_at: ctx.clock.now().toString(),
    })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', productId)
    .execute();
}

async function writeChoices(ctx: Ctx, kept: Kept): Promise<void> {
  for (const [id, choices] of kept) {
    await ctx.db
      .updateTable('variant')
      .set({ choices: [...choices] })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .execute();
  }
}

type From = { readonly first: KnownVariant; readonly kept: Kept; readonly slug: string };

async function fillUp(ctx: Ctx, productId: string, options: readonly NewOption[], { first, kept, slug }: From): Promise<number> {
  const there = new Set([...kept.values()].map(keyOf));
  const missing = combinationsOf(options).filter((choices) => !there.has(keyOf(choices)));
  const skus = await nameSkus(ctx, slug.toUpperCase().slice(0, 60), missing);
  const price = { amount: first.price_amount, currency: first.price_currency };
  const made = missing.map((choices, index) => ({ choices, sku: skus[index] as string, price, stock: 0, weightGrams: first.weight_grams }));
  await makeVariants(ctx, productId, made, null);
  return made.length;
}
