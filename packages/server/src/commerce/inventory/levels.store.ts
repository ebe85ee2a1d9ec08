import { sql } from 'kysely';
import { actorName, BottegaError, type Ctx, newId } from '#platform';
import type { MovementReason } from './movement.ts';

/** Where something lies: a variant at a place. */
export type Spot = { readonly variantId: string; readonly locationId: string };

/** A spot as it stands under its lock. */
export type Level = Spot & { readonly onHand: number; readonly reserved: number; readonly backorderLimit: number };

export type Movement = Spot & {
  readonly change: number;
  readonly reason: MovementReason;
  readonly note: string;
  /** What it was for: an order, or the other place. */
  readonly subjectId?: string | undefined;
  readonly key?: string | undefined;
};

/** For `unnest`: their variants and their places. */
const columnsOf = (spots: readonly Spot[]) =>
  sql`${spots.map(({ variantId }) => variantId)}::uuid[], ${spots.map(({ locationId }) => locationId)}::uuid[]`;

export const spotName = ({ variantId, locationId }: Spot): string => `${variantId} ${locationId}`;

/**
 * Makes sure that each spot has its row, of none where it was never filled. Called before the transaction that locks them: a row that is
 * made inside it would be locked out of order.
 */
export async function prepareLevels(ctx: Ctx, spots: readonly Spot[]): Promise<void> {
  await sql`
    insert into stock (shop_id, variant_id, location_id, on_hand)
    select variant.shop_id, variant.id, location.id, 0
    from unnest(${columnsOf(spots)})
      as asked(variant_id, location_id)
    join variant on variant.shop_id = ${ctx.shop.id} and variant.id = asked.variant_id
    join location on location.shop_id = ${ctx.shop.id} and location.id = asked.location_id
    order by variant.id, location.id
    on conflict do nothing`.execute(ctx.db);
}

/**
 * Spots and how many units are asked for there, each beside its level, for a `from …`: `asked` and `level`. Each level is held until the
 * transaction ends, in the order in which everyone locks them; what is not there is left out. They are looked up one by one, and come as
 * arrays: PostgreSQL takes rows of JSON for a hundred, and would rather read all that a shop of a few thousand variants has.
 */
export const lockedLevels = (ctx: Ctx, spots: readonly (Spot & { readonly quantity?: number })[]) => sql`(
  select * from unnest(${columnsOf(spots)},
    ${spots.map(({ quantity = 0 }) => quantity)}::int[]) as spot(variant_id, location_id, quantity) order by variant_id, location_id) asked
  cross join lateral (
    select on_hand, reserved, backorder_limit from stock
    where stock.shop_id = ${ctx.shop.id} and stock.variant_id = asked.variant_id and stock.location_id = asked.location_id
    for update) level`;

/** Holds these spots until the transaction ends; what is not there is left out. */
export async function lockLevels(ctx: Ctx, spots: readonly Spot[]): Promise<Map<string, Level>> {
  const { rows } = await sql<Level>`
    select asked.variant_id as "variantId", asked.location_id as "locationId", level.on_hand as "onHand", level.reserved,
      level.backorder_limit as "backorderLimit"
    from ${lockedLevels(ctx, spots)}`.execute(ctx.db);
  return new Map(rows.map((level) => [spotName(level), level]));
}

/**
 * Changes what is on hand at spots that are locked, and writes each change into the ledger; all in one statement.
 * @throws BottegaError key_reused where the key went to a movement elsewhere at this very moment
 */
