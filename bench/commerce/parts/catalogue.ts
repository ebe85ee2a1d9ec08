import { sql } from 'kysely';
import type { Ctx } from '../../../packages/server/src/platform/context.ts';
import { writeDocuments } from '../../../packages/server/src/commerce/products/read-model/write-documents.ts';
import { chanceOf } from '../../../plugins/offline/music/chance.ts';

const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe fi fo ga ge gi go la le li lo lu ma me mi mo mu na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo'.split(
    ' ',
  );
const DESCRIPTION = 'A sturdy thing, made by hand in small numbers, and each a little different from the one before.';

/** So many words that nobody knows, the first ones far more common than the last ones, as words are. */
export function makeWords(count: number): string[] {
  const chance = chanceOf(count);
  const words = new Set<string>();
  while (words.size < count) {
    const length = 2 + Math.floor(chance() * 3);
    words.add(Array.from({ length }, () => SYLLABLES[Math.floor(chance() * SYLLABLES.length)]).join(''));
  }
  return [...words];
}

/** Six words for each title; of few words the common ones stand in many titles. */
export function makeTitles(words: readonly string[], count: number): string[] {
  const chance = chanceOf(words.length + count);
  const pick = () => words[Math.floor(words.length * chance() ** 3)] as string;
  return Array.from({ length: count }, () => Array.from({ length: 6 }, pick).join(' '));
}

const AT_ONCE = 2_000;

/** Puts products on sale, each in three sizes with stock, one picture before them all, past the operations, which would take minutes. */
export async function fillShop(ctx: Ctx, titles: readonly string[], pictureId: string | null): Promise<string[]> {
  const shop = ctx.shop.id;
  await sql`insert into category (shop_id, slug, created_at) values (${shop}, 'things', now()) on conflict do nothing`.execute(ctx.db);
  await sql`insert into location (shop_id, id, name, position) values (${shop}, uuidv7(), 'Workshop', 0) on conflict do nothing`.execute(
    ctx.db,
  );
  const ids: string[] = [];
  for (let from = 0; from < titles.length; from += AT_ONCE) {
    const some = await insertProducts(ctx, titles.slice(from, from + AT_ONCE), from);
    await insertBeside(ctx, some, pictureId);
    await writeDocuments(ctx, some);
    ids.push(...some);
  }
  return ids;
}

async function insertProducts(ctx: Ctx, titles: readonly string[], from: number): Promise<string[]> {
  const shop = ctx.shop.id;
  const options = JSON.stringify([{ name: 'Size', values: ['S', 'M', 'L'] }]);
  const { rows } = await sql<{ id: string }>`
    insert into product (shop_id, id, slug, status, category, options, main_language, created_at, updated_at)
    select ${shop}, uuidv7(), 'product-' || (${from}::int + place), 'on_sale', 'things', ${options}::jsonb, 'en', now(), now()
    from generate_series(1, ${titles.length}::int) place order by place returning id`.execute(ctx.db);
  const ids = rows.map(({ id }) => id);
  await sql`
    insert into product_text (shop_id, product_id, language, title, description, seo_title, seo_description, alt_text)
    select ${shop}, id, 'en', title, ${DESCRIPTION}, '', '', 'A thing of clay'
    from unnest(${ids}::uuid[], ${[...titles]}::text[]) as one (id, title)`.execute(ctx.db);
  return ids;
}

async function insertBeside(ctx: Ctx, ids: readonly string[], pictureId: string | null): Promise<void> {
  const shop = ctx.shop.id;
  if (pictureId !== null) {
    await sql`
      insert into product_picture (shop_id, product_id, position, picture_id, alt_text)
      select ${shop}, id, 0, ${pictureId}, 'A thing of clay' from unnest(${[...ids]}::uuid[]) as one (id)`.execute(ctx.db);
  }
  await sql`
    with made as (
      insert into variant (shop_id, id, product_id, position, sku, title, choices, price_amount, price_currency, weight_grams)
      select ${shop}, uuidv7(), one.id, size.place - 1, one.id || '-' || size.name, size.name, array[size.name],
        1000 + size.place * 250, ${ctx.shop.currency}, 300
      from unnest(${[...ids]}::uuid[]) as one (id), unnest('{S,M,L}'::text[]) with ordinality as size (name, place)
      order by one.id, size.place returning id)
    insert into stock (shop_id, variant_id, location_id, on_hand)
    select ${shop}, made.id, location.id, 1000 from made, location where location.shop_id = ${shop}`.execute(ctx.db);
}
