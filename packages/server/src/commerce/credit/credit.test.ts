import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, inTransaction, newId } from '#platform';
import { dropPayment } from '../checkout/drop-payment.ts';
import { placeOrder } from '../checkout/place-order.ts';
import { readCart } from '../carts/cart.store.ts';
import {
  addCartCode,
  correctCustomerCredit,
  correctGiftCard,
  createCustomer,
  expireCredit,
  getCart,
  getCustomerCredit,
  getGiftCard,
  issueGiftCard,
  listGiftCards,
  removeCartCode,
  setGiftCardState,
} from '../index.ts';
import { fillCart, type Market, openMarket, sellBowl } from '../testing/market.ts';
import { claimCredit, giveBackCredit, refundCredit } from './claim-credit.ts';
import { readCardCode } from './credit.ts';

let market: Market;
let variantId: string;
beforeAll(async () => {
  market = await openMarket();
  variantId = (await sellBowl(market.owner, { stock: 1_000 })).variantId;
});
afterAll(() => market?.world.close());

const issue = (amount: number, changes: { expiresAt?: string; currency?: string } = {}) =>
  issueGiftCard(market.owner, {
    value: { amount, currency: changes.currency ?? 'EUR' },
    ...(changes.expiresAt ? { expiresAt: changes.expiresAt } : {}),
  });

const cartWith = async (code: string): Promise<string> => {
  const { id: cartId } = await fillCart(market.guest, [{ variantId, quantity: 1 }]);
  const change = await addCartCode(market.guest, { cartId, code });
  if (change.state !== 'ok') throw new Error(change.reason);
  return cartId;
};

const balanceOf = async (id: string): Promise<number> => (await getGiftCard(market.owner, { id })).balance.amount;

/** What all accounts of the shop come to together: nothing, whatever happened. */
async function sumOfBooks(owner: Ctx): Promise<number> {
  const { rows } = await sql<{ sum: string | null }>`select sum(amount) from credit_entry where shop_id = ${owner.shop.id}`.execute(
    owner.db,
  );
  return Number(rows[0]?.sum ?? 0);
}

