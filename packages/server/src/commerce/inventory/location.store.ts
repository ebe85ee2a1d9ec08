import { sql } from 'kysely';
import { BottegaError, type Ctx } from '#platform';
import { isId } from '../words.ts';
import { type LocationView, noSuchLocation } from './location.ts';

const selectLocations = (ctx: Ctx) =>
  ctx.db
    .selectFrom('location')
    .select(['id', 'name', 'position', 'state', 'address'])
    .select(({ selectFrom }) => [
      selectFrom('stock')
        .select(sql<number>`coalesce(sum(stock.on_hand), 0)::int`.as('units'))
        .whereRef('stock.shop_id', '=', 'location.shop_id')
        .whereRef('stock.location_id', '=', 'location.id')
        .$asScalar()
        .$notNull()
        .as('onHand'),
      selectFrom('stock')
        .select(sql<number>`coalesce(sum(stock.reserved), 0)::int`.as('units'))
        .whereRef('stock.shop_id', '=', 'location.shop_id')
        .whereRef('stock.location_id', '=', 'location.id')
        .$asScalar()
        .$notNull()
        .as('reserved'),
    ])
    .where('shop_id', '=', ctx.shop.id);

/** Every place, in the order in which units are taken from them. */
export const loadLocations = (ctx: Ctx): Promise<LocationView[]> => selectLocations(ctx).orderBy('position').orderBy('id').execute();

/** @throws BottegaError not_found */
export async function loadLocation(ctx: Ctx, id: string): Promise<LocationView> {
  const location = isId(id) ? await selectLocations(ctx).where('id', '=', id).executeTakeFirst() : undefined;
  if (!location) throw noSuchLocation();
  return location;
}

/** Holds every place of the shop until the transaction ends: where all of them matter, one changes them at a time. */
export async function lockLocations(ctx: Ctx): Promise<{ id: string; state: 'open' | 'closed'; position: number }[]> {
  return ctx.db
    .selectFrom('location')
    .select(['id', 'state', 'position'])
    .where('shop_id', '=', ctx.shop.id)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** For a failed write. @throws BottegaError conflict where another place has the name */
export const nameTaken =
  (name: string) =>
  (error: unknown): never => {
    if ((error as { constraint?: string }).constraint !== 'location_shop_id_name_key') throw error;
    throw new BottegaError('conflict', `There is a place called “${name}” already: choose another name.`, { cause: error });
  };
