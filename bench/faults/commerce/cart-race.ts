import { atMost, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { randomFrom } from '../random.ts';
import { type Answer, fillCarts, type Market, openMarket, stockUp } from './market/market.ts';

type Shown = { amount: number };
type Cart = {
  lines: { variantId: string; quantity: number; unitPrice: Shown; discount: Shown; total: Shown }[];
  discounts: { amount: Shown }[];
  subtotal: Shown;
  shipping: Shown | null;
  tax: Shown;
  total: Shown;
  pricesIncludeTax: boolean;
  version: number;
};

/** One cart is changed by many at once over two processes, and looked at all the while. */
export const experiment: Experiment = {
  title: 'One cart is changed 11 and 100 times at once over two processes, and every total that is shown is looked at',
  async run({ seed, quick }) {
    const market = await openMarket(2);
    try {
      const random = randomFrom(seed);
      const rounds = quick ? 3 : 40;
      const sum = { shown: 0, wrong: 0, lost: 0, odd: 0, changes: 0 };
      for (let round = 0; round < rounds; round++) {
        for (const changes of [11, 100]) {
          const came = await race(market, changes, random);
          for (const key of ['shown', 'wrong', 'lost', 'odd'] as const) sum[key] += came[key];
          sum.changes += changes;
        }
      }
      const against = `${sum.changes} changes of ${2 * rounds} carts, seed ${seed}`;
      return [
        plain('totals looked at', sum.shown, '', against),
        atMost(0, 'totals that were not their lines', sum.wrong, '', `${sum.shown} that were shown`),
        atMost(0, 'changes that were lost', sum.lost, '', against),
        atMost(0, 'answers that were neither a cart nor a refusal', sum.odd, '', against),
      ];
    } finally {
      await market.close();
    }
  },
};

async function race(market: Market, changes: number, random: () => number) {
  const variants = await Promise.all(Array.from({ length: 4 }, () => stockUp(market, 500)));
  const [cart = ''] = await fillCarts(market, [[{ variantId: variants[0] as string, quantity: 1 }]]);
  const wanted = new Map<string, number>([[variants[0] as string, 1]]);
  const asking: Promise<Answer>[] = [];
  for (let change = 0; change < changes; change++) {
    const variantId = variants[Math.floor(random() * variants.length)] as string;
    wanted.set(variantId, (wanted.get(variantId) ?? 0) + 1);
    asking.push(market.ask(change % 2, `/api/v1/carts/${cart}/lines`, { body: { variantId, quantity: 1 } }));
    if (change % 3 === 0) asking.push(market.ask((change + 1) % 2, `/api/v1/carts/${cart}`, { method: 'GET' }));
  }
  const answers = await Promise.all(asking);
  const last = await market.ask(0, `/api/v1/carts/${cart}`, { method: 'GET' });
  const shown = [...answers, last].filter(({ status }) => status === 200).map(({ body }) => body as unknown as Cart);
  const held = new Map((last.body as unknown as Cart).lines.map((line) => [line.variantId, line.quantity]));
  return {
    shown: shown.length,
    wrong: shown.filter((cart) => !addsUp(cart)).length,
    lost: [...wanted].filter(([variantId, quantity]) => held.get(variantId) !== quantity).length,
    odd: answers.filter(({ status }) => status !== 200 && status !== 409).length,
  };
}

/** Every figure of a cart from its lines alone. */
function addsUp({ lines, discounts, subtotal, shipping, tax, total, pricesIncludeTax }: Cart): boolean {
  const sum = (amounts: readonly { amount: Shown }[]) => amounts.reduce((all, { amount }) => all + amount.amount, 0);
  const goods = lines.reduce((all, { quantity, unitPrice }) => all + quantity * unitPrice.amount, 0);
  const eachLine = lines.every((line) => line.total.amount === line.quantity * line.unitPrice.amount - line.discount.amount);
  const whole = goods - sum(discounts) + (shipping?.amount ?? 0) + (pricesIncludeTax ? 0 : tax.amount);
  return eachLine && subtotal.amount === goods && total.amount === whole;
}
