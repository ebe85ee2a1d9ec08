import { actorName, appendAudit, appendEvent, BottegaError, type Ctx, newId, readInput, refuseField } from '#platform';
import { moveOrder } from './move-order.ts';
import { type FulfilOrder, fulfillingSchema, type LockedOrder, type OrderView, type Units } from './order.ts';
import { appendOrderChange } from './order.store.ts';
import { settleFulfilment } from './settle-fulfilment.ts';
import { type Leaving, takePromised } from './take-promised.ts';

/**
 * Sends units of an order: those of `lines`, or all that is left. They leave the stock where they were promised, or at `locationId`. The
 * buyer is told by mail unless `notify` is false; where the shop takes money when it sends, that is asked for by whoever hears of it.
 * All of an order that is sent already stays sent.
 * @throws BottegaError not_found, invalid_input, forbidden, conflict when more is to be sent than is left, or the units are not there
 */
export async function fulfilOrder(ctx: Ctx, { id, lines, locationId, tracking, notify }: FulfilOrder): Promise<OrderView> {
  const wish = readInput(fulfillingSchema, { lines, locationId: locationId?.toLowerCase(), tracking, notify });
  const isDone = (order: { fulfilmentState: string; state: string }) =>
    wish.lines === undefined && order.state !== 'cancelled' && order.fulfilmentState === 'whole';
  return moveOrder(ctx, { id, action: 'fulfil', isDone }, async (ctx, order) => {
    const units = await readUnits(ctx, order.id, wish.lines);
    if (wish.locationId !== undefined) await requireLocation(ctx, wish.locationId);
    const leaving = await takePromised(ctx, order, { lines: units, locationId: wish.locationId });
    const fulfilmentId = await writeFulfilment(ctx, order, wish, leaving);
    for (const { position, quantity } of units) await noteSent(ctx, order.id, position, quantity);
    await settleFulfilment(ctx, order.id);
    const sent = units.map(({ position, title, sku, quantity }) => ({ position, title, sku, quantity }));
    const { carrier = '', number = '', url = null } = wish.tracking ?? {};
    await appendOrderChange(ctx, {
      orderId: order.id,
      event: 'sent',
      detail: { fulfilment: fulfilmentId, lines: sent, carrier, number, url },
    });
    const payload = { code: order.code, fulfilment: fulfilmentId, lines: sent, tracking: { carrier, number, url }, notify: wish.notify };
    await appendEvent(ctx, { type: 'order.fulfilled', subjectId: order.id, payload });
    await appendAudit(ctx, { action: 'order.fulfil', subjectId: order.id, detail: { fulfilment: fulfilmentId, lines: sent } });
  });
}

type LineUnits = { position: number; quantity: number; variantId: string; title: string; sku: string };

/** What is to be sent, with the lines as they stand: all that is left, or what was named of it. */
async function readUnits(ctx: Ctx, orderId: string, wanted: Units | undefined): Promise<LineUnits[]> {
  const lines = await readOpenLines(ctx, orderId);
  if (wanted === undefined) return lines.filter(({ quantity }) => quantity > 0);
  return wanted.map(({ position, quantity }, index) => {
    const line = lines.find((line) => line.position === position);
    if (!line) return refuseField(`lines.${index}.position`, `The order has no line ${position}.`);
    if (quantity > line.quantity)
      throw new BottegaError('conflict', `Of line ${position}, ${line.title}, ${line.quantity} are left to send.`);
    return { ...line, quantity };
  });
}

/** The lines of an order; `quantity` is what is neither sent nor cancelled. */
export async function readOpenLines(ctx: Ctx, orderId: string): Promise<LineUnits[]> {
  const rows = await ctx.db
    .selectFrom('order_line')
    .select(['position', 'variant_id', 'title', 'sku', 'quantity', 'sent', 'cancelled'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute();
  return rows.map(({ position, variant_id, title, sku, quantity, sent, cancelled }) => ({
    ...{ position, title, sku, variantId: variant_id, quantity: quantity - sent - cancelled },
  }));
}

async function requireLocation(ctx: Ctx, locationId: string): Promise<void> {
  const known = await ctx.db
    .selectFrom('location')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', locationId)
    .executeTakeFirst();
  if (!known) refuseField('locationId', 'This shop has no such place.');
}

type Wish = { readonly tracking?: { carrier: string; number: string; url?: string | undefined } | undefined; readonly notify: boolean };

async function writeFulfilment(ctx: Ctx, order: LockedOrder, { tracking, notify }: Wish, leaving: readonly Leaving[]): Promise<string> {
  const id = newId();
  await ctx.db
    .insertInto('fulfilment')
    .values({
      ...{ shop_id: ctx.shop.id, id, order_id: order.id, notify, actor: actorName(ctx.actor), sent_at: ctx.clock.now().toString() },
      ...{ carrier: tracking?.carrier ?? '', tracking_number: tracking?.number ?? '', tracking_url: tracking?.url ?? null },
    })
    .execute();
  await ctx.db
    .insertInto('fulfilment_line')
    .values(
      leaving.map(({ position, locationId, quantity }) => ({
        ...{ shop_id: ctx.shop.id, fulfilment_id: id, order_id: order.id, position, location_id: locationId, quantity },
      })),
    )
    .execute();
  return id;
}

async function noteSent(ctx: Ctx, orderId: string, position: number, quantity: number): Promise<void> {
  await ctx.db
    .updateTable('order_line')
    .set((set) => ({ sent: set('sent', '+', quantity) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .where('position', '=', position)
    .execute();
}
