import { z } from '@hono/zod-openapi';
import type { TaxZoneTerms, Terms } from '../terms/terms.ts';
import { type Place, zoneOf, zonePlaceSchema, zonePlacesSchema } from '../zones/zone.ts';

/** The category of what has none of its own; every zone has a rate for it. */
export const STANDARD = 'standard';

export const taxCategorySchema = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'A tax category has small letters, digits and -, and begins with a letter: standard, reduced, books.')
  .openapi({ example: 'standard' });

const rateSchema = z.strictObject({
  category: taxCategorySchema,
  bps: z
    .int('A rate is a whole number of basis points: 22 % is 2200.')
    .min(0, 'A rate is at least 0.')
    .max(10_000, 'A rate is at most 10000, which is 100 %.')
    .openapi({ description: 'Basis points: 2200 is 22 %.' }),
});

export const taxZoneInputSchema = z
  .strictObject({
    name: z.string().trim().min(1, 'Give it a name.').max(120, 'Keep the name within 120 characters.'),
    places: zonePlacesSchema,
    rates: z.array(rateSchema).min(1).max(50, 'A zone has at most 50 rates.'),
    shippingCategory: taxCategorySchema
      .nullable()
      .default(STANDARD)
      .openapi({ description: 'Whose rate holds for shipping; null: shipping is not taxed.' }),
  })
  .superRefine(({ rates, shippingCategory }, check) => {
    const names = rates.map((rate) => rate.category);
    const refuse = (path: (string | number)[], message: string) => check.addIssue({ code: 'custom', path, message });
    if (!names.includes(STANDARD)) refuse(['rates'], 'Every zone has a rate for standard: what has no rate of its own takes it.');
    const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
    if (twice >= 0) refuse(['rates', twice], `There are two rates for ${names[twice]}: keep one.`);
    if (shippingCategory !== null && !names.includes(shippingCategory))
      refuse(['shippingCategory'], `There is no rate for ${shippingCategory}: add one, or choose another category.`);
  })
  .openapi('NewTaxZone', {
    example: {
      name: 'Italy',
      places: [{ country: 'IT', region: '' }],
      rates: [
        { category: 'standard', bps: 2_200 },
        { category: 'books', bps: 400 },
      ],
      shippingCategory: 'standard',
    },
  });
export type TaxZoneInput = z.input<typeof taxZoneInputSchema>;

export const taxZoneSchema = z
  .object({
    ...{ id: z.string(), name: z.string(), places: z.array(zonePlaceSchema) },
    rates: z.array(z.object({ category: z.string(), bps: z.int() })),
    ...{ shippingCategory: z.string().nullable(), createdAt: z.string() },
  })
  .openapi('TaxZone');
export type TaxZoneView = z.output<typeof taxZoneSchema>;

/** What the shop says of itself where no zone says otherwise. */
type ShopTax = { readonly country: string; readonly taxBps: number };

/** The tax zone for where something goes; until that is known, for where the shop is. */
export const taxZoneOf = (terms: Terms, shop: ShopTax, place: Place | null): TaxZoneTerms | undefined =>
  zoneOf(terms.taxZones, place ?? { country: shop.country });

/** The rate for goods of a category, in basis points. */
export const taxBpsOf = (zone: TaxZoneTerms | undefined, shop: ShopTax, category: string): number =>
  zone ? (zone.rates[category] ?? zone.rates[STANDARD] ?? shop.taxBps) : shop.taxBps;

/** The rate for shipping, in basis points. */
export function shippingTaxBpsOf(zone: TaxZoneTerms | undefined, shop: ShopTax): number {
  if (!zone) return shop.taxBps;
  return zone.shippingCategory === null ? 0 : taxBpsOf(zone, shop, zone.shippingCategory);
}
