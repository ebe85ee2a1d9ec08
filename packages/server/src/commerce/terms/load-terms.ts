import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Ctx } from '#platform';
import { effectivePrice, fullPrice, type PriceOffer, type PriceQuestion } from '../prices/effective-price.ts';
import { type PromotionRow, toPromotionTerms } from '../promotions/promotion.ts';
import { NO_TERMS, type Terms } from './terms.ts';

/** A shop's terms, and the prices on its lists that were asked for so far. */
type Known = { readonly terms: Terms; readonly entries: Map<string, readonly Entry[]> };

type Entry = { readonly listId: string; readonly leastQuantity: number; readonly amount: number };

const MOST_SHOPS = 1_000;
const MOST_VARIANTS = 20_000;
const known = new Map<string, Known>();

/** The version that the shop's terms have now; 0 for one that never said anything. */
export async function readTermsVersion(ctx: Ctx): Promise<number> {
  const row = await ctx.db.selectFrom('terms_version').select('version').where('shop_id', '=', ctx.shop.id).executeTakeFirst();
  return row?.version ?? 0;
}

/**
 * The shop's terms, from memory as long as their version is the one that the database has. `version` is what a reader has just read beside
 * its own rows; without it the version is asked for.
 */
export async function loadTerms(ctx: Ctx, version?: number): Promise<Terms> {
  return (await loadKnown(ctx, version ?? (await readTermsVersion(ctx)))).terms;
}

async function loadKnown(ctx: Ctx, version: number): Promise<Known> {
  if (version === 0) return { terms: NO_TERMS, entries: new Map() };
  const held = known.get(ctx.shop.id);
  if (held?.terms.version === version) return held;
  const fresh: Known = { terms: await readTerms(ctx), entries: new Map() };
  remember(ctx.shop.id, fresh);
  return fresh;
}

/** The one that was looked at least recently goes first. An older answer that comes late never replaces a newer one. */
function remember(shopId: string, fresh: Known): void {
  const held = known.get(shopId);
  if (held && held.terms.version > fresh.terms.version) return;
  known.delete(shopId);
  if (known.size >= MOST_SHOPS) known.delete(known.keys().next().value as string);
  known.set(shopId, fresh);
}

/** All of it in one statement: what is kept in memory was true at one moment. */
async function readTerms(ctx: Ctx): Promise<Terms> {
  const shop = ctx.shop.id;
  const row = await ctx.db
    .selectFrom('terms_version')
    .select('version')
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('price_list')
          .select(['id', 'name', 'currency', 'group_id', 'starts_at', 'ends_at'])
          .where('shop_id', '=', shop)
          .where('state', '=', 'on')
          .orderBy('id'),
      ).as('lists'),
      jsonArrayFrom(selectFrom('zone').select(['id', 'kind', 'shipping_category']).where('shop_id', '=', shop).orderBy('id')).as('zones'),
      jsonArrayFrom(selectFrom('zone_place').select(['zone_id', 'country', 'region']).where('shop_id', '=', shop)).as('places'),
      jsonArrayFrom(selectFrom('tax_rate').select(['zone_id', 'category', 'bps']).where('shop_id', '=', shop)).as('taxRates'),
      jsonArrayFrom(
        selectFrom('shipping_rate')
          .select(['id', 'zone_id', 'name', 'kind', 'currency', 'amount', 'steps', 'free_from', 'carrier', 'service'])
          .where('shop_id', '=', shop)
          .where('state', '=', 'on')
          .orderBy('position')
          .orderBy('id'),
      ).as('shippingRates'),
      jsonArrayFrom(
        selectFrom('promotion')
          .selectAll()
          .where('shop_id', '=', shop)
          .where('state', '=', 'on')
          .orderBy('priority', 'desc')
          .orderBy('needs_code', 'desc')
          .orderBy('id'),
      ).as('promotions'),
    ])
    .where('shop_id', '=', shop)
    .executeTakeFirst();
  return row ? toTerms(row) : NO_TERMS;
}

type TermsRow = {
  version: number;
  lists: { id: string; name: string; currency: string; group_id: string | null; starts_at: string | null; ends_at: string | null }[];
  zones: { id: string; kind: 'tax' | 'shipping'; shipping_category: string | null }[];
  places: { zone_id: string; country: string; region: string }[];
  taxRates: { zone_id: string; category: string; bps: number }[];
  shippingRates: {
    id: string;
    zone_id: string;
    name: string;
    kind: Terms['shippingZones'][number]['rates'][number]['kind'];
    currency: string;
    amount: number;
    steps: Terms['shippingZones'][number]['rates'][number]['steps'];
    free_from: number | null;
    carrier: string | null;
    service: string | null;
  }[];
  promotions: PromotionRow[];
};

