import { sql } from 'kysely';
import { authorise, type Ctx, type Page, readInput, toPage } from '#platform';
import { type ListReservations, listReservationsSchema, type ReservationView } from './inventory.ts';
import { findVariant } from './stock.store.ts';

type Row = {
  id: string;
  order_id: string | null;
  code: string | null;
  until: string | null;
  quantity: number;
  places: ReservationView['places'];
};

/**
 * Who was promised units of a variant: a buyer who is paying, until when, or an order. One entry for each, the latest first.
 * @throws BottegaError forbidden, not_found, invalid_input
 */
export async function listReservations(ctx: Ctx, input: ListReservations): Promise<Page<ReservationView>> {
  authorise(ctx, 'inventory.read');
  const { variantId: named, cursor, limit } = readInput(listReservationsSchema, input);
  const variantId = await findVariant(ctx, named);
  const { rows } = await sql<Row>`
    select promised.cart_id as id, promised.order_id, orders.code, max(promised.expires_at) as until,
      sum(promised.quantity)::int as quantity,
      jsonb_agg(jsonb_build_object('locationId', location.id, 'name', location.name, 'quantity', promised.quantity)
        order by location.position, location.id) as places
    from reservation promised
    join location on location.shop_id = promised.shop_id and location.id = promised.location_id
    left join orders on orders.shop_id = promised.shop_id and orders.id = promised.order_id
    where promised.shop_id = ${ctx.shop.id} and promised.variant_id = ${variantId}
      and promised.cart_id < ${cursor ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}
    group by promised.cart_id, promised.order_id, orders.code
    order by promised.cart_id desc
    limit ${limit + 1}`.execute(ctx.db);
  const page = toPage(rows, limit);
  const items = page.items.map(({ id: cartId, order_id, code, until, quantity, places }) => ({
    ...{ cartId, until, quantity, places },
    order: order_id !== null && code !== null ? { id: order_id, code } : null,
  }));
  return { ...page, items };
}
