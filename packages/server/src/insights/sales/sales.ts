import { z } from '@hono/zod-openapi';
import { moneySchema } from '#commerce';

const day = z.string().openapi({ format: 'date', example: '2026-11-20' });

const DAYS = 'Give a whole number of days from 1 to 366.';

export const salesInputSchema = z.object({
  days: z.coerce.number(DAYS).int(DAYS).min(1, DAYS).max(366, DAYS).default(30).openapi({ description: 'How many days, today included.' }),
});

export const salesSummarySchema = z
  .object({
    from: day,
    to: day,
    orders: z.int(),
    revenue: moneySchema,
    average: moneySchema.nullable().openapi({ description: 'Revenue per order; null without orders.' }),
    byDay: z
      .array(z.object({ day, orders: z.int(), revenue: moneySchema }))
      .openapi({ description: 'Every day of the span, empty ones too.' }),
    top: z.array(z.object({ productId: z.string(), slug: z.string(), title: z.string(), units: z.int(), revenue: moneySchema })),
  })
  .openapi('SalesSummary');
export type SalesSummary = z.output<typeof salesSummarySchema>;
