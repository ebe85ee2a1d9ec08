import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { fits, keyOf } from './options.ts';
import type { ProductDetail } from './product.ts';
import { loadProduct, type LockedProduct, lockProduct, touchProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';
import { requireShopCurrency } from './shop-currency.ts';
import { type ChangeVariants, changeVariantsSchema, type VariantChange } from './variant.ts';
import { arrangeVariants, changeVariant, isLive, type KnownVariant, readVariants, setStocks } from './variants.store.ts';

type Change = VariantChange & { readonly id: string };

/**
 * Changes what is given of some variants of a product, all of them or none.
 * @throws BottegaError not_found, invalid_input, unknown_currency, forbidden
 */
export async function changeVariants(ctx: Ctx, input: ChangeVariants): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  const { productId, variants } = readInput(changeVariantsSchema, input);
  for (const [index, { price }] of variants.entries()) if (price) requireShopCurrency(ctx, price, `variants.${index}.price`);
  await inTransaction(ctx, async (tx) => {
    const product = await lockProduct(tx, productId);
    requireFitting(product, (await readVariants(tx, productId)).filter(isLive), variants);
    for (const [index, { id, ...change }] of variants.entries()) await changeVariant(tx, productId, id, change, `variants.${index}.`);
    await arrangeVariants(tx, productId, product.options);
    await setStocks(
      tx,
      variants.flatMap(({ id, stock }) => (stock === undefined ? [] : [{ id, stock }])),
    );
    await touchProduct(tx, productId);
    await writeDocuments(tx, [productId]);
    await appendEvent(tx, { type: 'product.updated', subjectId: productId, payload: { changed: ['variants'] } });
    const detail = { variants: variants.map(({ id, ...change }) => ({ id, changed: Object.keys(change) })) };
    await appendAudit(tx, { action: 'product.change_variants', subjectId: productId, detail });
  });
  return loadProduct(ctx, { id: productId });
}

/** @throws BottegaError not_found for what is no variant of the product, invalid_input where choices do not fit or come twice */
function requireFitting({ options }: LockedProduct, live: readonly KnownVariant[], variants: readonly Change[]): void {
  const after = new Map(live.map(({ id, choices }) => [id, keyOf(choices)]));
  for (const [index, { id, choices }] of variants.entries()) {
    if (!after.has(id)) throw new BottegaError('not_found', 'This product has no such variant.');
    if (!choices) continue;
    if (!fits(options, choices)) refuseField(`variants.${index}.choices`, 'Choose one value of each option, in the order of the options.');
    after.set(id, keyOf(choices));
  }
  const twice = variants.findIndex(({ id }) => [...after].some(([other, key]) => other !== id && key === after.get(id)));
  if (twice >= 0) refuseField(`variants.${twice}.choices`, 'There is another variant with these choices.');
}
