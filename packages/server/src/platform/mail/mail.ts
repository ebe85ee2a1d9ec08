import { z } from '@hono/zod-openapi';
import { pageInputSchema } from '../routes/paging.ts';
import './tables.ts';

/**
 * How a mail stands. `unknown`: it was handed over, and whether it was taken was never heard (a lost answer, a killed process), so it is
 * not sent again by itself.
 */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** The states from which a person may have it sent again. */
export const RESENDABLE: readonly MailState[] = ['failed', 'unknown'];

export const mailSummarySchema = z
  .object({
    id: z.string(),
    kind: z.string().openapi({ example: 'order.placed' }),
    to: z.string(),
    subject: z.string(),
    state: z.enum(MAIL_STATES),
    problem: z.string().nullable().openapi({ description: 'Why it was not sent, as the mail server said it.' }),
    createdAt: z.string().openapi({ format: 'date-time' }),
    sentAt: z.string().nullable().openapi({ format: 'date-time' }),
  })
  .openapi('MailSummary');
export type MailSummary = z.output<typeof mailSummarySchema>;

export const mailSchema = mailSummarySchema
  .extend({
    language: z.string(),
    text: z.string(),
    html: z.string(),
    attempts: z.int(),
    provider: z.string().nullable().openapi({ description: 'Who sent it: `smtp`, or `offline-outbox` for a file in the data folder.' }),
  })
  .openapi('Mail');
export type MailView = z.output<typeof mailSchema>;

export const listMailSchema = pageInputSchema.extend({ state: z.enum(MAIL_STATES).optional() });

export const MAIL_SUMMARY_COLUMNS = [
  'id',
  'kind',
  'to_address as to',
  'subject',
  'state',
  'problem',
  'created_at as createdAt',
  'sent_at as sentAt',
] as const;
