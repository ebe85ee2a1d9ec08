import { z } from '@hono/zod-openapi';
import { amountSchema, currencySchema } from '../promotions/promotion.ts';
import { moneySchema } from '../words.ts';
import { zonePlaceSchema, zonePlacesSchema } from '../zones/zone.ts';

export const RATE_KINDS = ['flat', 'by_weight', 'by_price', 'carrier'] as const;
export type RateKind = (typeof RATE_KINDS)[number];

/** Up to so many grams, or so much value in minor units, it costs so much. `upTo` null has no end. */
export type ShippingStep = { readonly upTo: number | null; readonly amount: number };

/** A rate as the memory holds it. Amounts are minor units of `currency`. */
export type RateTerms = {
  readonly id: string;
  readonly name: string;
  readonly kind: RateKind;
  readonly currency: string;
  readonly amount: number;
  readonly steps: readonly ShippingStep[];
  readonly freeFrom: number | null;
  readonly carrier: string | null;
  readonly service: string | null;
};

/** What is to be sent. `value` is what the goods cost, before discounts, in minor units of `currency`. */
export type Consignment = { readonly grams: number; readonly value: number; readonly currency: string };

/** What a rate of the shop's own costs for this; undefined where it is not offered. */
export function priceOfRate(rate: RateTerms, { grams, value, currency }: Consignment): number | undefined {
  if (rate.currency !== currency) return undefined;
  const amount = rate.kind === 'flat' ? rate.amount : stepOf(rate, rate.kind === 'by_weight' ? grams : value);
  return amount === undefined ? undefined : freeOr(rate, value, amount);
}

/** Nothing from the threshold on. */
export const freeOr = ({ freeFrom }: Pick<RateTerms, 'freeFrom'>, value: number, amount: number): number =>
  freeFrom !== null && value >= freeFrom ? 0 : amount;

const stepOf = ({ steps }: RateTerms, measure: number): number | undefined =>
  steps.find(({ upTo }) => upTo === null || measure <= upTo)?.amount;

const stepSchema = z.strictObject({
  upTo: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().openapi({ description: 'Grams or minor units; null has no end.' }),
  amount: amountSchema(0),
});

const stepsSchema = z
  .array(stepSchema)
  .min(1, 'Give at least one step.')
  .max(50, 'A rate has at most 50 steps.')
  .superRefine((steps, check) => {
    for (const [at, { upTo }] of steps.entries()) {
      const before = steps[at - 1];
      if (before && (before.upTo === null || (upTo !== null && upTo <= before.upTo)))
        check.addIssue({ code: 'custom', path: [at, 'upTo'], message: 'Each step reaches further than the one before it.' });
    }
  });

const common = {
  name: z.string().trim().min(1, 'Give it a name: buyers read it.').max(120, 'Keep the name within 120 characters.'),
  position: z.int().min(0).max(1_000).default(0),
  currency: currencySchema,
  freeFrom: amountSchema(1).nullable().default(null).openapi({ description: 'From this value of the goods on it costs nothing.' }),
  state: z.enum(['on', 'off']).default('on'),
};

export const rateInputSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...common, kind: z.literal('flat'), amount: amountSchema(0) }),
    z.strictObject({ ...common, kind: z.literal('by_weight'), steps: stepsSchema }),
    z.strictObject({ ...common, kind: z.literal('by_price'), steps: stepsSchema }),
    z.strictObject({
      ...common,
      kind: z.literal('carrier'),
      carrier: z.string().trim().min(1).max(60).openapi({ description: 'Which provider of shipping is asked.', example: 'offline-parcel' }),
      service: z.string().trim().min(1).max(60).nullable().default(null).openapi({ description: 'One of its services; null: all.' }),
      amount: amountSchema(0).default(0).openapi({ description: 'Added to its price, for packing.' }),
    }),
  ])
  .openapi('NewShippingRate', { example: { name: 'Parcel', kind: 'flat', currency: 'EUR', amount: 690, freeFrom: 8_000 } });
export type RateInput = z.input<typeof rateInputSchema>;

export const zoneInputSchema = z
  .strictObject({
    name: z.string().trim().min(1, 'Give it a name.').max(120, 'Keep the name within 120 characters.'),
    places: zonePlacesSchema,
  })
  .openapi('NewShippingZone', { example: { name: 'Italy', places: [{ country: 'IT', region: '' }] } });
export type ZoneInput = z.input<typeof zoneInputSchema>;

export const rateSchema = z
  .object({
    ...{ id: z.string(), zoneId: z.string(), name: z.string(), position: z.int(), kind: z.enum(RATE_KINDS), currency: z.string() },
    ...{ amount: z.int(), steps: z.array(z.object({ upTo: z.int().nullable(), amount: z.int() })), freeFrom: z.int().nullable() },
    ...{ carrier: z.string().nullable(), service: z.string().nullable(), state: z.enum(['on', 'off']) },
    failure: z
      .object({ since: z.string(), message: z.string() })
      .nullable()
      .openapi({ description: 'Why buyers are not offered it now: the carrier did not answer.' }),
    createdAt: z.string(),
  })
  .openapi('ShippingRate');
export type RateView = z.output<typeof rateSchema>;

export const shippingZoneSchema = z
  .object({
    ...{ id: z.string(), name: z.string(), places: z.array(zonePlaceSchema), rates: z.array(rateSchema), createdAt: z.string() },
  })
  .openapi('ShippingZone');
export type ShippingZoneView = z.output<typeof shippingZoneSchema>;

export const carrierSchema = z.object({ id: z.string(), label: z.string(), offline: z.boolean() }).openapi('Carrier');

export const shippingOptionSchema = z
  .object({
    rateId: z.string(),
    name: z.string(),
    price: moneySchema,
    days: z
      .object({ least: z.int(), most: z.int() })
      .nullable()
      .openapi({ description: 'Working days until it arrives, where the carrier says.' }),
    carrier: z.string().nullable().openapi({ description: 'Who said the price, where it is not the shop itself.' }),
  })
  .openapi('ShippingOption');
export type ShippingOptionView = z.output<typeof shippingOptionSchema>;

/** Stands for the shop's one flat price, where it has no zones. */
export const STANDARD_RATE = 'standard';
