import type { Ctx } from '#platform';
import type { ProductDetail } from './product.ts';
import { loadProductText, noSuchProduct } from './product.store.ts';

type Wanted = { slug?: string; id?: string; language?: string | undefined };

/**
 * A product by its slug or its id, in `language` where there is copy in it. Guests see what is on sale.
 * @throws BottegaError not_found
 */
export async function getProduct(ctx: Ctx, input: Wanted): Promise<ProductDetail> {
  return JSON.parse(await getProductText(ctx, input)) as ProductDetail;
}

/** The same as JSON. @throws BottegaError not_found */
export async function getProductText(ctx: Ctx, input: Wanted): Promise<string> {
  const { id, slug, language } = input;
  if (id !== undefined) return loadProductText(ctx, { id }, language);
  if (slug !== undefined) return loadProductText(ctx, { slug }, language);
  throw noSuchProduct();
}
