import { z } from '@hono/zod-openapi';
import { type Permission, pageInputSchema } from '#platform';
import { addressSchema } from '../carts/cart.ts';
import { moneySchema, pictureSchema } from '../words.ts';

/** `completed`: all is paid and sent. */
export const ORDER_STATES = ['placed', 'completed', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/**
 * `awaiting`: nothing is promised yet, as with a transfer. `authorised`: the money is promised and not taken. `part`: some of it was taken.
 * `failed`: it could not be taken. `cancelled`: it is not wanted any more.
 */
export const ORDER_PAYMENT_STATES = ['awaiting', 'authorised', 'part', 'paid', 'failed', 'cancelled'] as const;
export type OrderPaymentState = (typeof ORDER_PAYMENT_STATES)[number];

/** How much of an order was sent, or given back. */
export const EXTENTS = ['none', 'part', 'whole'] as const;
export type Extent = (typeof EXTENTS)[number];

/** What can happen to an order, as its history tells it. */
export const ORDER_EVENTS = [
  'placed',
  'paid',
  'payment_failed',
  'sent',
  'refunded',
  'refund_failed',
  'disputed',
  'cancelled',
  'noted',
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

/** Where an order stands. */
export type OrderStanding = {
  readonly state: OrderState;
  readonly paymentState: OrderPaymentState;
  readonly fulfilmentState: Extent;
};

type OrderMoveRule = {
  readonly permission: Permission;
  /** Whether the order is there already: then nothing is done, so that two who press the same button do it once. */
  readonly isDone: (order: OrderStanding) => boolean;
  /** Why not, from where the order stands; undefined when it may. */
  readonly whyNot: (order: OrderStanding) => string | undefined;
};

const isOver = ({ state }: OrderStanding) => (state === 'placed' ? undefined : `This order is ${state}.`);

/** What may be done with an order, who may, and from where. */
export const ORDER_MOVES = {
  pay: {
    permission: 'orders.write',
    isDone: ({ paymentState }) => paymentState === 'paid',
    whyNot: (order) =>
      isOver(order) ??
      (order.paymentState === 'awaiting' ? undefined : `Its payment is ${order.paymentState}, not waiting for a transfer.`),
  },
  fulfil: {
    permission: 'orders.write',
    isDone: ({ state, fulfilmentState }) => state !== 'cancelled' && fulfilmentState === 'whole',
    whyNot: (order) =>
      isOver(order) ??
      (order.paymentState === 'paid' || order.paymentState === 'authorised' ? undefined : 'It is sent when it is paid, and it is not yet.'),
  },
  cancel: {
    permission: 'orders.write',
    isDone: ({ state }) => state === 'cancelled',
    whyNot: (order) =>
      isOver(order) ?? (order.fulfilmentState === 'none' ? undefined : 'Some of it was sent: refund what comes back instead.'),
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
    paymentState: z.enum(ORDER_PAYMENT_STATES),
    fulfilmentState: z.enum(EXTENTS),
    refundState: z.enum(EXTENTS),
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
  discount: moneySchema,
  total: moneySchema,
  sent: z.int(),
  cancelled: z.int(),
  picture: pictureSchema.nullable(),
});

const orderChangeSchema = z.object({
  at: z.string().openapi({ format: 'date-time' }),
  event: z.enum(ORDER_EVENTS),
  detail: z.record(z.string(), z.unknown()),
  actor: z.string(),
  note: z.string().nullable(),
});

export const orderSchema = z
  .object({
    id: z.string(),
    code: z.string().openapi({ example: '7K2MQ4XB9D' }),
    state: z.enum(ORDER_STATES),
    paymentState: z.enum(ORDER_PAYMENT_STATES),
    fulfilmentState: z.enum(EXTENTS),
    refundState: z.enum(EXTENTS),
    email: z.string().openapi({ description: 'Masked for guests.' }),
    address: addressSchema,
    billingAddress: addressSchema.nullable(),
    lines: z.array(orderLineSchema),
    discounts: z.array(z.object({ name: z.string(), code: z.string().nullable(), amount: moneySchema })),
    subtotal: moneySchema,
    discount: moneySchema,
    shipping: moneySchema.openapi({ description: 'Before discounts, which stand in `discounts`.' }),
    shippingName: z.string(),
    tax: moneySchema,
    taxes: z.array(z.object({ bps: z.int().openapi({ description: 'Basis points: 2200 is 22 %.' }), base: moneySchema, tax: moneySchema })),
    total: moneySchema,
    credit: moneySchema.openapi({ description: 'Paid by gift cards and credit.' }),
    refunded: moneySchema,
    pricesIncludeTax: z.boolean(),
    placedAt: z.string().openapi({ format: 'date-time' }),
    paymentInstructions: z.string().nullable(),
    /** For an order that waits for a bank transfer: to whom, and what must stand on it. */
    transfer: z.object({ to: z.string(), reference: z.string() }).nullable(),
    history: z.array(orderChangeSchema),
  })
  .openapi('Order');
export type OrderView = z.output<typeof orderSchema>;
