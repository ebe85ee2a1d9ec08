import { setTimeout as sleep } from 'node:timers/promises';
import { atLeast, atMost, median, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { randomFrom } from '../random.ts';
import type { Mischief } from './market/bank.ts';
import { BOUNDARIES, type Boundary, findBoundaries } from './market/boundaries.ts';
import { fillCarts, type Market, openMarket, stockUp } from './market/market.ts';
import { findOrphans, KINDS } from './market/orphans.ts';

const BUYERS = 6;
const HEALED_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * The one process that sells is killed at every boundary of checkout: the bank is slow, so that there is time to die before it answers, after
 * it, and between. Nobody presses the button again: what was begun must heal by itself.
 */
export const experiment: Experiment = {
  title: 'The process is killed at every boundary of checkout, and nobody presses the button again',
  async run({ seed, quick, say }) {
    const market = await openMarket(1);
    try {
      const random = randomFrom(seed);
      const kills = quick ? 4 : 200;
      const healed: number[] = [];
      const orphans: Record<string, number> = {};
      const died = new Map<Boundary, number>(BOUNDARIES.map((boundary) => [boundary, 0]));
      let stuck = 0;
      market.bank.misbehave(() => chooseDelay(random()));
      for (let kill = 0; kill < kills; kill++) {
        const carts = await beginAndDie(market, random);
        const boundaries = await findBoundaries(market, carts);
        for (const boundary of boundaries) died.set(boundary, (died.get(boundary) ?? 0) + 1);
        await market.restart(0);
        const took = await untilHealed(market);
        if (took === null) stuck++;
        else healed.push(took);
        if (took === null || took > HEALED_WITHIN_MS) say(`kill ${kill + 1}: ${took ?? 'never'} ms, of ${boundaries.join(' · ')}`);
        for (const [name, count] of Object.entries(await findOrphans(market))) orphans[name] = Math.max(orphans[name] ?? 0, count);
        if ((kill + 1) % 20 === 0) say(`${kill + 1} kills`);
      }
      for (const [name, count] of Object.entries(orphans)) say(`${count} × ${name}`);
      for (const [boundary, count] of died) say(`${count} checkouts were cut off at: ${boundary}`);
      const { captures, payments } = market.bank;
      const against = `${kills} kills, ${BUYERS} checkouts under way at each, seed ${seed}`;
      return [
        atLeast(
          quick ? 1 : BOUNDARIES.length,
          'boundaries at which checkouts were cut off',
          countReached(died),
          '',
          `${BOUNDARIES.length} there are`,
        ),
        atMost(0, 'checkouts that did not heal', stuck, 'kills', against),
        plain('from a restart until all is healed, in the middle', median([0, ...healed]), 'ms', against),
        atMost(HEALED_WITHIN_MS, 'the same, at most', Math.max(0, ...healed), 'ms', against),
        atMost(0, 'money taken without an order', await countTakenWithoutOrder(market), 'payments', against),
        atMost(0, 'captures done twice', [...captures.values()].filter((times) => times > 1).length, '', against),
        atMost(
          0,
          'orphans of any kind',
          Object.values(orphans).reduce((all, count) => all + count, 0),
          '',
          `${KINDS} kinds`,
        ),
        plain('payments at the bank', payments.size, '', `${captures.size} of them captured`),
      ];
    } finally {
      await market.close();
    }
  },
};

const chooseDelay = (chance: number): Mischief => (chance < 0.2 ? 'act late' : chance < 0.4 ? 'answer late' : 'none');

const countReached = (died: ReadonlyMap<Boundary, number>): number => [...died.values()].filter((count) => count > 0).length;

/** Some checkouts are under way when the process dies, each somewhere else. Their carts. */
async function beginAndDie(market: Market, random: () => number): Promise<string[]> {
  const variantId = await stockUp(market, BUYERS);
  const carts = await fillCarts(
    market,
    Array.from({ length: BUYERS }, () => [{ variantId, quantity: 1 }]),
  );
  const buying = carts.map(async (cart) => {
    await sleep(random() * 150);
    return market.ask(0, `/api/v1/carts/${cart}/order`, { body: { payment: 'bank' } });
  });
  await sleep(random() * 500);
  await market.kill(0);
  await Promise.all(buying);
  return carts;
}

/** How long it took until nothing stands between stock and order, and all that is ordered is paid; null when it did not come to that. */
async function untilHealed({ admin, owner }: Market): Promise<number | null> {
  const began = performance.now();
  for (; performance.now() - began < 3 * HEALED_WITHIN_MS; await sleep(LOOK_EVERY_MS)) {
    const { rows } = await admin.query<{ open: number }>(
      `select ((select count(*) from cart where shop_id = $1 and state = 'paying')
        + (select count(*) from orders where shop_id = $1 and payment_state <> 'paid'))::int as open`,
      [owner.shop.id],
    );
    if (rows[0]?.open === 0) return performance.now() - began;
  }
  return null;
}

async function countTakenWithoutOrder({ admin, owner, bank }: Market): Promise<number> {
  const { rows } = await admin.query<{ id: string }>('select id from payment where shop_id = $1 and order_id is not null', [owner.shop.id]);
  const ordered = new Set(rows.map(({ id }) => id));
  return [...bank.captures.keys()].filter((key) => !ordered.has(key)).length;
}