describe('a gift card', () => {
  test('is told its code once; the books keep a hash and four characters of it', async () => {
    const { card, code } = await issue(5_000);
    expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    expect(card).toMatchObject({ ending: code.slice(-4), balance: { amount: 5_000, currency: 'EUR' }, state: 'open' });
    const kept = await sql<{ text: string }>`select row_to_json(a)::text as text from credit_account a where id = ${card.id}`.execute(
      market.owner.db,
    );
    expect(kept.rows[0]!.text).not.toContain(code.replaceAll('-', ''));
    expect((await listGiftCards(market.owner, { ending: code.slice(-4) })).items).toEqual([card]);
  });

  test('is read kindly: small letters, blanks, O for 0 and l for 1', () => {
    expect(readCardCode('k4md 82qx-7b1t zn5e')).toBe('K4MD82QX7B1TZN5E');
    expect(readCardCode('O0lI-2345-6789-ABCD')).toBe('001123456789ABCD');
    expect(readCardCode('SPRING10')).toBeUndefined();
  });

  test('pays a part; the rest is due, and the order says what the card paid', async () => {
    const { card, code } = await issue(2_000);
    const cartId = await cartWith(code.toLowerCase());
    const cart = await getCart(market.guest, { cartId });
    expect(cart).toMatchObject({ total: { amount: 5_690 }, credit: { amount: 2_000 }, due: { amount: 3_690 } });
    expect(cart.giftCards).toEqual([{ id: card.id, ending: card.ending, amount: { amount: 2_000, currency: 'EUR' } }]);
    expect(await placeOrder(market.guest, { cartId })).toMatchObject({ state: 'placed', order: { credit: { amount: 2_000 } } });
    expect(await balanceOf(card.id)).toBe(0);
    expect((await getGiftCard(market.owner, { id: card.id })).entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['pay', -2_000],
      ['issue', 2_000],
    ]);
  });

  test('pays all: nothing is due, and no provider is asked', async () => {
    const { card, code } = await issue(10_000);
    const placed = await placeOrder(market.guest, { cartId: await cartWith(code) });
    expect(placed).toMatchObject({ state: 'placed', order: { paymentState: 'paid' } });
    expect(await balanceOf(card.id)).toBe(10_000 - 5_690);
  });

  test('its balance claimed by 100 carts at once is paid out once', async () => {
    const { card, code } = await issue(5_690);
    const carts = await Promise.all(Array.from({ length: 100 }, () => cartWith(code)));
    const results = await Promise.all(carts.map((cartId) => placeOrder(market.guest, { cartId, expectedTotal: 5_690 })));
    const free = results.filter((result) => result.state === 'placed' && result.order.credit.amount > 0);
    expect(free).toHaveLength(1);
    expect(await balanceOf(card.id)).toBe(0);
    expect(await sumOfBooks(market.owner)).toBe(0);
  });

  test('a payment that is declined puts it back', async () => {
    const { card, code } = await issue(2_000);
    const cartId = await cartWith(code);
    const placed = await placeOrder(market.guest, { cartId });
    expect(placed.state).toBe('placed');
    expect(await balanceOf(card.id)).toBe(0);
    const other = await issue(1_000);
    const open = await cartWith(other.code);
    const cart = (await readCart(market.owner, open))!;
    const paymentId = newId();
    const credits = [{ accountId: other.card.id, amount: 1_000 }];
    expect(await inTransaction(market.owner, (ctx) => claimCredit(ctx, { paymentId, currency: 'EUR', credits }))).toBe('ok');
    expect(await inTransaction(market.owner, (ctx) => claimCredit(ctx, { paymentId, currency: 'EUR', credits })), 'again').toBe('ok');
    expect(await balanceOf(other.card.id)).toBe(0);
    await dropPayment(market.owner, cart, { paymentId, state: 'declined' });
    expect(await balanceOf(other.card.id), 'an open cart is not dropped').toBe(0);
    for (const given of [1_000, 0]) expect(await inTransaction(market.owner, (ctx) => giveBackCredit(ctx, paymentId))).toBe(given);
    expect(await balanceOf(other.card.id)).toBe(1_000);
  });

  test('partial refunds give back no more than it paid, each once', async () => {
    const { card } = await issue(1_000);
    const second = await issue(500);
    const paymentId = newId();
    const credits = [
      { accountId: card.id, amount: 1_000 },
      { accountId: second.card.id, amount: 500 },
    ];
    await inTransaction(market.owner, (ctx) => claimCredit(ctx, { paymentId, currency: 'EUR', credits }));
    const refund = (refundId: string, amount: number) =>
      inTransaction(market.owner, (ctx) => refundCredit(ctx, { paymentId, refundId, amount }));
    const first = newId();
    expect(await refund(first, 700)).toBe(700);
    expect(await refund(first, 700), 'the same again').toBe(0);
    expect(await refund(newId(), 5_000)).toBe(800);
    expect(await refund(newId(), 1)).toBe(0);
    expect(await inTransaction(market.owner, (ctx) => giveBackCredit(ctx, paymentId))).toBe(0);
    expect([await balanceOf(card.id), await balanceOf(second.card.id)]).toEqual([1_000, 500]);
  });

  test('two refunds at once give back no more than was paid', async () => {
    const { card } = await issue(1_000);
    const paymentId = newId();
    await inTransaction(market.owner, (ctx) =>
      claimCredit(ctx, { paymentId, currency: 'EUR', credits: [{ accountId: card.id, amount: 1_000 }] }),
    );
    const given = await Promise.all(
      Array.from({ length: 8 }, () =>
        inTransaction(market.owner, (ctx) => refundCredit(ctx, { paymentId, refundId: newId(), amount: 300 })),
      ),
    );
    expect(given.reduce((sum, amount) => sum + amount, 0)).toBe(1_000);
    expect(await balanceOf(card.id)).toBe(1_000);
  });

  test('that is blocked, empty, run out, of another currency or of nobody pays nothing', async () => {
    const blocked = await issue(1_000);
    const cartId = await cartWith(blocked.code);
    await setGiftCardState(market.owner, { id: blocked.card.id, state: 'blocked' });
    expect(await getCart(market.guest, { cartId })).toMatchObject({ credit: { amount: 0 }, giftCards: [] });
    const { id: other } = await fillCart(market.guest, [{ variantId, quantity: 1 }]);
    const lay = (code: string) => addCartCode(market.guest, { cartId: other, code });
    expect(await lay(blocked.code)).toMatchObject({ reason: 'no_such_code' });
    expect(await lay((await issue(1, { expiresAt: '2020-01-01T00:00:00Z' })).code)).toMatchObject({ reason: 'no_such_code' });
    expect(await lay((await issue(1, { currency: 'USD' })).code)).toMatchObject({ reason: 'code_not_open' });
    expect(await lay('K4MD-82QX-7B1T-ZN5E')).toMatchObject({ reason: 'no_such_code' });
  });

  test('can be taken out of the cart again', async () => {
    const { card, code } = await issue(1_000);
    const cartId = await cartWith(code);
    expect(await removeCartCode(market.guest, { cartId, code: card.id })).toMatchObject({ cart: { giftCards: [], credit: { amount: 0 } } });
  });

  test('that has run out is booked out, once, and stays in balance', async () => {
    const { card } = await issue(700, { expiresAt: '2020-01-01T00:00:00Z' });
    expect(await expireCredit(market.owner)).toBeGreaterThan(0);
    expect(await expireCredit(market.owner)).toBe(0);
    expect(await balanceOf(card.id)).toBe(0);
    expect(await sumOfBooks(market.owner)).toBe(0);
  });

  test('corrections happen once for a key, and never below nothing', async () => {
    const { card } = await issue(1_000);
    const correct = (key: string, amount: number) => correctGiftCard(market.owner, { id: card.id, key, amount, note: 'a gesture' });
    for (let twice = 0; twice < 2; twice++) expect((await correct(`${card.id}-1`, 500)).balance.amount).toBe(1_500);
    await expect(correct(`${card.id}-2`, -1_501)).rejects.toMatchObject({ problems: [{ path: 'amount' }] });
    expect((await correct(`${card.id}-3`, -1_500)).balance.amount).toBe(0);
  });
});

