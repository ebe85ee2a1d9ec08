import { sql } from 'kysely';
import { type Ctx, inTransaction } from '#platform';
import { DOCUMENT_VERSION, documentsOf, searchRowOf } from './document.ts';
import { readFacts } from './product-facts.ts';

const AT_ONCE = 100;

/**
 * Writes what shoppers receive of these products anew, in the transaction of the change. Whoever changes a product, its texts, pictures,
 * films, options, or the price of a variant calls this last; a sale does not: stock is no part of it.
 */
export async function writeDocuments(ctx: Ctx, productIds: readonly string[]): Promise<void> {
  for (let from = 0; from < productIds.length; from += AT_ONCE) await writeSome(ctx, productIds.slice(from, from + AT_ONCE));
}

async function writeSome(ctx: Ctx, productIds: readonly string[]): Promise<void> {
  const facts = await readFacts(ctx, productIds);
  if (facts.length === 0) return;
  const shop_id = ctx.shop.id;
  const documents = facts.flatMap(documentsOf);
  await ctx.db
    .deleteFrom('product_document')
    .where('shop_id', '=', shop_id)
    .where('product_id', '=', sql<string>`any(${facts.map(({ id }) => id)})`)
    .where(sql`product_id || ' ' || language`, '<>', sql`all(${documents.map(({ product_id, language }) => `${product_id} ${language}`)})`)
    .execute();
  await ctx.db
    .insertInto('product_document')
    .values(documents.map((document) => ({ shop_id, ...document })))
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'product_id', 'language']).doUpdateSet(({ ref }) => ({
        is_main: ref('excluded.is_main'),
        version: ref('excluded.version'),
        slug: ref('excluded.slug'),
        status: ref('excluded.status'),
        variant_ids: ref('excluded.variant_ids'),
        list_text: ref('excluded.list_text'),
        detail_text: ref('excluded.detail_text'),
      })),
    )
    .execute();
  await ctx.db
    .insertInto('product_search')
    .values(facts.map((one) => ({ shop_id, ...searchRowOf(one) })))
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'product_id']).doUpdateSet(({ ref }) => ({
        status: ref('excluded.status'),
        category: ref('excluded.category'),
        price: ref('excluded.price'),
        title: ref('excluded.title'),
        words: ref('excluded.words'),
      })),
    )
    .execute();
}

/** Writes the documents of these products anew outside of any change of theirs, one change after the other. */
export async function renewDocuments(ctx: Ctx, productIds: readonly string[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const locked = await tx.db
      .selectFrom('product')
      .select('id')
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', sql<string>`any(${productIds})`)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    await writeDocuments(
      tx,
      locked.map(({ id }) => id),
    );
  });
}

/** Writes those that an older program has left; how many there were. */
export async function renewOldDocuments(ctx: Ctx): Promise<number> {
  for (let done = 0; ; ) {
    const old = await ctx.db
      .selectFrom('product_document')
      .select('product_id')
      .distinct()
      .where('shop_id', '=', ctx.shop.id)
      .where('version', '<', DOCUMENT_VERSION)
      .limit(AT_ONCE)
      .execute();
    if (old.length === 0) return done;
    await renewDocuments(
      ctx,
      old.map(({ product_id }) => product_id),
    );
    done += old.length;
  }
}
