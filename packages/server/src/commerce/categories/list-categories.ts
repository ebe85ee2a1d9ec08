import { sql } from 'kysely';
import { type Ctx, readInput } from '#platform';
import { z } from '@hono/zod-openapi';
import { mainLanguageOf } from '../products/product.store.ts';
import { languageSchema } from '../words.ts';
import type { CategoryView } from './category.ts';

export const listCategoriesSchema = z.object({ language: languageSchema.optional() });

/** All categories as a tree that is read from top to bottom: each before what lies in it, sisters by their places. @throws BottegaError invalid_input */
export async function listCategories(ctx: Ctx, input: z.input<typeof listCategoriesSchema> = {}): Promise<CategoryView[]> {
  const { language } = readInput(listCategoriesSchema, input);
  const { rows } = await sql<Omit<CategoryView, 'name'>>`
    select category.slug, category.parent, category.depth, category.position,
      coalesce((select jsonb_object_agg(text.language, text.name) from category_text text
        where text.shop_id = ${ctx.shop.id} and text.slug = category.slug), '{}') as names,
      exists (select from product_search search
        where search.shop_id = ${ctx.shop.id} and search.category = category.slug and search.status = 'on_sale') as "onSale"
    from category
    where category.shop_id = ${ctx.shop.id}
    order by category.position, category.created_at, category.slug`.execute(ctx.db);
  const named = rows.map((row) => ({ ...row, name: row.names[language ?? ''] ?? row.names[mainLanguageOf(ctx)] ?? null }));
  return inOrder(named, null);
}

const inOrder = (all: readonly CategoryView[], parent: string | null): CategoryView[] =>
  all.filter((one) => one.parent === parent).flatMap((one) => [one, ...inOrder(all, one.slug)]);
