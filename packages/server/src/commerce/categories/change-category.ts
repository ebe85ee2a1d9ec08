import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { type CategoryView, type ChangeCategory, changeCategorySchema, DEEPEST } from './category.ts';
import { type CategoryPlace, lockTree, noSuchCategory, placeBelow, writeNames } from './category.store.ts';
import { getCategory } from './get-category.ts';

/**
 * Puts a category, with all that lies below it, somewhere else, and changes its names. Its slug stays: addresses lead to it.
 * @throws BottegaError not_found, invalid_input (also for a place below itself), forbidden
 */
export async function changeCategory(ctx: Ctx, input: ChangeCategory): Promise<CategoryView> {
  authorise(ctx, 'products.write');
  const { slug, parent, position, names = {} } = readInput(changeCategorySchema, input);
  await inTransaction(ctx, async (tx) => {
    const tree = await lockTree(tx);
    if (!tree.some((one) => one.slug === slug)) throw noSuchCategory();
    if (parent !== undefined) requireRoom(tree, slug, parent);
    await tx.db
      .updateTable('category')
      .set((set) => ({ position: position ?? set.ref('position'), ...(parent === undefined ? {} : placeBelow(tree, parent)) }))
      .where('shop_id', '=', tx.shop.id)
      .where('slug', '=', slug)
      .execute();
    await writeNames(tx, slug, names);
    const detail = { slug, changed: Object.keys(input).filter((field) => field !== 'slug') };
    await appendEvent(tx, { type: 'category.changed', subjectId: tx.shop.id, payload: { slug } });
    await appendAudit(tx, { action: 'category.change', subjectId: tx.shop.id, detail });
  });
  return getCategory(ctx, slug);
}

/** @throws BottegaError invalid_input where the place lies in the category itself, or too deep for what lies below it */
function requireRoom(tree: readonly CategoryPlace[], slug: string, parent: string | null): void {
  const below = descendantsOf(tree, slug);
  if (parent !== null && below.some((one) => one.slug === parent)) refuseField('parent', 'A category cannot lie in itself.');
  const own = below[0]?.depth ?? 0;
  const height = Math.max(...below.map(({ depth }) => depth)) - own;
  const { parent_depth: above } = placeBelow(tree, parent);
  if (above !== null && above + 1 + height >= DEEPEST)
    refuseField('parent', `Categories lie at most ${DEEPEST} deep, with all that is in them.`);
}

/** A category and all that lies below it, itself first. */
const descendantsOf = (tree: readonly CategoryPlace[], slug: string): CategoryPlace[] =>
  tree
    .filter((one) => one.slug === slug)
    .flatMap((one) => [one, ...tree.filter(({ parent }) => parent === slug).flatMap((child) => descendantsOf(tree, child.slug))]);
