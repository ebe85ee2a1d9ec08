import { z } from '@hono/zod-openapi';

/** Where a page begins: the id that the page before ended with. Anything else is refused with 422. */
export const cursorSchema = z.uuid('This cursor is not from a page of ours.');

/** What every list takes: the cursor that the page before ended with, and how many (20, at most 100). */
export const pageInputSchema = z.object({
  cursor: cursorSchema.optional().openapi({ description: 'The `next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20).openapi({ description: 'How many, at most 100.' }),
});

/** One page of a list; `next` is null on the last. */
export type Page<T> = { readonly items: T[]; readonly next: string | null };

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** Cuts what was read, one row more than the page holds, into the page and its cursor. */
export function toPage<T extends { readonly id: string }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
