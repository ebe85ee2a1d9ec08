import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { fits, keyOf, MOST_VARIANTS } from './options.ts';
import type { ProductDetail } from './product.ts';
import { loadProduct, lockProduct, touchProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';
import { requireShopCurrency } from './shop-currency.ts';
import { type AddVariant, addVariantSchema } from './variant.ts';
import { arrangeVariants, isLive, makeVariants, nameSkus, readVariants } from './variants.store.ts';

/**
 * Gives a product one more variant: a combination of its options that it lacks. One that was archived comes back.
 * @throws BottegaError not_found, invalid_input, unknown_currency, conflict where there is one already and at the hundredth, forbidden
 */
export async function addVariant(ctx: Ctx, input: AddVariant): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  const { productId, ...variant } = readInput(addVariantSchema, input);
  requireShopCurrency(ctx, variant.price);
  await inTransaction(ctx, async (tx) => {
    const { options, slug } = await lockProduct(tx, productId);
    if (!fits(options, variant.choices)) refuseField('choices', 'Choose one value of each option, in the order of the options.');
    const live = (await readVariants(tx, productId)).filter(isLive);
    if (live.some(({ choices }) => keyOf(choices) === keyOf(variant.choices))) {
      const message = 'There is a variant with these choices already: change that one.';
      throw new BottegaError('conflict', message, { problems: [{ path: 'choices', message }] });
    }
    if (live.length >= MOST_VARIANTS) throw new BottegaError('conflict', `A product has at most ${MOST_VARIANTS} variants.`);
    const [named = ''] = variant.sku === undefined ? await nameSkus(tx, slug.toUpperCase().slice(0, 60), [variant.choices]) : [variant.sku];
    const [id] = await makeVariants(tx, productId, [{ ...variant, sku: named }], null);
    await arrangeVariants(tx, productId, options);
    await touchProduct(tx, productId);
    await writeDocuments(tx, [productId]);
    await appendEvent(tx, { type: 'product.updated', subjectId: productId, payload: { changed: ['variants'] } });
    await appendAudit(tx, { action: 'product.add_variant', subjectId: productId, detail: { variant: id, sku: named } });
  });
  return loadProduct(ctx, { id: productId });
}
