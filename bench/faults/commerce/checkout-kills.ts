import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { randomFrom } from '../random.ts';
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
      let stuck = 0;
      market.bank.misbehave(() => (random() < 0.4 ? 'slow' : 'none'));
      for (let kill = 0; kill < kills; kill++) {
        await beginAndDie(market, random);
        await market.restart(0);
        const took = await untilHealed(market);
        if (took === null) stuck++;
        else healed.push(took);
        for (const [name, count] of Object.entries(await findOrphans(market))) orphans[name] = Math.max(orphans[name] ?? 0, count);
        if ((kill + 1) % 20 === 0) say(`${kill + 1} kills`);
      }
      for (const [name, count] of Object.entries(orphans)) say(`${count} × ${name}`);
      const { captures, payments } = market.bank;
      const against = `${kills} kills, ${BUYERS} checkouts under way at each, seed ${seed}`;
      return [
        atMost(0, 'checkouts that did not heal', stuck, 'kills', against),
        atMost(HEALED_WITHIN_MS, 'from a restart until all is healed, at most', Math.max(0, ...healed), 'ms', against),
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

/** Some checkouts are under way when the process dies, each somewhere else. */
async function beginAndDie(market: Market, random: () => number): Promise<void> {
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
