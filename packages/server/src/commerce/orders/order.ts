import { z } from '@hono/zod-openapi';
import { type Permission, pageInputSchema } from '#platform';
import { addressSchema } from '../carts/cart.ts';
import { moneySchema, pictureSchema } from '../words.ts';

export const ORDER_STATES = ['placed', 'paid', 'fulfilled', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const PAYMENT_STATES = ['awaiting_transfer', 'captured', 'refunded'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

type OrderMoveRule = {
  readonly from: readonly OrderState[];
  readonly to: OrderState;
  readonly permission: Permission;
  readonly event: string;
  /** What becomes of the payment, by the state it is in; absent: it stays. */
  readonly payment: Partial<Record<PaymentState, PaymentState>>;
  readonly returnsStock: boolean;
};

/** The states of an order: what may be done, from where, who may, and what follows. */
export const ORDER_MOVES = {
  pay: {
    from: ['placed'],
    to: 'paid',
    permission: 'orders.write',
    event: 'order.paid',
    payment: { awaiting_transfer: 'captured' },
    returnsStock: false,
  },
  fulfil: { from: ['paid'], to: 'fulfilled', permission: 'orders.write', event: 'order.fulfilled', payment: {}, returnsStock: false },
  cancel: {
    from: ['placed', 'paid'],
    to: 'cancelled',
    permission: 'orders.write',
    event: 'order.cancelled',
    payment: { captured: 'refunded' },
    returnsStock: true,
  },
} as const satisfies Record<string, OrderMoveRule>;
export type OrderMove = keyof typeof ORDER_MOVES;

export const listOrdersSchema = pageInputSchema.extend({ state: z.enum(ORDER_STATES).optional() });
export type ListOrders = Partial<z.output<typeof listOrdersSchema>>;

export const orderSummarySchema = z
  .object({
    id: z.string(),
    code: z.string().openapi({ example: '7K2MQ4XB9D' }),
    state: z.enum(ORDER_STATES),
    paymentState: z.enum(PAYMENT_STATES),
    email: z.string(),
    total: moneySchema,
    count: z.int().openapi({ description: 'Units of all lines together.' }),
    placedAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('OrderSummary');
export type OrderSummary = z.output<typeof orderSummarySchema>;

const orderLineSchema = z.object({
  title: z.string(),
  sku: z.string(),
  slug: z.string().nullable(),
  quantity: z.int(),
  unitPrice: moneySchema,
  total: moneySchema,
  picture: pictureSchema.nullable(),
});

const orderChangeSchema = z.object({
  at: z.string().openapi({ format: 'date-time' }),
  from: z.string().nullable(),
  to: z.string(),
  actor: z.string(),
  note: z.string().nullable(),
});

export const orderSchema = z
  .object({
    id: z.string(),
    code: z.string().openapi({ example: '7K2MQ4XB9D' }),
    state: z.enum(ORDER_STATES),
    paymentState: z.enum(PAYMENT_STATES),
    email: z.string().openapi({ description: 'Masked for guests.' }),
    address: addressSchema,
    lines: z.array(orderLineSchema),
    subtotal: moneySchema,
    shipping: moneySchema,
    tax: moneySchema,
    total: moneySchema,
    taxBps: z.int().openapi({ description: 'Basis points: 2200 is 22 %.' }),
    pricesIncludeTax: z.boolean(),
    placedAt: z.string().openapi({ format: 'date-time' }),
    paymentInstructions: z.string().nullable(),
    /** For an order that waits for a bank transfer: to whom, and what must stand on it. */
    transfer: z.object({ to: z.string(), reference: z.string() }).nullable(),
    history: z.array(orderChangeSchema),
  })
  .openapi('Order');
export type OrderView = z.output<typeof orderSchema>;

export type PlaceOrderRefusal = 'not_found' | 'empty' | 'incomplete' | 'out_of_stock' | 'payment_declined' | 'busy';

/** `message` is a sentence for the buyer. */
export type PlaceOrderResult =
  | { readonly state: 'placed'; readonly order: OrderView }
  | { readonly state: 'refused'; readonly reason: PlaceOrderRefusal; readonly message: string };
