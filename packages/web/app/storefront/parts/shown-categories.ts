import type { CategoryView } from '../types.ts';

/** Whether anything of a category, or of what lies below it, is on sale. */
export function isStocked(categories: readonly CategoryView[], category: CategoryView): boolean {
  return category.onSale || categories.some((one) => one.parent === category.slug && isStocked(categories, one));
}

/** The categories below `parent` that lead to something, in their order; null for those that lie in no other. */
export const shownBelow = (categories: readonly CategoryView[], parent: string | null): string[] =>
  categories.filter((category) => category.parent === parent && isStocked(categories, category)).map(({ slug }) => slug);