export async function writeMovements(ctx: Ctx, movements: readonly Movement[]): Promise<void> {
  if (movements.length === 0) return;
  const rows = movements.map(({ variantId, locationId, change, reason, note, subjectId, key }) => ({
    ...{ id: newId(), variant_id: variantId, location_id: locationId, change, reason, note },
    ...{ subject_id: subjectId ?? null, key: key ?? null },
  }));
  await sql`
    with asked as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as asked(id uuid, variant_id uuid, location_id uuid, change int, reason text, note text, subject_id uuid, key text)
    ), changed as (
      update stock set on_hand = stock.on_hand + asked.change
      from asked
      where stock.shop_id = ${ctx.shop.id} and stock.variant_id = asked.variant_id and stock.location_id = asked.location_id
      returning asked.*
    )
    insert into stock_movement (shop_id, id, variant_id, location_id, change, reason, subject_id, actor, note, moved_at, key)
    select ${ctx.shop.id}, id, variant_id, location_id, change, reason, subject_id, ${actorName(ctx.actor)}, note,
      ${ctx.clock.now().toString()}, key
    from changed`
    .execute(ctx.db)
    .catch((error: unknown) => {
      throw (error as { constraint?: string }).constraint === 'stock_movement_by_key' ? keyReused(error) : error;
    });
}

/**
 * Whether a movement with this key is written already. Asked under the lock of its spot, so that of two that come at once the second sees
 * the first.
 * @throws BottegaError key_reused when it was another movement
 */
export async function wasWritten(ctx: Ctx, { key, subjectId, ...movement }: Movement): Promise<boolean> {
  if (key === undefined) return false;
  const written = await ctx.db
    .selectFrom('stock_movement')
    .select(['variant_id', 'location_id', 'change', 'reason', 'subject_id'])
    .where('shop_id', '=', ctx.shop.id)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!written) return false;
  const isSame =
    written.variant_id === movement.variantId &&
    written.location_id === movement.locationId &&
    written.change === movement.change &&
    written.reason === movement.reason &&
    written.subject_id === (subjectId ?? null);
  if (!isSame) throw keyReused();
  return true;
}

const keyReused = (cause?: unknown): BottegaError =>
  new BottegaError('key_reused', 'A movement of other units was written with it.', { cause });

/** @throws BottegaError conflict when fewer are there than are to go */
export function requireThere({ onHand }: Level, quantity: number): void {
  if (quantity > onHand) throw new BottegaError('conflict', `Only ${onHand} units are there: take out at most those, or count first.`);
}

/** @throws BottegaError conflict naming who was promised the units, when fewer than those would be there */
export async function requirePromised(ctx: Ctx, level: Level, onHand: number): Promise<void> {
  const refusal = await whyBelowPromised(ctx, level, onHand);
  if (refusal !== undefined) throw new BottegaError('conflict', refusal);
}

const NAMED = 5;

/** Why so few on hand cannot be, with the orders that were promised the units; undefined where they can. */
export async function whyBelowPromised(ctx: Ctx, level: Level, onHand: number): Promise<string | undefined> {
  if (level.reserved <= onHand + level.backorderLimit) return undefined;
  const { rows } = await sql<{ code: string | null; quantity: number }>`
    select orders.code, sum(reservation.quantity)::int as quantity
    from reservation left join orders on orders.shop_id = reservation.shop_id and orders.id = reservation.order_id
    where reservation.shop_id = ${ctx.shop.id} and reservation.variant_id = ${level.variantId}
      and reservation.location_id = ${level.locationId}
    group by orders.code, orders.placed_at
    order by orders.placed_at, orders.code`.execute(ctx.db);
  const orders = rows.filter(({ code }) => code !== null).map(({ code, quantity }) => `${quantity} to the order ${code}`);
  const buying = rows.filter(({ code }) => code === null).map(({ quantity }) => `${quantity} to buyers who are paying now`);
  const more = orders.length > NAMED ? [`more to ${orders.length - NAMED} other orders`] : [];
  const names = [...orders.slice(0, NAMED), ...more, ...buying].join(', ');
  const beyond = level.backorderLimit > 0 ? `, of which ${level.backorderLimit} may be beyond what is there` : '';
  const remedy = 'Cancel units of these orders, send them from another place, or allow back-orders first.';
  return `${level.reserved} units are promised there${beyond}: ${names}. ${remedy}`;
}
