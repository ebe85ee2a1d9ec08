import type { Shop } from './shop-of.ts';

/** How many products are looked through for their categories. */
const LOOKED_THROUGH = 500;

/** The categories that have something on sale, the fullest first. */
export async function listCategories({ ctx, commerce }: Shop): Promise<string[]> {
  const counts = new Map<string, number>();
  let after: string | undefined;
  for (let seen = 0; seen < LOOKED_THROUGH; ) {
    const page = await commerce.listProducts(ctx, { status: 'on_sale', limit: 100, ...(after !== undefined && { after }) });
    for (const { category } of page.items) counts.set(category, (counts.get(category) ?? 0) + 1);
    seen += page.items.length;
    if (page.next === null) break;
    after = page.next;
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([category]) => category);
}
