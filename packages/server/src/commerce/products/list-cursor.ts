import { z } from 'zod';
import { isId } from '../words.ts';
import type { ProductSort } from './product.ts';

/** Where a page ended: what it was ordered by, and the product. */
export type SortKey = { readonly value: string | number | null; readonly id: string };

const VALUE: Readonly<Record<ProductSort, z.ZodType<SortKey['value']>>> = {
  relevance: z.number(),
  newest: z.null(),
  price: z.int(),
  '-price': z.int(),
  title: z.string(),
};

/** The cursor of the page behind one that ended there; in the newest-first order it is the product's id alone. */
export const writeCursor = (sort: ProductSort, { value, id }: SortKey): string =>
  sort === 'newest' ? id : Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');

/** Null for what is no cursor of this order. */
export function readCursor(sort: ProductSort, cursor: string): SortKey | null {
  if (sort === 'newest') return isId(cursor) ? { value: null, id: cursor } : null;
  const read = z.tuple([z.literal(sort), VALUE[sort], z.uuid()]).safeParse(parse(cursor));
  return read.success ? { value: read.data[1], id: read.data[2] } : null;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined; // not one of ours: whoever asked is told so
  }
}
