import { z } from '@hono/zod-openapi';
import type { PaymentEnvironment, PaymentState } from '@bottega/contracts';
import { moneySchema } from '../words.ts';

/** How far a payment has come: `prepared` is ours alone, before the provider was asked; the others are what the provider said last. */
export type PaymentRowState = 'prepared' | PaymentState;

/** A payment that the provider has taken on, so that its order is written. */
export const TAKEN_ON = ['approved', 'authorised', 'awaiting_transfer', 'captured'] as const satisfies readonly PaymentState[];
export type TakenOn = (typeof TAKEN_ON)[number];
export const isTakenOn = (state: PaymentState): state is TakenOn => (TAKEN_ON as readonly PaymentState[]).includes(state);

/** `requested` is ours alone; `pending` was taken on by the provider. */
export const REFUND_STATES = ['requested', 'pending', 'done', 'failed'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** When money that is promised is taken: as soon as the order is written, or as the goods are sent. */
export const TAKES = ['at_once', 'when_sent'] as const;
export type Take = (typeof TAKES)[number];

/** With whose money a payment was begun; `offline` where no company moves it. */
export type PaymentPlace = PaymentEnvironment | 'offline';

export const isTest = (environment: PaymentPlace): boolean => environment === 'simulator' || environment === 'sandbox';

const STATES = [
  'prepared',
  'requires_action',
  'processing',
  'approved',
  'authorised',
  'awaiting_transfer',
  'captured',
  'declined',
  'cancelled',
] as const satisfies readonly PaymentRowState[];

const instant = z.string().openapi({ format: 'date-time' });

const captureViewSchema = z.object({
  id: z.string(),
  amount: moneySchema,
  final: z.boolean(),
  state: z.enum(['requested', 'done', 'failed']),
  message: z.string().nullable(),
  at: instant,
});

export const refundViewSchema = z
  .object({
    id: z.string(),
    orderId: z.string(),
    amount: moneySchema.openapi({ description: 'All of it, what went back to gift cards and credit included.' }),
    credit: moneySchema.openapi({ description: 'The part that went back to gift cards and credit.' }),
    state: z.enum(REFUND_STATES),
    reason: z.string(),
    message: z.string().nullable().openapi({ description: 'Why it failed.' }),
    lines: z.array(z.object({ position: z.int(), quantity: z.int() })),
    actor: z.string(),
    at: instant,
    settledAt: instant.nullable(),
  })
  .openapi('Refund');
export type RefundView = z.output<typeof refundViewSchema>;

export const paymentSummarySchema = z
  .object({
    id: z.string(),
    orderId: z.string().nullable(),
    orderCode: z.string(),
    provider: z.string(),
    environment: z.enum(['offline', 'simulator', 'sandbox', 'live']),
    state: z.enum(STATES),
    amount: moneySchema,
    captured: moneySchema,
    refunded: moneySchema,
    disputed: z.boolean(),
    reference: z.string().nullable().openapi({ description: 'The provider’s own name of it.' }),
    at: instant,
  })
  .openapi('PaymentSummary');
export type PaymentSummary = z.output<typeof paymentSummarySchema>;

export const paymentViewSchema = paymentSummarySchema
  .extend({ message: z.string().nullable(), captures: z.array(captureViewSchema), refunds: z.array(refundViewSchema) })
  .openapi('Payment');
export type PaymentView = z.output<typeof paymentViewSchema>;

const partSchema = z
  .int('An amount is a whole number of minor units.')
  .positive('Take at least 1 minor unit.')
  .openapi({ description: 'Minor units of the order’s currency.', example: 4800 });

export const capturingSchema = z
  .strictObject({
    amount: partSchema.optional().openapi({ description: 'Minor units; left out, all that is left.' }),
    final: z
      .boolean('Say true or false.')
      .optional()
      .openapi({ description: 'Nothing more will be taken. Left out: true where all that is left is.' }),
  })
  .openapi('CapturePayment');
export type CapturePayment = z.output<typeof capturingSchema> & { readonly orderId: string };

export const refundingSchema = z
  .strictObject({
    amount: partSchema.optional(),
    lines: z
      .array(
        z.strictObject({
          position: z.int('Name a line by its place in the order, the first 0.').nonnegative('The first line is 0.'),
          quantity: z.int('Give a whole number of units.').positive('Give back at least one unit.'),
        }),
      )
      .max(200, 'An order has at most 200 lines.')
      .optional()
      .openapi({ description: 'Units of lines, in place of an amount: they are worth what was paid for them.' }),
    shipping: z
      .int('An amount is a whole number of minor units.')
      .nonnegative('It cannot be negative.')
      .optional()
      .openapi({ description: 'With lines: how much of the shipping, in minor units.' }),
    reason: z.string().trim().max(500, 'Say it in at most 500 characters.').default(''),
    restock: z
      .boolean('Say true or false.')
      .default(false)
      .openapi({ description: 'Units that were sent have come back and can be sold again.' }),
  })
  .refine(({ amount, lines, shipping }) => (amount === undefined) !== (lines === undefined && shipping === undefined), {
    message: 'Give back an amount, or lines and shipping.',
    path: ['amount'],
  })
  .openapi('NewRefund', { example: { amount: 1500, reason: 'Came with a scratch.' } });
export type RequestRefund = z.input<typeof refundingSchema> & { readonly orderId: string };
