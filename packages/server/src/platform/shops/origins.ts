import { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import type { Database } from '../database/database.ts';
import type { Db } from '../database/tables.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit } from '../events/append.ts';

declare module '../database/tables.ts' {
  interface Tables {
    shop_origin: { shop_id: string; origin: string };
  }
}

const MOST_ORIGINS = 20;

/** A scheme, a host and maybe a port, as browsers write it: https://shop.example. No wildcard: each site is named. */
const originSchema = z
  .string()
  .max(260)
  .refine(
    (text) => /^https?:[^*]+$/.test(text) && URL.parse(text)?.origin === text,
    'Write an origin such as https://shop.example, without a path.',
  )
  .openapi({ example: 'https://shop.example' });

export const originsSchema = z
  .object({ origins: z.array(originSchema).max(MOST_ORIGINS, `At most ${MOST_ORIGINS} origins.`) })
  .openapi('Origins');

export type Origins = z.output<typeof originsSchema>;

const selectOrigins = async (db: Db, shopId: string): Promise<string[]> => {
  const rows = await db.selectFrom('shop_origin').select('origin').where('shop_id', '=', shopId).orderBy('origin').execute();
  return rows.map(({ origin }) => origin);
};

/** The sites whose pages may ask the API for this shop. @throws BottegaError unauthenticated, forbidden */
export async function getOrigins(ctx: Ctx): Promise<Origins> {
  authorise(ctx, 'shop.read');
  return { origins: await selectOrigins(ctx.db, ctx.shop.id) };
}

/** Replaces them. @throws BottegaError invalid_input, unauthenticated, forbidden */
export async function setOrigins(ctx: Ctx, input: Origins): Promise<Origins> {
  authorise(ctx, 'shop.write');
  const origins = [...new Set(readInput(originsSchema, input).origins)].sort();
  return inTransaction(ctx, async (inside) => {
    const { db, shop } = inside;
    await db.deleteFrom('shop_origin').where('shop_id', '=', shop.id).execute();
    if (origins.length > 0) {
      await db
        .insertInto('shop_origin')
        .values(origins.map((origin) => ({ shop_id: shop.id, origin })))
        .execute();
    }
    await appendAudit(inside, { action: 'shop.origins_set', subjectId: shop.id, detail: { origins } });
    return { origins };
  });
}

/** Whether a site may ask for a shop, remembered for a moment: every request from another site asks. */
export type OriginDirectory = { allows(shopId: string, origin: string): Promise<boolean> };

const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 1_000;

export function createOriginDirectory(database: Pick<Database, 'forShop'>): OriginDirectory {
  const known = new Map<string, { readonly origins: ReadonlySet<string>; readonly until: number }>();
  return {
    async allows(shopId, origin) {
      const entry = known.get(shopId);
      if (entry && entry.until > performance.now()) return entry.origins.has(origin);
      const origins = new Set(await selectOrigins(database.forShop(shopId), shopId));
      known.delete(shopId);
      if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value as string);
      known.set(shopId, { origins, until: performance.now() + REMEMBERED_MS });
      return origins.has(origin);
    },
  };
}
