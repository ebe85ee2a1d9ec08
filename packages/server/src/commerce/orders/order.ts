import { z } from '@hono/zod-openapi';
import { pageInputSchema } from '#platform';
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
  'units_cancelled',
  'noted',
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

/** Where an order stands, with its units and its money. */
export type OrderStanding = {
  readonly state: OrderState;
  readonly paymentState: OrderPaymentState;
  readonly fulfilmentState: Extent;
  /** Units that were sent, and those that still are to be. */
  readonly sent: number;
  readonly toSend: number;
  /** Whether its payment is a transfer that people of the shop look out for. */
  readonly awaitsTransfer: boolean;
  /** What was taken, by gift cards and credit too, and can still be given back, in minor units. */
  readonly refundable: number;
  /** What is promised and was not asked for, in minor units. */
  readonly capturable: number;
  /** Whether money of it is being taken just now. */
  readonly isTaking: boolean;
};

/** An order that is held until the transaction ends. */
export type LockedOrder = Pick<OrderStanding, 'state' | 'paymentState' | 'fulfilmentState'> & {
  readonly id: string;
  readonly code: string;
  readonly cartId: string;
};

/** What can be done with an order; from where, and by whom, stands in order-actions.ts. */
export const ORDER_ACTION_NAMES = ['pay', 'capture', 'fulfil', 'cancel', 'cancel_units', 'refund', 'note'] as const;
export type OrderAction = (typeof ORDER_ACTION_NAMES)[number];

/** What is to do with an order, or was done: what a list is narrowed to. */
export const ORDER_TASKS = ['to_pay', 'to_send', 'partly_sent', 'sent', 'cancelled', 'payment_failed', 'refunded'] as const;
export type OrderTask = (typeof ORDER_TASKS)[number];

const id = z.string();
const instant = z.string().openapi({ format: 'date-time' });
const noteSchema = z.string().trim().max(500, 'Say it in at most 500 characters.');

/** Units of lines that are named by their place in the order. */
export const unitsSchema = z
  .array(
    z.strictObject({
      position: z.int('Name a line by its place in the order, the first 0.').nonnegative('The first line is 0.'),
      quantity: z.int('Give a whole number of units.').positive('Name at least one unit.'),
    }),
  )
  .min(1, 'Name at least one line.')
  .max(200, 'An order has at most 200 lines.')
  .refine((lines) => new Set(lines.map(({ position }) => position)).size === lines.length, 'Name each line once.')
  .openapi({ example: [{ position: 0, quantity: 1 }] });
export type Units = z.output<typeof unitsSchema>;

const trackingSchema = z.strictObject({
  carrier: z.string().trim().max(80, 'At most 80 characters.').default(''),
  number: z.string().trim().max(100, 'At most 100 characters.').default(''),
  url: z
    .url({ protocol: /^https?$/, message: 'Give an address that begins with https://.' })
    .max(500, 'At most 500 characters.')
    .optional(),
});

export const fulfillingSchema = z
  .strictObject({
    lines: unitsSchema.optional().openapi({ description: 'Left out, all that is still to be sent.' }),
    locationId: z
      .uuid('This is no id of a place.')
      .optional()
      .openapi({ description: 'From where; left out, from where it was promised.' }),
    tracking: trackingSchema.optional(),
    notify: z.boolean('Say true or false.').default(true).openapi({ description: 'Whether the buyer is told by mail.' }),
  })
  .openapi('FulfilOrder', { example: { lines: [{ position: 0, quantity: 1 }], tracking: { carrier: 'Poste', number: 'RR123456785IT' } } });
export type FulfilOrder = z.input<typeof fulfillingSchema> & { readonly id: string };

export const cancellingSchema = z.strictObject({ note: noteSchema.optional() }).openapi('CancelOrder');
export const cancellingUnitsSchema = z
  .strictObject({ lines: unitsSchema, note: noteSchema.optional() })
  .openapi('CancelUnits', { example: { lines: [{ position: 0, quantity: 1 }], note: 'Broke in the kiln.' } });
export const notingSchema = z
  .strictObject({ note: noteSchema.min(1, 'Write the note.') })
  .openapi('NoteOrder', { example: { note: 'Asked for a card with it.' } });

