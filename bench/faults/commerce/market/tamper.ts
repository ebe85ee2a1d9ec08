import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '../../../../packages/server/src/platform/index.ts';
import { type Begun, end } from './buyers.ts';
import type { Courier } from './courier.ts';
import { type Endpoint, tellLie, write } from './forgeries.ts';
import type { Market } from './market.ts';
import { recordOf } from './standing.ts';

type Record = { [name: string]: unknown };
type Books = { readonly intent: Record; readonly amount: Record } & Record;

/** What is altered in a company's books, for Stripe and for PayPal: the payment is then another than we asked for. */
const ALTERATIONS: Readonly<{ [what: string]: { stripe: (books: Books) => Record; paypal: (books: Books) => Record } }> = {
  amount: {
    stripe: (books) => ({ ...books, intent: { ...books.intent, amount: 100 } }),
    paypal: (books) => ({ ...books, amount: { ...books.amount, value: '1.00' } }),
  },
  currency: {
    stripe: (books) => ({ ...books, intent: { ...books.intent, currency: 'usd' } }),
    paypal: (books) => ({ ...books, amount: { ...books.amount, currency_code: 'USD' } }),
  },
  payee: {
    stripe: (books) => ({ ...books, intent: { ...books.intent, on_behalf_of: 'acct_of_somebody_else' } }),
    paypal: (books) => ({ ...books, payee: 'SOMEBODYELSES' }),
  },
  key: {
    stripe: (books) => ({ ...books, intent: { ...books.intent, metadata: { bottega_payment: crypto.randomUUID() } } }),
    paypal: (books) => ({ ...books, custom_id: crypto.randomUUID() }),
  },
};

const LOOKED_AT_WITHIN_MS = 15_000;

type House = { readonly market: Market; readonly courier: Courier; readonly endpoint: Endpoint; readonly owner: () => Ctx };

/**
 * Alters paid payments at their company, one after another: another amount, currency, account or key, and money that went back there. Then
 * the company says so, truly signed. None of it may be believed, and each is put before the staff. Afterwards the company's books are as
 * they were.
 */
export async function tamper(
  house: House,
  payments: readonly Begun[],
  say: (line: string) => void,
): Promise<{ count: number; untold: number }> {
  const kinds = Object.keys(ALTERATIONS);
  const sorted = payments.toSorted((one, other) => one.company.localeCompare(other.company));
  let untold = 0;
  for (const [at, begun] of sorted.entries()) {
    const what = kinds[at % kinds.length] as string;
    const told = await alter(house, begun, what);
    if (told) continue;
    untold++;
    say(`${begun.company}: another ${what}, and no case`);
  }
  return { count: payments.length, untold };
}

/** Whether it was put before the staff. */
async function alter({ market, courier, endpoint, owner }: House, begun: Begun, what: string): Promise<boolean> {
  const { admin } = market;
  const shop = market.owner.shop.id;
  const place = [shop, begun.company, recordOf(begun)];
  const { rows } = await admin.query<{ value: Books }>(
    'select value from simulator_record where shop_id = $1 and plugin = $2 and name = $3',
    place,
  );
  const before = rows[0]?.value as Books;
  const write_ = (value: unknown) =>
    admin.query('update simulator_record set value = $4 where shop_id = $1 and plugin = $2 and name = $3', [
      ...place,
      JSON.stringify(value),
    ]);
  await end(owner, begun, '', 'given back at the company');
  const now = await admin.query<{ value: Books }>(
    'select value from simulator_record where shop_id = $1 and plugin = $2 and name = $3',
    place,
  );
  await write_(ALTERATIONS[what]?.[begun.company](now.rows[0]?.value as Books));
  try {
    await courier.collect(); // nobody brings what it wrote itself
    const letter = write(begun.company, tellLie(begun, 'all is well'), endpoint);
    await courier.bring(letter, { counter: 0, what: `another ${what} at the company`, isForged: false });
    return await untilTold(market, begun.id);
  } finally {
    await write_(before);
  }
}

async function untilTold({ admin, owner }: Market, paymentId: string): Promise<boolean> {
  for (const deadline = performance.now() + LOOKED_AT_WITHIN_MS; performance.now() < deadline; await sleep(100)) {
    const { rowCount } = await admin.query(
      `select from payment_case where shop_id = $1 and payment_id = $2 and kind in ('differs', 'environment')`,
      [owner.shop.id, paymentId],
    );
    if (rowCount) return true;
  }
  return false;
}
