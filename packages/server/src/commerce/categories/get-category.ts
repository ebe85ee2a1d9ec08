import type { Ctx } from '#platform';
import type { CategoryView } from './category.ts';
import { noSuchCategory } from './category.store.ts';
import { listCategories } from './list-categories.ts';

/** One category. @throws BottegaError not_found */
export async function getCategory(ctx: Ctx, slug: string): Promise<CategoryView> {
  const found = (await listCategories(ctx)).find((category) => category.slug === slug);
  if (!found) throw noSuchCategory();
  return found;
}
