import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction } from '#platform';
import { lockTree, noSuchCategory } from './category.store.ts';

/** Takes an empty category away. @throws BottegaError not_found, conflict while something is in it, forbidden */
export async function deleteCategory(ctx: Ctx, { slug }: { slug: string }): Promise<void> {
  authorise(ctx, 'products.write');
  await inTransaction(ctx, async (tx) => {
    const tree = await lockTree(tx);
    if (!tree.some((one) => one.slug === slug)) throw noSuchCategory();
    if (tree.some(({ parent }) => parent === slug))
      throw new BottegaError('conflict', 'Other categories lie in this one: move them first.');
    // Whoever puts a product into it just now is waited for, and counted.
    await tx.db.selectFrom('category').select('slug').where('shop_id', '=', tx.shop.id).where('slug', '=', slug).forUpdate().execute();
    const { count } = await tx.db
      .selectFrom('product')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('shop_id', '=', tx.shop.id)
      .where('category', '=', slug)
      .executeTakeFirstOrThrow();
    if (count > 0)
      throw new BottegaError('conflict', `There are ${count} products in this category, archived ones counted: move them first.`);
    await tx.db.deleteFrom('category').where('shop_id', '=', tx.shop.id).where('slug', '=', slug).execute();
    await appendEvent(tx, { type: 'category.changed', subjectId: tx.shop.id, payload: { slug } });
    await appendAudit(tx, { action: 'category.delete', subjectId: tx.shop.id, detail: { slug } });
  });
}
