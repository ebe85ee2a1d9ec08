import { setTimeout as sleep } from 'node:timers/promises';
import { openShop } from '../../../packages/server/src/commerce/testing/market.ts';
import type { Ctx } from '../../../packages/server/src/platform/index.ts';
import { atLeast, atMost, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { randomFrom } from '../random.ts';
import { actAtCompany, type Begun, beginPaying, END_NAMES, type End, ENDS, end, pressMuch, untilPaid } from './market/buyers.ts';
import { COMPANIES, type Company, comeIn, takeByCompanies, withCompanies } from './market/companies.ts';
import { type Courier, openCourier, untilQuiet, wronglyAnswered } from './market/courier.ts';
import { type Endpoint, FORGERIES, LIE_NAMES, type Letter, seal, tellLie, write } from './market/forgeries.ts';
import { fillCarts, type Market, openMarket, stockUp } from './market/market.ts';
import { findOrphans, KINDS } from './market/orphans.ts';
import { startPost } from './market/post.ts';
import { changesBetween, readBothSides, readStanding } from './market/standing.ts';
import { tamper } from './market/tamper.ts';

const AT_ONCE = 6;
const QUIET_WITHIN_MS = 150_000;
const CONTROL = 20;
/** What a press may be answered: an order, to wait, that somebody else is at it, or that the company is. */
const FAIR: ReadonlySet<number> = new Set([200, 202, 409, 502]);
const SUCCESS = /payment_intent\.succeeded|amount_capturable|CAPTURE\.COMPLETED|ORDER\.APPROVED/;

/** What the run shares. */
type Fair = {
  readonly market: Market;
  readonly courier: Courier;
  readonly random: () => number;
  readonly endpoint: Endpoint;
  /** Somebody of the shop's, as each request would find them. */
  readonly owner: () => Ctx;
  /** A shop beside it, which takes payments by the same companies. */
  readonly neighbour: Ctx;
  readonly ofNeighbour: Endpoint;
};
type Story = { readonly begun: Begun; readonly how: End; readonly presses: readonly number[] };

export const experiment: Experiment = {
  title: 'Webhooks of both companies are replayed, forged, late, doubled, reordered and lost, while buyers press, over two processes',
  async run({ seed, quick, say }) {
    const market = await openMarket(2, 'checks');
    try {
      const fair = await openFair(market, randomFrom(seed));
      const { delivered } = fair.courier;
      const [payments, storm, altered] = quick ? [14, 120, 4] : [140, 1_800, 40];
      const stories = await tellStories(fair, payments);
      const isCalm = await untilQuiet(market, QUIET_WITHIN_MS);
      const wrongEnds = await judge(fair, stories, say);
      const cases = await countCases(market);
      say(`${stories.length} payments have ended, with ${delivered.length} webhooks; the storm begins`);
      const before = await readShops(fair);
      await rage(fair, stories, storm);
      const paid = stories.filter(({ how }) => how === 'paid' || how === 'given back by us').map(({ begun }) => begun);
      const tampered = await tamper(fair, paid.slice(0, altered), say);
      const isQuiet = await untilQuiet(market, QUIET_WITHIN_MS);
      const changes = changesBetween(before, await readShops(fair));
      const wrong = wronglyAnswered(delivered);
      const misled = countMisled(stories, fair.courier);
      const orphans = await findOrphans(market);
      for (const change of changes.slice(0, 10)) say(change);
      for (const { what, status } of wrong.slice(0, 10)) say(`${what}: answered ${status}`);
      for (const [name, count] of Object.entries(orphans)) say(`${count} × ${name}`);
      const forged = delivered.filter(({ isForged }) => isForged).length;
      const presses = stories.flatMap((story) => story.presses);
      const against = `${delivered.length} deliveries over ${payments} payments, 2 processes, seed ${seed}`;
      return [
        atLeast(quick ? 150 : 2_000, 'deliveries', delivered.length, '', `${forged} of them forged`),
        atMost(0, 'answers other than 2xx to a true one and 4xx to a forged one', wrong.length, '', against),
        atMost(0, 'payments that ended otherwise than their true events make', wrongEnds, '', against),
        atMost(0, 'cases that were opened though nothing differed', cases, '', against),
        atMost(0, 'rows that were changed afterwards', changes.length, '', `${storm} deliveries to payments that had ended`),
        atMost(
          0,
          'payments that were altered at the company and not put before the staff',
          tampered.untold,
          '',
          `${tampered.count} payments`,
        ),
        atMost(0, 'odd answers to buyers', presses.filter((code) => !FAIR.has(code)).length, '', `${presses.length} presses, 50 of a cart`),
        atMost(0, 'times that it did not come to rest', Number(!isCalm) + Number(!isQuiet), '', against),
        atMost(0, 'orphans of any kind', Object.keys(orphans).length, '', `${KINDS} kinds`),
        atLeast(1, 'control: unpaid payments that a shop takes for paid which believes what it is told', misled, '', against),
        atLeast(
          1,
          'control: forged ones that are taken where the check is planted out',
          await controlTrust(fair, stories),
          '',
          `${CONTROL} of them`,
        ),
        plain('ends of payments', new Set(stories.map(({ how }) => how)).size, 'kinds', END_NAMES.join(', ')),
      ];
    } finally {
      await market.close();
    }
  },
};

async function openFair(market: Market, random: () => number): Promise<Fair> {
  const ground = await withCompanies(market.world.ground, 'checks');
  const { owner: neighbour } = await openShop(market.world);
  const endpoint = await takeByCompanies(ground, market.owner, 'thisShop');
  const ofNeighbour = await takeByCompanies(ground, neighbour, 'neighbour');
  const owner = () => comeIn(ground, market.owner);
  return { market, courier: openCourier(market), random, endpoint, owner, neighbour, ofNeighbour };
}

const oneOf = <T>(random: () => number, values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

/** Does the work for all, a few at a time. */
async function together<T>(inputs: readonly T[], work: (input: T, at: number) => Promise<void>): Promise<void> {
  const waiting = [...inputs.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Buyers pay, and the companies' word of it comes as the post likes. */
async function tellStories(fair: Fair, payments: number): Promise<Story[]> {
  const { market, courier, endpoint, random, owner } = fair;
  const variantId = await stockUp(market, payments);
  const carts = await fillCarts(
    market,
    Array.from({ length: payments }, () => [{ variantId, quantity: 1 }]),
  );
  const stories: Story[] = [];
  const post = startPost(courier, endpoint, random);
  await together(carts, async (cart, at) => {
    const how = END_NAMES[at % END_NAMES.length] as End;
    const isTaken = ENDS[how].captured > 0;
    const begun = await beginPaying(market, cart, COMPANIES[Math.floor(at / END_NAMES.length) % COMPANIES.length] as Company);
    await bringForgery(fair, write(begun.company, tellLie(begun, 'all is well'), endpoint));
    await bringLie(fair, begun);
    if (how === 'given up, and approved afterwards') await market.ask(1, `/api/v1/carts/${cart}/payment`, { method: 'DELETE' });
    if (how !== 'never paid') await actAtCompany(market, begun, how === 'declined' ? 'is declined' : 'pays');
    const presses = isTaken && at % 3 === 0 ? await pressMuch(market, begun, random) : [];
    if (isTaken) await end(owner, begun, await untilPaid(market, begun), how);
    stories[at] = { begun, how, presses };
  });
  await post.finish();
  return stories;
}

async function bringForgery({ courier, endpoint, random }: Fair, letter: Letter): Promise<void> {
  const [what, forge] = oneOf(random, Object.entries(FORGERIES[letter.company]));
  await courier.bring(forge(letter, endpoint), { counter: Math.floor(random() * 2), what, isForged: true });
}

/** What the company itself signs, and is not so. It is taken, and only makes the shop look. */
async function bringLie({ courier, endpoint, random }: Fair, begun: Begun, other?: Begun): Promise<void> {
  const lie = oneOf(random, LIE_NAMES);
  const letter = write(begun.company, tellLie(begun, lie, other?.reference), endpoint);
  await courier.bring(letter, { counter: Math.floor(random() * 2), what: other ? 'two payments as one' : lie, isForged: false });
}

/** How many payments stand otherwise, with us or at their company, than their story has it. */
async function judge({ market }: Fair, stories: readonly Story[], say: (line: string) => void): Promise<number> {
  let wrong = 0;
  for (const { begun, how } of stories) {
    const { orders, captured, refunded } = ENDS[how];
    const stands = await readBothSides(market, begun);
    const { theirs, told } = stands;
    const isRight =
      stands.orders === orders &&
      [stands.captured, theirs.captured].every((sum) => sum === captured) &&
      [stands.refunded, theirs.refunded].every((sum) => sum === refunded) &&
      theirs.captures === Number(captured > 0) &&
      told.paid === Number(captured > 0) &&
      told.placed <= 1;
    if (isRight) continue;
    wrong++;
    say(`${begun.company} ${how}: ${JSON.stringify(stands)}`);
  }
  return wrong;
}

async function countCases({ admin, owner }: Market): Promise<number> {
  const { rows } = await admin.query<{ count: number }>('select count(*)::int as count from payment_case where shop_id = $1', [
    owner.shop.id,
  ]);
  return rows[0]?.count ?? 0;
}

async function readShops({ market, neighbour }: Fair): Promise<Map<string, readonly string[]>> {
  const own = await readStanding(market, market.owner.shop.id);
  const other = await readStanding(market, neighbour.shop.id);
  return new Map([...own, ...[...other].map(([kind, rows]) => [`the neighbour's ${kind}`, rows] as const)]);
}

/** Everything that can come to payments that have ended: again, forged, untrue, for another payment, at another shop, and from another shop. */
async function rage(fair: Fair, stories: readonly Story[], deliveries: number): Promise<void> {
  const { courier, endpoint, ofNeighbour, neighbour, random } = fair;
  const letters = [...courier.letters];
  const { slug } = neighbour.shop;
  const anyone = () => Math.floor(random() * 2);
  const acts: readonly (() => Promise<void>)[] = [
    () => courier.bring(seal(oneOf(random, letters), endpoint), { counter: anyone(), what: 'again', isForged: false }),
    () => courier.bring(seal(oneOf(random, letters), endpoint), { counter: anyone(), what: 'again', isForged: false }),
    () => bringForgery(fair, oneOf(random, letters)),
    () => bringForgery(fair, oneOf(random, letters)),
    () => bringLie(fair, oneOf(random, stories).begun),
    () => {
      const [one, other] = [oneOf(random, stories).begun, oneOf(random, stories).begun];
      return bringLie(fair, one, other.company === one.company ? other : undefined);
    },
    () => courier.bring(seal(oneOf(random, letters), endpoint), { counter: anyone(), what: 'at the neighbour’s', isForged: true, slug }),
    () => courier.bring(seal(oneOf(random, letters), ofNeighbour), { counter: anyone(), what: 'of the neighbour’s', isForged: true }),
    () => {
      const { begun } = oneOf(random, stories);
      const letter = write(begun.company, tellLie(begun, 'all is well'), ofNeighbour);
      return courier.bring(letter, { counter: anyone(), what: 'our payment, told to the neighbour', isForged: false, slug });
    },
  ];
  await together(
    Array.from({ length: deliveries }, () => oneOf(random, acts)),
    (act) => act(),
  );
}

/** Payments of which no money was taken, and of which somebody has said, signed or not, that it was. */
function countMisled(stories: readonly Story[], { delivered }: Courier): number {
  const said = delivered.filter(({ body }) => SUCCESS.test(body)).map(({ body }) => body);
  const unpaid = stories.filter(({ how }) => ENDS[how].captured === 0);
  return unpaid.filter(({ begun }) => said.some((body) => body.includes(begun.id) || body.includes(begun.reference))).length;
}

/** The same forgeries, at a process that does not look who signed. Those that it takes are what the checker counts. */
async function controlTrust(fair: Fair, stories: readonly Story[]): Promise<number> {
  const { market } = fair;
  for (const counter of [0, 1]) {
    await market.kill(counter);
    await market.restart(counter, 'believes everything');
  }
  const control = { ...fair, courier: openCourier(market) };
  for (let forgery = 0; forgery < CONTROL; forgery++) {
    const { begun } = oneOf(fair.random, stories);
    await bringForgery(control, write(begun.company, tellLie(begun, 'all is well'), fair.endpoint));
    await sleep(10);
  }
  return wronglyAnswered(control.courier.delivered).length;
}
