import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BottegaError, type Ctx, prepareWorkflows } from '#platform';
import { cancelOrder, cancelUnits, fulfilOrder, getOrder, markOrderPaid, noteOrder, placeOrder, requestRefund } from '../index.ts';
import { workflows } from '../module.ts';
import { advanceRefund } from '../payments/send-refund.ts';
import { fillCart, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';
import { issueInvoices } from './issue-invoice.ts';
import { numberOrders } from './numbers.ts';
import { faultsOfOrders } from './testing/faults-of-orders.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
  await prepareWorkflows(market.world.ground, workflows);
});
afterAll(() => market.world.close());

const units = fc
  .uniqueArray(fc.record({ position: fc.nat({ max: 2 }), quantity: fc.integer({ min: 1, max: 3 }) }), {
    selector: ({ position }) => position,
    minLength: 1,
  })
  .map((lines) => [...lines]);
type Move = { readonly name: string; readonly run: (ctx: Ctx, id: string) => Promise<unknown> };
const move = (name: string, run: Move['run']): Move => ({ name, run });

/** Everything that people can do with an order, and what the program does behind them. */
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(move('pay', (ctx, id) => markOrderPaid(ctx, { id }))) },
  { weight: 4, arbitrary: units.map((lines) => move(`send ${JSON.stringify(lines)}`, (ctx, id) => fulfilOrder(ctx, { id, lines }))) },
  { weight: 1, arbitrary: fc.constant(move('send all', (ctx, id) => fulfilOrder(ctx, { id }))) },
  { weight: 1, arbitrary: fc.constant(move('cancel', (ctx, id) => cancelOrder(ctx, { id }))) },
  { weight: 3, arbitrary: units.map((lines) => move(`cancel ${JSON.stringify(lines)}`, (ctx, id) => cancelUnits(ctx, { id, lines }))) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(units, fc.boolean())
      .map(([lines, restock]) =>
        move(`refund ${JSON.stringify(lines)} ${restock}`, (ctx, id) => requestRefund(ctx, { orderId: id, lines, restock })),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 1, max: 20_000 })
      .map((amount) => move(`refund ${amount}`, (ctx, id) => requestRefund(ctx, { orderId: id, amount }))),
  },
  { weight: 1, arbitrary: fc.constant(move('note', (ctx, id) => noteOrder(ctx, { id, note: 'x' }))) },
  { weight: 2, arbitrary: fc.constant(move('settle refunds', settleRefunds)) },
  { weight: 1, arbitrary: fc.constant(move('issue', (ctx, id) => issueInvoices(ctx, { orderId: id }))) },
  { weight: 1, arbitrary: fc.constant(move('number', (ctx) => numberOrders(ctx))) },
);

async function settleRefunds(ctx: Ctx, id: string): Promise<void> {
  for (const refund of (await getOrder(ctx, { id })).refunds) await advanceRefund(ctx, { refundId: refund.id });
}

test('whatever is done with an order, in any order and two at once, stock and money stay whole', { timeout: 240_000 }, async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(moves, moves), { minLength: 3, maxLength: 9 }), async (pairs) => {
      const { owner, guest } = await openShop(market.world);
      const bowls = [await sellBowl(owner, { stock: 9 }), await sellBowl(owner, { stock: 9, price: { amount: 3_333, currency: 'EUR' } })];
      const free = await sellBowl(owner, { stock: 9, price: { amount: 0, currency: 'EUR' } });
      const cart = await fillCart(
        guest,
        [...bowls, free].map(({ variantId }, index) => ({ variantId, quantity: 4 - index })),
      );
      const placed = await placeOrder(guest, { cartId: cart.id });
      if (placed.state !== 'placed') throw new Error(placed.state);
      const { id } = placed.order;
      for (const pair of pairs) {
        const done = await Promise.allSettled(pair.map(({ run }) => run(owner, id)));
        for (const result of done) if (result.status === 'rejected' && !(result.reason instanceof BottegaError)) throw result.reason;
        expect(await faultsOfOrders(owner), pair.map(({ name }) => name).join(' with ')).toEqual({});
        const order = await getOrder(owner, { id });
        seen.add(`${order.state} ${order.paymentState} ${order.fulfilmentState} ${order.refundState}`);
      }
    }),
    { numRuns: 14 },
  );
  expect(seen.size).toBeGreaterThan(4);
});

test.each([
  ['stock that is promised to nobody, or twice', `update stock set reserved = reserved + 1`],
  ['stock that is not the sum of its movements', `update stock set on_hand = on_hand + 1`],
  ['orders that promise other units than are to be sent', `update order_line set cancelled = cancelled + 1`],
  ['lines that were sent otherwise than in parcels', `update order_line set sent = sent + 1`],
  ['orders that say otherwise how much was sent', `update orders set fulfilment_state = 'part'`],
  ['orders that are completed and not paid and sent, or the other way round', `update orders set state = 'completed'`],
  ['gaps in numbers', `update orders set number = 2`],
])('the look for faults would notice %s', async (fault, harm) => {
  const { owner, guest } = await openShop(market.world);
  const { variantId } = await sellBowl(owner, { stock: 9 });
  const placed = await placeOrder(guest, { cartId: (await fillCart(guest, [{ variantId, quantity: 2 }])).id });
  expect(placed.state).toBe('placed');
  expect(await faultsOfOrders(owner)).toEqual({});
  await sql.raw(harm).execute(owner.db);
  expect(Object.keys(await faultsOfOrders(owner))).toContain(fault);
});
