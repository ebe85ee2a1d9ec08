import { z } from '@hono/zod-openapi';
import { pageInputSchema } from '#platform';

/**
 * - `theirs_only`: the provider's books have a movement that ours have not; `ours_only` the other way round.
 * - `differs`: another amount, currency, account or key than was asked for.
 * - `disputed`: the buyer asked the bank for the money.
 * - `capture_failed`, `refund_failed`: a person has to see what is to be done.
 * - `environment`: it was begun with other settings (a sandbox's, say) than the shop has now.
 * - `stuck`: the provider has not told for a day what has become of it.
 */
export const CASE_KINDS = [
  'theirs_only',
  'ours_only',
  'differs',
  'disputed',
  'capture_failed',
  'refund_failed',
  'environment',
  'stuck',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export const CASE_STATES = ['open', 'closed'] as const;

export const caseSchema = z
  .object({
    id: z.string(),
    kind: z.enum(CASE_KINDS),
    provider: z.string(),
    subject: z.string().openapi({ description: 'The provider’s name of a movement, or an id of ours.' }),
    paymentId: z.string().nullable(),
    orderId: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    state: z.enum(CASE_STATES),
    openedAt: z.string().openapi({ format: 'date-time' }),
    closedAt: z.string().nullable().openapi({ format: 'date-time' }),
    closedBy: z.string().nullable(),
    note: z.string().nullable(),
  })
  .openapi('PaymentCase');
export type PaymentCase = z.output<typeof caseSchema>;

export const listCasesSchema = pageInputSchema.extend({ state: z.enum(CASE_STATES).optional() });
export type ListCases = Partial<z.output<typeof listCasesSchema>>;

export const closingSchema = z
  .strictObject({ note: z.string().trim().min(1, 'Say why it is closed.').max(500, 'Say it in at most 500 characters.') })
  .openapi('ClosePaymentCase', { example: { note: 'The bank gave the money back by hand.' } });
