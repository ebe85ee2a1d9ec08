import { setTimeout as sleep } from 'node:timers/promises';
import { atLeast, atMost, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { randomFrom } from '../random.ts';
import type { Mischief } from './market/bank.ts';
import { bankEvent } from './market/bank-payment.ts';
import { type Answer, fillCarts, type Market, openMarket, stockUp } from './market/market.ts';
import { findOrphans, KINDS } from './market/orphans.ts';

const AT_ONCE = 50;
const SETTLED_WITHIN_MS = 20_000;
const MOST_LATE_MS = 1_200;
/** While the bank is busy or silent, or another is at the same cart. */
const TRY_AGAIN: ReadonlySet<number> = new Set([0, 409, 502, 503, 504]);

/**
 * Fifty presses of one button over two processes, with a bank that loses its answers, is slow, or refuses for a while, and that tells what it
 * has done several times and in any order.
 */
export const experiment: Experiment = {
  title: 'One cart is completed fifty times at once over two processes, while the bank loses its answers and doubles its webhooks',
  async run({ seed, quick, say }) {
    const market = await openMarket(2);
    try {
      const random = randomFrom(seed);
      const carts = quick ? 6 : 200;
      market.bank.misbehave((act) => chooseMischief(act, random));
      const told = tellMuch(market, random);
      const variantId = await stockUp(market, carts);
      const ids = await fillCarts(
        market,
        Array.from({ length: carts }, () => [{ variantId, quantity: 1 }]),
      );
      const sum = { several: 0, unanswered: 0 };
      for (const [at, cart] of ids.entries()) {
        const codes = await Promise.all(Array.from({ length: AT_ONCE }, (_, button) => press(market, cart, button % 2, random)));
        sum.unanswered += codes.filter((code) => code === null).length;
        sum.several += Number(new Set(codes.filter((code) => code !== null)).size !== 1);
        if ((at + 1) % 20 === 0) say(`${at + 1} carts`);
      }
      const webhooks = await Promise.all(told);
      await untilSettled(market);
      const orphans = await findOrphans(market);
      for (const [name, count] of Object.entries(orphans)) say(`${count} × ${name}`);
      const { payments, captures } = market.bank;
      const taken = [...payments.values()];
      const against = `${carts} carts × ${AT_ONCE} presses over 2 processes, seed ${seed}`;
      return [
        atMost(0, 'carts with more or fewer than one order', sum.several, '', against),
        atMost(0, 'presses without an order in the end', sum.unanswered, '', against),
        atMost(0, 'payments at the bank beyond one for each cart', taken.length - carts, '', against),
        atMost(
          0,
          'payments taken more or less than once',
          taken.filter(({ captured, amount }) => captured !== amount.amount).length,
          '',
          against,
        ),
        atMost(0, 'captures done twice', [...captures.values()].filter((times) => times !== 1).length, '', against),
        atMost(0, 'orders not paid in the end', await countUnpaid(market), '', against),
        atMost(0, 'orphans of any kind', Object.keys(orphans).length, '', `${KINDS} kinds`),
        atLeast(4 * carts, 'webhooks of the bank, doubled and out of order', webhooks.length, '', against),
        atMost(0, 'webhooks that were not taken', webhooks.filter((status) => status !== 200).length, '', against),
        plain('captures', captures.size, '', `${carts} carts`),
      ];
    } finally {
      await market.close();
    }
  },
};

function chooseMischief(act: string, random: () => number): Mischief {
  const chance = random();
  if (act === 'capture' && chance < 0.35) return 'lose the answer';
  if (chance < 0.06) return 'lose the answer';
  if (chance < 0.12) return 'refuse for now';
  return chance < 0.2 ? 'answer late' : 'none';
}

/** Has the bank tell of each act two to six times, some under another name, each after a while of its own. How they are answered. */
function tellMuch(market: Market, random: () => number): Promise<number>[] {
  const told: Promise<number>[] = [];
  const tell = async (act: string, payment: string, copy: number): Promise<number> => {
    await sleep(random() * MOST_LATE_MS);
    const id = `${act}:${payment}${random() < 0.5 ? '' : `:${copy}`}`;
    return (await market.ask(copy % 2, '/api/v1/payment-webhooks/bank', { body: bankEvent(payment, act, id) })).status;
  };
  market.bank.listen((act, payment) => {
    for (let copies = 2 + Math.floor(random() * 5); copies > 0; copies--) told.push(tell(act, payment, copies));
  });
  return told;
}

/** Presses until there is an order; its code, or null when there is none after a while. */
async function press(market: Market, cart: string, counter: number, random: () => number): Promise<string | null> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const answer: Answer = await market.ask(counter, `/api/v1/carts/${cart}/order`, { body: { payment: 'bank' } });
    if (answer.status === 200) return String(answer.body['code']);
    if (answer.status !== 202 && !TRY_AGAIN.has(answer.status)) return null;
    await sleep(50 + random() * 200);
  }
  return null;
}

export async function untilSettled(market: Market): Promise<void> {
  for (const deadline = performance.now() + SETTLED_WITHIN_MS; performance.now() < deadline; await sleep(200)) {
    if ((await countUnpaid(market)) === 0) return;
  }
}

async function countUnpaid({ admin, owner }: Market): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select count(*)::int as count from orders where shop_id = $1 and payment_state <> 'paid'`,
    [owner.shop.id],
  );
  return rows[0]?.count ?? 0;
}