function toTerms(row: TermsRow): Terms {
  const places = Map.groupBy(row.places, (place) => place.zone_id);
  const taxRates = Map.groupBy(row.taxRates, (rate) => rate.zone_id);
  const shippingRates = Map.groupBy(row.shippingRates, (rate) => rate.zone_id);
  const placesOf = (id: string) => (places.get(id) ?? []).map(({ country, region }) => ({ country, region }));
  return {
    version: row.version,
    priceLists: row.lists.map(({ id, name, currency, group_id, starts_at, ends_at }) => ({
      ...{ id, name, currency, group: group_id },
      ...{ startsAt: toMs(starts_at), endsAt: toMs(ends_at) },
    })),
    taxZones: row.zones
      .filter((zone) => zone.kind === 'tax')
      .map(({ id, shipping_category }) => ({
        ...{ id, places: placesOf(id), shippingCategory: shipping_category },
        rates: Object.fromEntries((taxRates.get(id) ?? []).map(({ category, bps }) => [category, bps])),
      })),
    shippingZones: row.zones
      .filter((zone) => zone.kind === 'shipping')
      .map(({ id }) => ({
        id,
        places: placesOf(id),
        rates: (shippingRates.get(id) ?? []).map(({ free_from, zone_id: _, ...rate }) => ({ ...rate, freeFrom: free_from })),
      })),
    promotions: row.promotions.map(toPromotionTerms),
  };
}

export const toMs = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

/** Where a variant is asked for by its own price and in the shop's currency; another currency has only lists. */
export type PricedVariant = { readonly variantId: string; readonly base: number | null; readonly quantity: number };

export type VariantPrice = { readonly unitAmount: number; readonly baseAmount: number };

/** What each variant costs one buyer now, in the order asked; null for one that has no price in that currency. */
export async function priceVariants(
  ctx: Ctx,
  terms: Terms,
  variants: readonly PricedVariant[],
  { currency, ...who }: Omit<PriceQuestion, 'quantity'> & { readonly currency: string },
): Promise<(VariantPrice | null)[]> {
  const lists = new Map(terms.priceLists.filter((list) => list.currency === currency).map((list) => [list.id, list]));
  const entries = lists.size === 0 ? new Map<string, readonly Entry[]>() : await loadEntries(ctx, terms, variants);
  return variants.map(({ variantId, base, quantity }) => {
    const offers = (entries.get(variantId) ?? []).flatMap(({ listId, ...entry }): PriceOffer[] => {
      const list = lists.get(listId);
      return list ? [{ ...entry, group: list.group, startsAt: list.startsAt, endsAt: list.endsAt }] : [];
    });
    const unitAmount = effectivePrice(base, offers, { ...who, quantity });
    return unitAmount === null ? null : { unitAmount, baseAmount: fullPrice(base, offers) ?? unitAmount };
  });
}

/** The prices on lists of these variants, each read once for a version of the terms: they are as new as it, or newer. */
async function loadEntries(ctx: Ctx, terms: Terms, variants: readonly Pick<PricedVariant, 'variantId'>[]): Promise<Known['entries']> {
  const { entries } = await loadKnown(ctx, terms.version);
  const missing = variants.filter(({ variantId }) => !entries.has(variantId)).map(({ variantId }) => variantId);
  if (missing.length === 0) return entries;
  const rows = await ctx.db
    .selectFrom('price_entry')
    .select(['variant_id', 'list_id as listId', 'least_quantity as leastQuantity', 'amount'])
    .where('shop_id', '=', ctx.shop.id)
    .where('variant_id', 'in', missing)
    .execute();
  const found = Map.groupBy(rows, (row) => row.variant_id);
  const read = new Map(missing.map((id) => [id, found.get(id) ?? []]));
  if (entries.size + read.size > MOST_VARIANTS) entries.clear();
  for (const [id, list] of read) entries.set(id, list);
  return new Map([...entries, ...read]);
}

/** The quantities from which on a price of one of these variants may be another one: 1, and those on lists, the least first. */
export async function readSteps(ctx: Ctx, terms: Terms, variantIds: readonly string[]): Promise<number[]> {
  if (terms.priceLists.length === 0) return [1];
  const entries = await loadEntries(
    ctx,
    terms,
    variantIds.map((variantId) => ({ variantId })),
  );
  const quantities = variantIds.flatMap((id) => (entries.get(id) ?? []).map((entry) => entry.leastQuantity));
  return [...new Set([1, ...quantities])].sort((a, b) => a - b);
}

/** The currencies that anybody can buy in: the shop's own, and those of lists for everybody. */
export const currenciesOf = (shopCurrency: string, terms: Terms): string[] => [
  ...new Set([shopCurrency, ...terms.priceLists.filter((list) => list.group === null).map((list) => list.currency)]),
];
