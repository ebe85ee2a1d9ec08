import { issueGiftCard } from '../../../packages/server/src/commerce/credit/gift-cards.ts';
import { addPromotionCodes } from '../../../packages/server/src/commerce/promotions/promotion-codes.ts';
import { createPromotion } from '../../../packages/server/src/commerce/promotions/write-promotion.ts';
import { atMost, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { fillCarts, type Market, openMarket, stockUp } from './market/market.ts';
import { findOrphans, KINDS } from './market/orphans.ts';

const AT_ONCE = 100;
/** Less than one cart costs, so that a card is used up by the first who has it. */
const CARD_AMOUNT = 3_000;

/** TRUST.md A4, experiment 4: a code that can be used once, and a gift card, are used a hundred times at the same moment. */
export const experiment: Experiment = {
  title: 'A code for one use, and a gift card, are used a hundred times at once over two processes',
  async run({ seed, quick, say }) {
    const market = await openMarket(2);
    try {
      const rounds = quick ? 2 : 50;
      const sum = { codes: 0, cards: 0, odd: 0, orders: 0 };
      for (let round = 0; round < rounds; round++) {
        const code = await useCode(market, `ONCE-${round}-${seed % 10_000}`);
        const card = await useCard(market);
        sum.codes += Math.abs(code.used - 1);
        sum.cards += Math.abs(card.paid - CARD_AMOUNT);
        sum.odd += code.odd + card.odd;
        sum.orders += code.orders + card.orders;
        if ((round + 1) % 10 === 0) say(`${round + 1} rounds`);
      }
      const orphans = await findOrphans(market);
      for (const [name, count] of Object.entries(orphans)) say(`${count} × ${name}`);
      const against = `${rounds} rounds of ${AT_ONCE} at once`;
      return [
        atMost(0, 'uses of codes beyond, or short of, one in each round', sum.codes, '', against),
        atMost(0, 'minor units paid by cards beyond, or short of, their balance', sum.cards, '', against),
        atMost(0, 'accounts whose balance is not the sum of their entries', await countUnbalanced(market), '', against),
        atMost(0, 'answers that are neither an order nor a refusal', sum.odd, '', against),
        atMost(0, 'orphans of any kind', Object.keys(orphans).length, '', `${KINDS} kinds`),
        plain('orders', sum.orders, '', against),
      ];
    } finally {
      await market.close();
    }
  },
};

async function useCode(market: Market, code: string) {
  const { id } = await createPromotion(market.owner, {
    name: code,
    needsCode: true,
    effect: { kind: 'percent', bps: 1_000 },
  });
  await addPromotionCodes(market.owner, { id, codes: [code], usageLimit: 1 });
  const carts = await fill(market);
  await market.admin.query('update cart set codes = array[$2] where shop_id = $1 and id = any ($3)', [market.owner.shop.id, code, carts]);
  const came = await orderAll(market, carts);
  const { rows } = await market.admin.query<{ used: number }>(
    `select count(*)::int as used from orders where shop_id = $1 and cart_id = any ($2) and discount > 0`,
    [market.owner.shop.id, carts],
  );
  return { used: rows[0]?.used ?? 0, ...came };
}

async function useCard(market: Market) {
  const { currency, id: shop } = market.owner.shop;
  const { card } = await issueGiftCard(market.owner, { value: { amount: CARD_AMOUNT, currency } });
  const carts = await fill(market);
  await market.admin.query('insert into cart_credit (shop_id, cart_id, account_id) select $1, unnest($2::uuid[]), $3', [
    shop,
    carts,
    card.id,
  ]);
  const came = await orderAll(market, carts);
  const { rows } = await market.admin.query<{ paid: string }>(
    'select coalesce(sum(credit), 0) as paid from orders where shop_id = $1 and cart_id = any ($2)',
    [shop, carts],
  );
  return { paid: Number(rows[0]?.paid), ...came };
}

async function fill(market: Market): Promise<string[]> {
  const variantId = await stockUp(market, AT_ONCE);
  return fillCarts(
    market,
    Array.from({ length: AT_ONCE }, () => [{ variantId, quantity: 1 }]),
  );
}

async function orderAll(market: Market, carts: readonly string[]): Promise<{ orders: number; odd: number }> {
  const answers = await Promise.all(
    carts.map((cart, at) => market.ask(at % 2, `/api/v1/carts/${cart}/order`, { body: { payment: 'manual' } })),
  );
  const orders = answers.filter(({ status }) => status === 200).length;
  return { orders, odd: answers.length - orders - answers.filter(({ status }) => status === 409).length };
}

async function countUnbalanced({ admin, owner }: Market): Promise<number> {
  const { rows } = await admin.query<{ wrong: number }>(
    `select count(*)::int as wrong from credit_account a where shop_id = $1
      and balance <> coalesce((select sum(amount) from credit_entry e where e.shop_id = a.shop_id and e.account_id = a.id), 0)`,
    [owner.shop.id],
  );
  return rows[0]?.wrong ?? 0;
}
