import { z } from '@hono/zod-openapi';
import type { PaymentAction } from '@bottega/contracts';
import type { OrderView } from '../orders/order.ts';
import { moneySchema } from '../words.ts';

/** How an order is to be placed. */
export const placingSchema = z
  .strictObject({
    payment: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Name a way of paying as GET /api/v1/payment-methods does.')
      .max(60, 'This is no way of paying.')
      .optional()
      .openapi({ description: 'How to pay; left out, the first that the shop offers.', example: 'manual' }),
    expectedTotal: z
      .int('A total is a whole number of minor units.')
      .nonnegative('A total cannot be negative.')
      .optional()
      .openapi({ description: 'The total that the buyer saw, in minor units: at any other, nothing is ordered.' }),
  })
  .openapi('PlaceOrder');
export type PlaceOrder = z.output<typeof placingSchema> & { readonly cartId: string };

export type PlaceOrderRefusal =
  | 'not_found'
  | 'empty'
  | 'incomplete'
  | 'out_of_stock'
  | 'no_shipping'
  | 'total_changed'
  | 'no_such_payment'
  | 'payment_declined'
  | 'busy';

export type PaymentShown = { readonly id: string; readonly provider: string; readonly amount: { amount: number; currency: string } };

/** `message` is a sentence for the buyer. `processing`: the provider has not decided yet; ask again. */
export type PlaceOrderResult =
  | { readonly state: 'placed'; readonly order: OrderView }
  | { readonly state: 'action'; readonly payment: PaymentShown; readonly action: PaymentAction }
  | { readonly state: 'processing'; readonly payment: PaymentShown }
  | { readonly state: 'refused'; readonly reason: PlaceOrderRefusal; readonly message: string };

export const pendingOrderSchema = z
  .object({
    state: z.enum(['action', 'processing']),
    payment: z.object({ id: z.string(), provider: z.string(), amount: moneySchema }),
    action: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('redirect'), url: z.string() }),
        z.object({
          type: z.literal('form'),
          script: z.string(),
          origins: z.array(z.string()),
          publicKey: z.string(),
          clientSecret: z.string(),
        }),
      ])
      .nullable()
      .openapi({ description: 'What the buyer has to do. Ask again afterwards; null: ask again in a moment.' }),
  })
  .openapi('PendingOrder');
