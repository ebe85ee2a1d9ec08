import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction, readInput } from '#platform';
import { slugOf } from '../products/slug.ts';
import { type CategoryView, type CreateCategory, newCategorySchema } from './category.ts';
import { insertCategory, lockTree, writeNames } from './category.store.ts';
import { getCategory } from './get-category.ts';

/** Makes a category. @throws BottegaError invalid_input, conflict where its slug is taken, forbidden */
export async function createCategory(ctx: Ctx, input: CreateCategory): Promise<CategoryView> {
  authorise(ctx, 'products.write');
  const { name, parent = null, position, names = {}, ...given } = readInput(newCategorySchema, input);
  const slug = given.slug ?? slugOf(name, 'category');
  await inTransaction(ctx, async (tx) => {
    const tree = await lockTree(tx);
    if (tree.some((one) => one.slug === slug)) {
      const message = `There is a category "${slug}" already: give another slug, or change that one.`;
      throw new BottegaError('conflict', message, { problems: [{ path: 'slug', message }] });
    }
    await insertCategory(tx, { slug, name, parent, position });
    await writeNames(tx, slug, names);
    await appendEvent(tx, { type: 'category.changed', subjectId: tx.shop.id, payload: { slug } });
    await appendAudit(tx, { action: 'category.create', subjectId: tx.shop.id, detail: { slug, parent } });
  });
  return getCategory(ctx, slug);
}
