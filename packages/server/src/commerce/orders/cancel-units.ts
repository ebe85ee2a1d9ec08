import { appendAudit, appendEvent, BottegaError, type Ctx, readInput, refuseField } from '#platform';
import { requestRefund } from '../payments/refund-payment.ts';
import { takeBackUnits } from '../payments/take-back-units.ts';
import { callOff } from './cancel-order.ts';
import { readOpenLines } from './fulfil-order.ts';
import { moveOrder } from './move-order.ts';
import { cancellingUnitsSchema, type LockedOrder, type OrderStanding, type OrderView, type Units } from './order.ts';
import { appendOrderChange } from './order.store.ts';

/**
 * Takes units that were not sent out of an order: their stock is free again, and what was paid for them goes back. Where the money is taken
 * as the goods are sent, it is not taken for them. When nothing else was ordered, the whole order is cancelled.
 * @throws BottegaError not_found, invalid_input, forbidden, conflict when more is to be cancelled than is left to send
 */
export async function cancelUnits(ctx: Ctx, input: { id: string; lines: Units; note?: string | undefined }): Promise<OrderView> {
  const { lines, note } = readInput(cancellingUnitsSchema, { lines: input.lines, note: input.note });
  return moveOrder(ctx, { id: input.id, action: 'cancel_units' }, async (ctx, order) => {
    const titles = await requireOpen(ctx, order.id, lines);
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    if (order.sent === 0 && units === order.toSend) return callOff(ctx, order, note);
    const told = lines.map((line) => ({ ...line, title: titles.get(line.position) ?? '' }));
    await appendOrderChange(ctx, { orderId: order.id, event: 'units_cancelled', detail: { lines: told }, note: note || undefined });
    await appendEvent(ctx, { type: 'order.units_cancelled', subjectId: order.id, payload: { code: order.code, lines: told } });
    await appendAudit(ctx, { action: 'order.cancel_units', subjectId: order.id, detail: { lines } });
    if (order.capturable > 0) await leaveUncharged(ctx, order, lines);
    else await giveBack(ctx, order, lines, note);
  });
}

/** The titles of the lines. @throws BottegaError invalid_input for a line that is none, conflict for more than is left to send */
async function requireOpen(ctx: Ctx, orderId: string, lines: Units): Promise<Map<number, string>> {
  const open = await readOpenLines(ctx, orderId);
  lines.forEach(({ position, quantity }, index) => {
    const line = open.find((line) => line.position === position);
    if (!line) refuseField(`lines.${index}.position`, `The order has no line ${position}.`);
    else if (quantity > line.quantity)
      throw new BottegaError(
        'conflict',
        `Of line ${position}, ${line.title}, ${line.quantity} are left to send: the others cannot be cancelled.`,
      );
  });
  return new Map(open.map(({ position, title }) => [position, title]));
}

/** Money that is taken with each parcel is never taken for what is in none. With the last unit gone, all that will be taken was. */
async function leaveUncharged(ctx: Ctx, order: LockedOrder & OrderStanding, lines: Units): Promise<void> {
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (order.paymentState === 'part' && units === order.toSend) {
    await ctx.db
      .updateTable('orders')
      .set({ payment_state: 'paid' })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', order.id)
      .execute();
    await appendEvent(ctx, { type: 'order.paid', subjectId: order.id, payload: { code: order.code } });
  }
  await takeBackUnits(ctx, { orderId: order.id, lines, restock: false });
  for (const { position, quantity } of lines)
    await ctx.db
      .updateTable('order_line')
      .set((set) => ({ uncharged: set('uncharged', '+', quantity) }))
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', '=', order.id)
      .where('position', '=', position)
      .execute();
}

/** What was paid for the units goes back; units that cost nothing are only taken out. */
async function giveBack(ctx: Ctx, order: LockedOrder, lines: Units, note: string | undefined): Promise<void> {
  const free = await ctx.db
    .selectFrom('order_line')
    .select('position')
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', order.id)
    .where('total', '=', 0)
    .execute();
  const isFree = ({ position }: Units[number]) => free.some((line) => line.position === position);
  if (lines.every(isFree)) return takeBackUnits(ctx, { orderId: order.id, lines, restock: false });
  await requestRefund(ctx, { orderId: order.id, lines, reason: note || 'Units were cancelled.' });
}
