import type { Begun } from './buyers.ts';
import type { Market } from './market.ts';

/** All that a webhook could change, each as a query for rows of the shop `$1`, written in a way that can be held against itself later. */
const STATE: Readonly<Record<string, string>> = {
  payments: `select id, state, captured, refunded, capture_claimed, refund_claimed, disputed, order_id from payment where shop_id = $1`,
  captures: `select id, state, amount, declined from payment_capture where shop_id = $1`,
  refunds: `select id, state, amount from refund where shop_id = $1`,
  orders: `select id, state, payment_state, refund_state, fulfilment_state, total from orders where shop_id = $1`,
  history: `select id, event from order_change where shop_id = $1`,
  carts: `select id, state from cart where shop_id = $1`,
  stock: `select variant_id, location_id, on_hand, reserved from stock where shop_id = $1`,
  promises: `select cart_id, quantity from reservation where shop_id = $1`,
  events: `select id, type from event where shop_id = $1 and type like 'order.%'`,
  invoices: `select * from invoice where shop_id = $1`,
};

/** The rows of each kind, by kind. */
export type Standing = ReadonlyMap<string, readonly string[]>;

export async function readStanding({ admin }: Market, shopId: string): Promise<Standing> {
  const standing = new Map<string, readonly string[]>();
  for (const [kind, query] of Object.entries(STATE)) {
    const { rows } = await admin.query(query, [shopId]);
    standing.set(kind, rows.map((row) => JSON.stringify(row)).sort());
  }
  return standing;
}

/** Rows that are there before or after and not both times. */
export function changesBetween(before: Standing, after: Standing): string[] {
  return [...before].flatMap(([kind, rows]) => {
    const then = new Set(rows);
    const now = new Set(after.get(kind));
    return [...rows.filter((row) => !now.has(row)), ...[...now].filter((row) => !then.has(row))].map((row) => `${kind}: ${row}`);
  });
}

/** How a payment stands with us and at its company, by the books of each. */
export type BothSides = {
  readonly orders: number;
  readonly captured: number;
  readonly refunded: number;
  readonly theirs: { readonly captured: number; readonly captures: number; readonly refunded: number };
  /** How often it was told that the order was placed, and that it was paid. */
  readonly told: { readonly placed: number; readonly paid: number };
};

type Books = {
  /** A payment of Stripe's; PayPal writes a word there. */
  readonly intent: { readonly amount_received: number } | string;
  readonly charges?: readonly { readonly captured: boolean }[];
  readonly captures?: readonly { readonly amount: { readonly value: string } }[];
  readonly refunds: readonly { readonly amount: number | { readonly value: string }; readonly status?: string }[];
};

const cents = (amount: number | { readonly value: string }): number =>
  typeof amount === 'number' ? amount : Math.round(Number(amount.value) * 100);
const sumOf = (parts: readonly { readonly amount: number | { readonly value: string } }[]): number =>
  parts.reduce((sum, { amount }) => sum + cents(amount), 0);

export const recordOf = ({ company, reference }: Begun): string => (company === 'stripe' ? `payment/${reference}` : `order/${reference}`);

export async function readBothSides({ admin, owner }: Market, begun: Begun): Promise<BothSides> {
  const { rows } = await admin.query<Omit<BothSides, 'theirs' | 'told'> & { placed: number; paid: number; books: Books }>(
    `select (select count(*) from orders where shop_id = p.shop_id and cart_id = p.cart_id and state <> 'cancelled')::int as orders,
       p.captured::int, p.refunded::int, r.value as books,
       (select count(*) from event where shop_id = p.shop_id and subject_id = p.order_id and type = 'order.placed')::int as placed,
       (select count(*) from event where shop_id = p.shop_id and subject_id = p.order_id and type = 'order.paid')::int as paid
     from payment p join simulator_record r on r.shop_id = p.shop_id and r.plugin = p.provider and r.name = $3
     where p.shop_id = $1 and p.id = $2`,
    [owner.shop.id, begun.id, recordOf(begun)],
  );
  const [row] = rows;
  if (!row) throw new Error(`the company has no record of ${begun.id}`);
  const { books, placed, paid, ...ours } = row;
  const captures = books.captures ?? (books.charges ?? []).filter(({ captured }) => captured);
  const captured = typeof books.intent === 'string' ? sumOf(books.captures ?? []) : books.intent.amount_received;
  const refunded = sumOf(books.refunds.filter(({ status }) => status !== 'failed'));
  return { ...ours, theirs: { captured, captures: captures.length, refunded }, told: { placed, paid } };
}