export const listOrdersSchema = pageInputSchema.extend({
  state: z.enum(ORDER_STATES).optional(),
  task: z.enum(ORDER_TASKS).optional().openapi({ description: 'What is to do with it, or was done.' }),
  search: z
    .string()
    .trim()
    .max(200, 'At most 200 characters.')
    .optional()
    .openapi({ description: 'A code or its beginning, a number, or a part of the mail or the name.' }),
});
export type ListOrders = Partial<z.output<typeof listOrdersSchema>>;

export const orderSummarySchema = z
  .object({
    id,
    code: z.string().openapi({ example: '7K2MQ4XB9D' }),
    number: z
      .int()
      .nullable()
      .openapi({ description: 'Without gaps within the shop; null for the moment after it was placed.', example: 12 }),
    state: z.enum(ORDER_STATES),
    paymentState: z.enum(ORDER_PAYMENT_STATES),
    fulfilmentState: z.enum(EXTENTS),
    refundState: z.enum(EXTENTS),
    email: z.string(),
    name: z.string(),
    total: moneySchema,
    count: z.int().openapi({ description: 'Units of all lines together.' }),
    placedAt: instant,
  })
  .openapi('OrderSummary');
export type OrderSummary = z.output<typeof orderSummarySchema>;

const orderLineSchema = z.object({
  position: z.int(),
  title: z.string(),
  sku: z.string(),
  slug: z.string().nullable(),
  quantity: z.int(),
  unitPrice: moneySchema,
  discount: moneySchema,
  total: moneySchema,
  sent: z.int(),
  cancelled: z.int(),
  refunded: z.int().openapi({ description: 'Units that money was given back for.' }),
  picture: pictureSchema.nullable(),
});

const orderChangeSchema = z.object({
  at: instant,
  event: z.enum(ORDER_EVENTS),
  detail: z.record(z.string(), z.unknown()),
  actor: z.string(),
  note: z.string().nullable(),
});

const fulfilmentSchema = z.object({
  id,
  at: instant,
  carrier: z.string(),
  trackingNumber: z.string(),
  trackingUrl: z.string().nullable(),
  lines: z.array(z.object({ position: z.int(), title: z.string(), quantity: z.int() })),
});

const refundOfOrderSchema = z.object({
  id,
  at: instant,
  amount: moneySchema,
  state: z.enum(['requested', 'pending', 'done', 'failed']),
  reason: z.string().openapi({ description: 'For the staff; empty for others.' }),
});

const mailOfOrderSchema = z.object({
  id,
  at: instant,
  kind: z.string(),
  state: z.enum(['queued', 'sending', 'sent', 'failed', 'unknown']),
});

const invoiceOfOrderSchema = z.object({ id, number: z.int(), kind: z.enum(['invoice', 'credit_note']), at: instant });

export const orderSchema = z
  .object({
    id,
    code: z.string().openapi({ example: '7K2MQ4XB9D' }),
    number: z
      .int()
      .nullable()
      .openapi({ description: 'Without gaps within the shop; null for the moment after it was placed.', example: 12 }),
    state: z.enum(ORDER_STATES),
    paymentState: z.enum(ORDER_PAYMENT_STATES),
    fulfilmentState: z.enum(EXTENTS),
    refundState: z.enum(EXTENTS),
    email: z.string().openapi({ description: 'Masked for guests.' }),
    language: z.string(),
    payment: z.object({
      id,
      provider: z.string(),
      isByHand: z.boolean().openapi({ description: 'No company moves its money: people of the shop do, and say so here.' }),
      isTest: z.boolean().openapi({ description: 'It was made in a company’s test mode: no money moves.' }),
    }),
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
    refundable: moneySchema.openapi({ description: 'What can still be given back.' }),
    shippingRefundable: moneySchema.openapi({ description: 'What of the shipping can still be given back, tax included.' }),
    pricesIncludeTax: z.boolean(),
    placedAt: instant,
    paymentInstructions: z.string().nullable(),
    /** For an order that waits for a bank transfer: to whom, and what must stand on it. */
    transfer: z.object({ to: z.string(), reference: z.string() }).nullable(),
    history: z.array(orderChangeSchema),
    fulfilments: z.array(fulfilmentSchema),
    refunds: z.array(refundOfOrderSchema),
    mails: z.array(mailOfOrderSchema).openapi({ description: 'What the buyer was told; empty for guests.' }),
    invoices: z.array(invoiceOfOrderSchema),
    actions: z.array(z.enum(ORDER_ACTION_NAMES)).openapi({ description: 'What whoever asks may do with it now.' }),
  })
  .openapi('Order');
export type OrderView = z.output<typeof orderSchema>;