describe('the credit of a customer', () => {
  test('is given and taken in the currency that is named, and no further than there is', async () => {
    const { owner } = market;
    const { id: customerId } = await createCustomer(owner, { email: `credit-${newId()}@example.com` });
    const correct = (amount: number, key: string) =>
      correctCustomerCredit(owner, {
        customerId,
        currency: 'EUR',
        amount,
        key: `${key}-${customerId.slice(-8)}`,
        note: 'for the broken bowl',
      });
    expect(await correct(1_200, 'one')).toMatchObject({ balances: [{ amount: 1_200, currency: 'EUR' }] });
    await expect(correct(-1_300, 'two')).rejects.toMatchObject({ problems: [{ path: 'amount' }] });
    expect(await getCustomerCredit(owner, { customerId })).toMatchObject({ entries: [{ kind: 'correct', amount: 1_200 }] });
    await expect(
      correctCustomerCredit(owner, { customerId: newId(), currency: 'EUR', amount: 1, key: 'nobody-12', note: 'x' }),
    ).rejects.toMatchObject({
      problems: [{ path: 'customerId' }],
    });
  });
});

describe('the database itself', () => {
  const write = (statement: (ctx: Ctx, ids: { card: string; transfer: string }) => Promise<unknown>) => async () => {
    const { card } = await issue(1_000);
    const transfer = newId();
    await inTransaction(market.owner, async (ctx) => {
      await sql`insert into credit_transfer (shop_id, id, key, kind, actor, made_at)
        values (${ctx.shop.id}, ${transfer}, ${transfer}, 'correct', 'test', now())`.execute(ctx.db);
      await statement(ctx, { card: card.id, transfer });
    });
  };

  test('refuses entries that do not sum to nothing', async () => {
    const unbalanced = write(async (ctx, { card, transfer }) => {
      await sql`insert into credit_entry values (${ctx.shop.id}, ${transfer}, ${card}, 5)`.execute(ctx.db);
      await sql`update credit_account set balance = balance + 5 where id = ${card}`.execute(ctx.db);
    });
    await expect(unbalanced()).rejects.toMatchObject({ constraint: 'credit_transfer_is_balanced' });
  });

  test('refuses a balance that is not its entries', async () => {
    const richer = write((ctx, { card }) => sql`update credit_account set balance = balance + 5 where id = ${card}`.execute(ctx.db));
    await expect(richer()).rejects.toMatchObject({ constraint: 'credit_balance_is_its_entries' });
  });

  test('refuses a balance below nothing, and to write over the books', async () => {
    const poorer = write((ctx, { card }) => sql`update credit_account set balance = -1 where id = ${card}`.execute(ctx.db));
    await expect(poorer()).rejects.toMatchObject({ constraint: 'credit_never_negative' });
    const forger = write((ctx) => sql`update credit_entry set amount = 1`.execute(ctx.db));
    await expect(forger()).rejects.toMatchObject({ code: '42501' });
  });
});
