import { setTimeout as sleep } from 'node:timers/promises';
import { atLeast, atMost, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { randomFrom } from '../random.ts';
import { type Answer, fillCarts, type Market, openMarket, stockUp } from './market/market.ts';
import { findOrphans, KINDS } from './market/orphans.ts';
import { sellNaively } from './market/naive.ts';

const PROCESSES = 4;
const LOSERS_WITHIN_MS = 1_000;
/** A buyer whose line broke presses the button again. */
const MOST_TRIES = 20;

type Schedule = {
  readonly processes: number;
  readonly buyers: number;
  readonly units: number;
  readonly within: number;
  readonly harm: 'none' | 'kill' | 'cut';
  readonly harmAt: number;
};

/** TRUST.md A4, experiment 3, and more of it: many buyers want the last units, over several processes, which are harmed meanwhile. */
export const experiment: Experiment = {
  title: 'Many buyers want the last units, over 1, 2 and 4 processes that are killed or cut off meanwhile',
  async run({ seed, quick, say }) {
    const market = await openMarket(PROCESSES);
    try {
      const rounds = quick ? 12 : 1_000;
      const random = randomFrom(seed);
      const sum = { sold: 0, units: 0, buyers: 0, kills: 0, cuts: 0, oversold: 0, unsold: 0 };
      const losers: number[] = [];
      const calm: number[] = [];
      const odd: string[] = [];
      const orphans: Record<string, number> = {};
      for (let round = 0; round < rounds; round++) {
        const schedule = planSchedule(random);
        const came = await sell(market, schedule, random);
        sum.sold += came.sold;
        sum.units += schedule.units;
        sum.buyers += schedule.buyers;
        sum.kills += Number(schedule.harm === 'kill');
        sum.cuts += Number(schedule.harm === 'cut');
        sum.oversold += Math.max(0, came.sold - schedule.units);
        sum.unsold += Math.max(0, Math.min(schedule.units, schedule.buyers) - came.sold);
        losers.push(...came.losers);
        if (schedule.harm === 'none') calm.push(...came.losers);
        odd.push(...came.odd);
        if ((round + 1) % 20 === 0 || round + 1 === rounds) {
          for (const [name, count] of Object.entries(await findOrphans(market))) orphans[name] = Math.max(orphans[name] ?? 0, count);
        }
        if ((round + 1) % 50 === 0) say(`${round + 1} schedules, ${sum.sold} of ${sum.units} units sold to ${sum.buyers} buyers`);
      }
      for (const line of odd.slice(0, 10)) say(line);
      for (const [name, count] of Object.entries(orphans)) say(`${count} × ${name}`);
      const naive = await sellNaively(market, { buyers: 40, units: 5 });
      const against = `${rounds} schedules, ${sum.buyers} buyers, ${sum.kills} kills, ${sum.cuts} cuts, seed ${seed}`;
      const late = calm.filter((ms) => ms > LOSERS_WITHIN_MS).length;
      return [
        plain('sold', sum.sold, 'units', `${sum.units} there were`),
        atMost(0, 'sold that there were not', sum.oversold, 'units', against),
        atMost(0, 'left over though somebody wanted them', sum.unsold, 'units', against),
        atMost(
          0,
          'orphans of any kind',
          Object.values(orphans).reduce((all, count) => all + count, 0),
          '',
          `${KINDS} kinds`,
        ),
        atMost(0, 'answers that are neither an order nor a refusal', odd.length, '', against),
        plain('losers are told, p99', quantile(losers, 0.99), 'ms', 'all rounds'),
        atMost(
          LOSERS_WITHIN_MS,
          'the same in rounds without harm',
          quantile(calm, 0.99),
          'ms',
          `${calm.length} losers, ${late} later than a second`,
        ),
        atLeast(naive.units + 1, 'control: a naive shop sells', naive.sold, 'units', `${naive.units} there were`),
      ];
    } finally {
      await market.close();
    }
  },
};

function planSchedule(random: () => number): Schedule {
  const size = random();
  const buyers = size < 0.7 ? 5 + Math.floor(random() * 35) : size < 0.95 ? 40 + Math.floor(random() * 80) : 200;
  const harm = random();
  return {
    processes: [1, 2, 4][Math.floor(random() * 3)] as number,
    buyers,
    units: 1 + Math.floor(random() * Math.min(20, buyers / 2)),
    within: Math.floor(random() * 150),
    harm: harm < 0.07 ? 'kill' : harm < 0.25 ? 'cut' : 'none',
    harmAt: Math.floor(random() * 120),
  };
}

type Came = { readonly sold: number; readonly losers: readonly number[]; readonly odd: readonly string[] };

async function sell(market: Market, schedule: Schedule, random: () => number): Promise<Came> {
  const wanted = await stockUp(market, schedule.units);
  const plenty = await stockUp(market, schedule.buyers);
  const lines = [wanted, plenty].map((variantId) => ({ variantId, quantity: 1 }));
  const carts = await fillCarts(
    market,
    Array.from({ length: schedule.buyers }, () => (random() < 0.5 ? lines : lines.toReversed())),
  );
  const killed = schedule.harm === 'kill' ? Math.floor(random() * schedule.processes) : -1;
  const buying = carts.map(async (cart) => {
    const first = Math.floor(random() * schedule.processes);
    await sleep(random() * schedule.within);
    return buy(market, cart, first, schedule.processes);
  });
  const harming = harm(market, schedule, killed);
  const answers = await Promise.all(buying);
  await harming;
  const placed = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status, body }) => status === 409 && body['code'] === 'conflict');
  const odd = answers.filter((answer) => !placed.includes(answer) && !refused.includes(answer));
  return {
    sold: await countSold(market, wanted),
    losers: refused.map(({ ms }) => ms),
    odd: odd.map(({ status, body }) => `${status} ${JSON.stringify(body)}`),
  };
}

async function harm(market: Market, { harm, harmAt }: Schedule, killed: number): Promise<void> {
  if (harm === 'none') return;
  await sleep(harmAt);
  if (harm === 'cut') return void (await market.cutLines());
  await market.kill(killed);
  await market.restart(killed);
}

/** Presses the button until somebody answers, at the next process where one is gone. */
async function buy(market: Market, cart: string, first: number, processes: number): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await market.ask((first + attempt) % processes, `/api/v1/carts/${cart}/order`, { body: { payment: 'manual' } });
    if (answer.status !== 0 || attempt === MOST_TRIES) return answer;
    await sleep(processes === 1 ? 400 : 50);
  }
}

async function countSold({ admin, owner }: Market, variantId: string): Promise<number> {
  const { rows } = await admin.query<{ sold: string }>(
    'select coalesce(sum(quantity), 0) as sold from order_line where shop_id = $1 and variant_id = $2',
    [owner.shop.id, variantId],
  );
  return Number(rows[0]?.sold);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
