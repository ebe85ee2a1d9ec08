import { sql } from 'kysely';
import { actorName, BottegaError, type Ctx, newId } from '#platform';
import type { LockedOrder } from './order.ts';

/** Units of one line that leave one place. */
export type Leaving = { readonly position: number; readonly variantId: string; readonly locationId: string; readonly quantity: number };

type Wanted = {
  readonly lines: readonly { readonly position: number; readonly variantId: string; readonly quantity: number }[];
  /** From where; undefined: from where the units were promised. */
  readonly locationId: string | undefined;
};

/**
 * Takes units of a locked order out of the stock, out of its promise, and writes the movements. Every row of stock that it may need is
 * locked first, by variant and place, as everyone does. Never more leaves than was promised to the order.
 * @throws BottegaError conflict for units that are promised and not there, and where a place has none that are free
 */
export async function takePromised(ctx: Ctx, order: LockedOrder, { lines, locationId }: Wanted): Promise<Leaving[]> {
  const places = await lockPlaces(
    ctx,
    order,
    lines.map(({ variantId }) => variantId),
    locationId,
  );
  const leaving = lines.flatMap((line) => {
    const of = places.filter(({ variantId }) => variantId === line.variantId);
    const parts = locationId === undefined ? fromPromised(of, line.quantity) : fromPlace(of, locationId, line.quantity);
    return parts.map((part) => ({ position: line.position, variantId: line.variantId, ...part }));
  });
  for (const place of places) await writePlace(ctx, order, place);
  return leaving;
}

/** One variant at one place, as it stands under its lock, and what leaves it. */
type Place = {
  readonly variantId: string;
  readonly locationId: string;
  /** What is on hand, and how much of it nobody was promised. */
  onHand: number;
  free: number;
  /** What this order was promised there. */
  promised: number;
  /** What goes out, and how much of the promise ends. */
  out: number;
  kept: number;
};

async function lockPlaces(ctx: Ctx, order: LockedOrder, variantIds: readonly string[], locationId: string | undefined): Promise<Place[]> {
  const { rows } = await sql<{ variant_id: string; location_id: string; on_hand: number; reserved: number; quantity: number }>`
    select stock.variant_id, stock.location_id, stock.on_hand, stock.reserved, coalesce(reservation.quantity, 0) as quantity
    from stock left join reservation on reservation.shop_id = stock.shop_id and reservation.order_id = ${order.id}
      and reservation.variant_id = stock.variant_id and reservation.location_id = stock.location_id
    where stock.shop_id = ${ctx.shop.id} and stock.variant_id = any(${[...new Set(variantIds)]}::uuid[])
      and (reservation.quantity is not null or stock.location_id = ${locationId ?? null}::uuid)
    order by stock.variant_id, stock.location_id
    for update of stock`.execute(ctx.db);
  return rows.map(({ variant_id, location_id, on_hand, reserved, quantity }) => ({
    ...{ variantId: variant_id, locationId: location_id, onHand: on_hand, free: on_hand - reserved },
    ...{ promised: quantity, out: 0, kept: quantity },
  }));
}

type Part = { readonly locationId: string; readonly quantity: number };

/** From one place after another where the units were promised. */
function fromPromised(places: readonly Place[], quantity: number): Part[] {
  let missing = quantity;
  const parts = places.flatMap((place) => {
    const part = Math.min(missing, place.kept, place.onHand - place.out);
    if (part <= 0) return [];
    missing -= part;
    take(place, part);
    return [{ locationId: place.locationId, quantity: part }];
  });
  if (missing > 0)
    throw new BottegaError(
      'conflict',
      `Only ${quantity - missing} of ${quantity} promised units are there: count the stock, wait for more, or send fewer.`,
    );
  return parts;
}

function take(place: Place, units: number): void {
  place.out += units;
  place.kept -= units;
}

/** All from one place: what was promised elsewhere is set free there, and must be free here. */
function fromPlace(places: readonly Place[], locationId: string, quantity: number): Part[] {
  const here = places.find((place) => place.locationId === locationId);
  const own = Math.min(quantity, here?.kept ?? 0);
  const free = Math.max(0, here?.free ?? 0);
  if (!here || quantity - own > free || here.onHand - here.out < quantity)
    throw new BottegaError(
      'conflict',
      `Only ${Math.min(own + free, here?.onHand ?? 0)} of ${quantity} units can be sent from there: choose another place.`,
    );
  let elsewhere = quantity - own;
  for (const place of places) {
    if (place === here) continue;
    const freed = Math.min(elsewhere, place.kept);
    elsewhere -= freed;
    place.kept -= freed;
  }
  if (elsewhere > 0) throw new BottegaError('conflict', 'These units are not promised to the order any more: look at it again.');
  take(here, own);
  here.out += quantity - own;
  here.free -= quantity - own;
  return [{ locationId, quantity }];
}

async function writePlace(ctx: Ctx, order: LockedOrder, place: Place): Promise<void> {
  const { variantId, locationId, promised, kept, out } = place;
  const freed = promised - kept;
  if (freed > 0) {
    const which = sql`shop_id = ${ctx.shop.id} and cart_id = ${order.cartId} and variant_id = ${variantId} and location_id = ${locationId}`;
    if (kept === 0) await sql`delete from reservation where ${which}`.execute(ctx.db);
    else await sql`update reservation set quantity = ${kept} where ${which}`.execute(ctx.db);
  }
  if (freed > 0 || out > 0)
    await ctx.db
      .updateTable('stock')
      .set((set) => ({ on_hand: set('on_hand', '-', out), reserved: set('reserved', '-', freed) }))
      .where('shop_id', '=', ctx.shop.id)
      .where('variant_id', '=', variantId)
      .where('location_id', '=', locationId)
      .execute();
  if (out > 0)
    await ctx.db
      .insertInto('stock_movement')
      .values({
        ...{ shop_id: ctx.shop.id, id: newId(), variant_id: variantId, location_id: locationId, change: -out, reason: 'sent' },
        ...{ subject_id: order.id, actor: actorName(ctx.actor), moved_at: ctx.clock.now().toString() },
      })
      .execute();
}
