import type { Ctx } from '#platform';
import type { ProductDetail } from './product.ts';
import { loadProduct, noSuchProduct } from './product.store.ts';

/**
 * A product by its slug or its id, in `language` where there is copy in it. Guests see what is on sale.
 * @throws BottegaError not_found
 */
export async function getProduct(ctx: Ctx, input: { slug?: string; id?: string; language?: string | undefined }): Promise<ProductDetail> {
  const { id, slug, language } = input;
  if (id !== undefined) return loadProduct(ctx, { id }, language);
  if (slug !== undefined) return loadProduct(ctx, { slug }, language);
  throw noSuchProduct();
}
