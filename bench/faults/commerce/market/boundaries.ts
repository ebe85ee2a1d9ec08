import type { Market } from './market.ts';

/** The boundaries of checkout, in their order: how far a cart had come when the process that served it died. */
export const BOUNDARIES = [
  'nothing begun',
  'stock promised, bank not asked',
  'payment at the bank, no order',
  'order written, capture not sent',
  'capture on its way, not taken',
  'money taken, answer not written',
  'answer written, order not paid',
  'paid',
] as const;
export type Boundary = (typeof BOUNDARIES)[number];

type Row = {
  readonly state: string;
  readonly payment: string | null;
  readonly paid: boolean;
  readonly delivery: string | null;
};

/** Where each of the carts stands. */
export async function findBoundaries({ admin, owner, bank }: Market, carts: readonly string[]): Promise<Boundary[]> {
  const { rows } = await admin.query<Row>(
    `select cart.state, payment.id as payment, coalesce(orders.payment_state = 'paid', false) as paid, delivery.state as delivery
     from cart
     left join payment on payment.shop_id = cart.shop_id and payment.cart_id = cart.id
     left join orders on orders.shop_id = cart.shop_id and orders.cart_id = cart.id
     left join delivery on delivery.shop_id = cart.shop_id and delivery.key = 'capture:' || payment.id
     where cart.shop_id = $1 and cart.id = any ($2)`,
    [owner.shop.id, carts],
  );
  return rows.map((row) => boundaryOf(row, bank));
}

function boundaryOf({ state, payment, paid, delivery }: Row, { payments, captures }: Market['bank']): Boundary {
  if (paid) return 'paid';
  if (payment === null) return 'nothing begun';
  if (state === 'paying') return payments.has(payment) ? 'payment at the bank, no order' : 'stock promised, bank not asked';
  if (delivery === 'accepted') return 'answer written, order not paid';
  if (delivery !== 'sending') return 'order written, capture not sent';
  return captures.has(payment) ? 'money taken, answer not written' : 'capture on its way, not taken';
}
