import { type Ctx, newId, refuseField } from '#platform';
import { requireRoom } from '../require-room.ts';
import { regionKey, type ZoneKind, type ZonePlace } from './zone.ts';

type NewZone = { readonly name: string; readonly places: readonly ZonePlace[]; readonly shippingCategory?: string | null };

/** Of both kinds together. */
const MOST_ZONES = 500;

/** Writes a new zone with its places. @throws BottegaError invalid_input for a name or a place that another zone has, conflict */
export async function insertZone(ctx: Ctx, kind: ZoneKind, { name, places, shippingCategory = null }: NewZone): Promise<string> {
  await requireRoom(ctx, { table: 'zone', most: MOST_ZONES, what: 'zones' });
  const id = newId();
  const made = await ctx.db
    .insertInto('zone')
    .values({ shop_id: ctx.shop.id, id, kind, name, shipping_category: shippingCategory, created_at: ctx.clock.now().toString() })
    .onConflict((conflict) => conflict.columns(['shop_id', 'kind', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) refuseName(name);
  await writePlaces(ctx, kind, id, places);
  return id;
}

/** Changes a zone and its places; whether there is one of that id. @throws BottegaError as `insertZone` */
export async function updateZone(
  ctx: Ctx,
  kind: ZoneKind,
  id: string,
  { name, places, shippingCategory = null }: NewZone,
): Promise<boolean> {
  const namesake = await ctx.db
    .selectFrom('zone')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (namesake) refuseName(name);
  const changed = await ctx.db
    .updateTable('zone')
    .set({ name, shipping_category: shippingCategory })
    .where('shop_id', '=', ctx.shop.id)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (changed) await writePlaces(ctx, kind, id, places);
  return changed !== undefined;
}

/** Deletes a zone with all that it holds; whether there was one of that id. */
export async function removeZone(ctx: Ctx, kind: ZoneKind, id: string): Promise<boolean> {
  const removed = await ctx.db
    .deleteFrom('zone')
    .where('shop_id', '=', ctx.shop.id)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return removed !== undefined;
}

function refuseName(name: string): never {
  refuseField('name', `There is a zone “${name}” already: choose another name.`);
}

async function writePlaces(ctx: Ctx, kind: ZoneKind, zoneId: string, places: readonly ZonePlace[]): Promise<void> {
  const wanted = new Map(
    places.map(({ country, region }) => {
      const place = { country, region: regionKey(country, region) };
      return [`${place.country}/${place.region}`, place];
    }),
  );
  await ctx.db.deleteFrom('zone_place').where('shop_id', '=', ctx.shop.id).where('zone_id', '=', zoneId).execute();
  const written = await ctx.db
    .insertInto('zone_place')
    .values([...wanted.values()].map((place) => ({ shop_id: ctx.shop.id, kind, zone_id: zoneId, ...place })))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['country', 'region'])
    .execute();
  for (const { country, region } of written) wanted.delete(`${country}/${region}`);
  const [taken] = wanted.values();
  if (!taken) return;
  const place = taken.country === '' ? 'Everywhere else' : [taken.country, taken.region].filter(Boolean).join(' ');
  refuseField('places', `${place} lies in another zone already: take it out there first.`);
}
