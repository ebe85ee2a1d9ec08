import { sql } from 'kysely';
import { BottegaError, type Ctx, refuseField } from '#platform';
import { mainLanguageOf } from '../products/product.store.ts';
import { slugOf } from '../products/slug.ts';
import { DEEPEST, MOST_CATEGORIES } from './category.ts';

export const noSuchCategory = (): BottegaError => new BottegaError('not_found', 'This shop has no such category.');

/** The slugs of a category and of all that lies below it; none where there is no such category. */
export async function readSubtree(ctx: Ctx, slug: string): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`
    with recursive below as (
      select category.slug from category where category.shop_id = ${ctx.shop.id} and category.slug = ${slug}
      union all
      select category.slug from category join below on category.parent = below.slug where category.shop_id = ${ctx.shop.id})
    select slug from below`.execute(ctx.db);
  return rows.map((row) => row.slug);
}

export type CategoryPlace = { readonly slug: string; readonly parent: string | null; readonly depth: number };

/** Holds the whole tree until the transaction ends: what hangs where is changed by one at a time. */
export async function lockTree(ctx: Ctx): Promise<CategoryPlace[]> {
  return ctx.db
    .selectFrom('category')
    .select(['slug', 'parent', 'depth'])
    .where('shop_id', '=', ctx.shop.id)
    .orderBy('slug')
    .forNoKeyUpdate()
    .execute();
}

/** The place below `parent`. @throws BottegaError invalid_input where there is none, or it lies too deep */
export function placeBelow(tree: readonly CategoryPlace[], parent: string | null): { parent: string | null; parent_depth: number | null } {
  if (parent === null) return { parent: null, parent_depth: null };
  const found = tree.find(({ slug }) => slug === parent);
  if (!found) refuseField('parent', `This shop has no category "${parent}" to put it in.`);
  if (found.depth + 1 >= DEEPEST) refuseField('parent', `Categories lie at most ${DEEPEST} deep.`);
  return { parent, parent_depth: found.depth };
}

/** Writes a category behind its sisters, with its name in the main language; nothing but the name where the slug is there already. */
export async function insertCategory(
  ctx: Ctx,
  { slug, name, parent, position }: { slug: string; name?: string; parent: string | null; position?: number | undefined },
): Promise<void> {
  const tree = await lockTree(ctx);
  if (tree.length >= MOST_CATEGORIES) throw new BottegaError('conflict', `A shop has at most ${MOST_CATEGORIES} categories.`);
  const last = tree.filter((one) => one.parent === parent).length;
  await ctx.db
    .insertInto('category')
    .values({
      shop_id: ctx.shop.id,
      slug,
      ...placeBelow(tree, parent),
      position: position ?? last,
      created_at: ctx.clock.now().toString(),
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'slug']).doNothing())
    .execute();
  if (name !== undefined) await writeNames(ctx, slug, { [mainLanguageOf(ctx)]: name });
}

/** Writes names, and takes away those that are null. */
export async function writeNames(ctx: Ctx, slug: string, names: Readonly<Record<string, string | null>>): Promise<void> {
  for (const [language, name] of Object.entries(names)) {
    if (name === null) {
      await ctx.db
        .deleteFrom('category_text')
        .where('shop_id', '=', ctx.shop.id)
        .where('slug', '=', slug)
        .where('language', '=', language)
        .execute();
      continue;
    }
    await ctx.db
      .insertInto('category_text')
      .values({ shop_id: ctx.shop.id, slug, language, name })
      .onConflict((conflict) => conflict.columns(['shop_id', 'slug', 'language']).doUpdateSet({ name }))
      .execute();
  }
}

const hasCategory = async (ctx: Ctx, slug: string): Promise<boolean> =>
  (await ctx.db.selectFrom('category').select('slug').where('shop_id', '=', ctx.shop.id).where('slug', '=', slug).executeTakeFirst()) !==
  undefined;

/** The slug of the category that somebody means by its slug or by its name; one of a new name is made, in no other and behind the rest. */
export async function requireCategory(ctx: Ctx, named: string): Promise<string> {
  if (await hasCategory(ctx, named)) return named;
  const slug = slugOf(named, 'category');
  if (slug !== named && (await hasCategory(ctx, slug))) return slug;
  // A word that is a slug already is no name: pages call it as they call that kind of thing in each language.
  await insertCategory(ctx, { slug, ...(named === slug ? {} : { name: named }), parent: null });
  return slug;
}
