import { authorise, type Ctx } from '#platform';
import { isId } from '../words.ts';
import type { ProductTextView } from './product.ts';
import { noSuchProduct } from './product.store.ts';

/** What a product says in each language, as it was written; the main language first. @throws BottegaError not_found, forbidden */
export async function listProductTexts(ctx: Ctx, { productId }: { productId: string }): Promise<ProductTextView[]> {
  authorise(ctx, 'products.read');
  if (!isId(productId)) throw noSuchProduct();
  const rows = await ctx.db
    .selectFrom('product_text as text')
    .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'text.shop_id').onRef('product.id', '=', 'text.product_id'))
    .select(['text.language', 'title', 'description', 'seo_title', 'seo_description', 'alt_text', 'option_words', 'main_language'])
    .where('text.shop_id', '=', ctx.shop.id)
    .where('text.product_id', '=', productId)
    .orderBy('text.language')
    .execute();
  if (rows.length === 0) throw noSuchProduct();
  return rows
    .map((row) => ({
      language: row.language,
      isMain: row.language === row.main_language,
      title: row.title,
      description: row.description,
      seoTitle: row.seo_title,
      seoDescription: row.seo_description,
      altText: row.alt_text,
      optionWords: { ...row.option_words },
    }))
    .sort((one, other) => Number(other.isMain) - Number(one.isMain));
}
