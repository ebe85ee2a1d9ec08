import { z } from '@hono/zod-openapi';
import { idSchema, moneySchema, pictureSchema } from '../words.ts';
import { currencySchema, VERDICT_REASONS } from '../promotions/promotion.ts';
import { COUNTRIES, hasPostalCodes } from './countries.ts';

const line = (what: string, longest: number) =>
  z.string(`Give ${what}.`).trim().min(1, `Give ${what}.`).max(longest, `Keep ${what} within ${longest} characters.`);

export const addressSchema = z
  .object({
    name: line('the name of who receives it', 120),
    line1: line('street and number', 200),
    line2: z.string().trim().max(200, 'Keep the second line within 200 characters.').optional(),
    city: line('the city', 120),
    postalCode: z.string().trim().max(20, 'Keep the postal code within 20 characters.'),
    region: z.string().trim().max(120, 'Keep the region within 120 characters.').optional(),
    country: z
      .string('Choose a country.')
      .trim()
      .toUpperCase()
      .refine((code) => COUNTRIES.includes(code), 'Choose a country: two letters of ISO 3166-1, such as IT.'),
  })
  .superRefine(({ postalCode, country }, check) => {
    if (postalCode === '' && hasPostalCodes(country))
      check.addIssue({ code: 'custom', path: ['postalCode'], message: 'Give the postal code.' });
  })
  .openapi('Address', {
    example: { name: 'Ada Conti', line1: 'Via del Forno 3', city: 'Faenza', postalCode: '48018', region: 'RA', country: 'IT' },
  });
export type Address = z.output<typeof addressSchema>;

export const emailSchema = z
  .string('Give an e-mail address.')
  .trim()
  .max(254, 'This e-mail address is too long.')
  .pipe(z.email('Give an e-mail address such as ada@example.com.'))
  .openapi({ example: 'ada@example.com' });

/** The most of one thing in one cart. */
export const MOST_UNITS = 999;

const quantity = (least: number) =>
  z
    .int('A quantity is a whole number.')
    .min(least, `The least quantity is ${least}.`)
    .max(MOST_UNITS, `The most of one thing is ${MOST_UNITS}.`)
    .openapi({ example: 2 });

const cartId = z.string();

export const newCartLineSchema = z.object({ variantId: idSchema, quantity: quantity(1) }).openapi('NewCartLine');
export const addToCartSchema = newCartLineSchema.extend({ cartId });

export const cartQuantitySchema = z.object({ quantity: quantity(0) }).openapi('CartQuantity');
export const setCartLineSchema = cartQuantitySchema.extend({ cartId, variantId: idSchema });

export const detailsSchema = z
  .object({
    email: emailSchema,
    address: addressSchema,
    billingAddress: addressSchema.nullish().openapi({ description: 'Left out: the same.' }),
  })
  .openapi('CheckoutDetails');
export const checkoutDetailsSchema = detailsSchema.extend({ cartId });
export type CheckoutDetails = z.input<typeof checkoutDetailsSchema>;

export const CART_STATES = ['open', 'paying', 'completed'] as const;

const cartLineSchema = z.object({
  variantId: z.string(),
  productId: z.string(),
  slug: z.string(),
  title: z.string(),
  picture: pictureSchema.nullable(),
  quantity: z.int(),
  unitPrice: moneySchema,
  discount: moneySchema,
  total: moneySchema.openapi({ description: 'Units × price − discount.' }),
  stock: z.int().openapi({ description: 'Units that can be bought now; 0 when it is not on sale any more.' }),
});

/** Why a code takes nothing off. */
export const IDLE_REASONS = VERDICT_REASONS;

export const cartSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    currency: z.string(),
    lines: z.array(cartLineSchema),
    email: z.string().nullable(),
    address: addressSchema.nullable(),
    billingAddress: addressSchema.nullable().openapi({ description: 'Null when it is the same.' }),
    codes: z.array(z.string()).openapi({ description: 'Discount codes that the buyer gave.' }),
    idleCodes: z
      .array(
        z.object({
          code: z.string(),
          reason: z.enum(IDLE_REASONS),
          missing: z.int().nullable().openapi({ description: 'How many minor units or pieces are short of its threshold.' }),
        }),
      )
      .openapi({ description: 'Codes that take nothing off now, and why.' }),
    giftCards: z
      .array(z.object({ id: z.string(), ending: z.string(), amount: moneySchema }))
      .openapi({ description: 'Gift cards that were laid in, and how much each pays.' }),
    discounts: z.array(z.object({ name: z.string(), code: z.string().nullable(), amount: moneySchema })),
    subtotal: moneySchema.openapi({ description: 'Of the lines, before discounts.' }),
    discount: moneySchema.openapi({ description: 'Of all lines together; what is taken off shipping stands in `discounts` alone.' }),
    shippingRateId: z.string().nullable(),
    shipping: moneySchema.nullable().openapi({ description: 'Before discounts. Null until the address is known.' }),
    tax: moneySchema.openapi({ description: 'Inside the total either way; on top of the prices unless pricesIncludeTax.' }),
    taxes: z.array(z.object({ bps: z.int(), base: moneySchema, tax: moneySchema })).openapi({ description: 'By rate.' }),
    total: moneySchema.openapi({ description: 'Subtotal − discounts + shipping, and tax where prices do not include it.' }),
    credit: moneySchema.openapi({ description: 'Paid by gift cards and credit.' }),
    due: moneySchema.openapi({ description: 'Total − credit: what is to be paid.' }),
    pricesIncludeTax: z.boolean(),
    count: z.int().openapi({ description: 'Units of all lines together.' }),
    state: z.enum(CART_STATES),
  })
  .openapi('Cart');
export type CartView = z.output<typeof cartSchema>;

export const newCodeSchema = z
  .strictObject({ code: z.string('Give a code.').trim().min(1, 'Give a code.').max(60, 'This is no code of ours: it is too long.') })
  .openapi('NewCartCode', { description: 'A discount code, or the code of a gift card.', example: { code: 'SPRING10' } });

export const chosenRateSchema = z
  .strictObject({ shippingRateId: z.string().min(1, 'Choose a way of sending.').max(100) })
  .openapi('ChosenShipping', { description: 'One of GET /api/v1/carts/{id}/shipping-options.', example: { shippingRateId: 'standard' } });

export const newCartSchema = z
  .strictObject({ currency: currencySchema.optional().openapi({ description: 'Left out: the currency of the shop.' }) })
  .openapi('NewCart');

export type CartRefusal =
  | 'not_found'
  | 'not_open'
  | 'no_such_variant'
  | 'out_of_stock'
  | 'country_not_served'
  | 'no_such_code'
  | 'code_not_in_cart'
  | 'code_not_open'
  | 'too_many_codes'
  | 'no_such_rate';

/** `available` tells how many units there are when more were wanted. */
export type CartChange =
  | { readonly state: 'ok'; readonly cart: CartView }
  | { readonly state: 'refused'; readonly reason: CartRefusal; readonly available?: number; readonly cart: CartView | null };
