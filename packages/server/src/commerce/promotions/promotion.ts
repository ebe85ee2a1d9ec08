import { isCurrency } from '@bottega/contracts';
import { z } from '@hono/zod-openapi';
import type { Selectable } from 'kysely';
import type { Tables } from '#platform';
import { idSchema } from '../words.ts';
import type { PromotionEffect, PromotionFacts } from '../quotes/promotion-rules.ts';
import { holdsAt } from '../prices/effective-price.ts';

export const PROMOTION_KINDS = ['percent', 'fixed', 'free_shipping', 'buy_x_get_y'] as const satisfies readonly PromotionEffect['kind'][];
export type PromotionKind = (typeof PROMOTION_KINDS)[number];

/** The most that an amount in prices, rates and promotions can be, in minor units. */
export const MOST_AMOUNT = 100_000_000_000;

export const amountSchema = (least: number) =>
  z
    .int('An amount is a whole number of minor units: 48.00 EUR is 4800.')
    .min(least, `The least amount is ${least}.`)
    .max(MOST_AMOUNT, 'This amount is too high: the most is 100,000,000,000 minor units.');

export const currencySchema = z
  .string('Give a currency.')
  .trim()
  .toUpperCase()
  .superRefine((code, check) => {
    if (!isCurrency(code))
      check.addIssue({
        code: 'custom',
        params: { code: 'unknown_currency' },
        message: 'Write a currency as three letters of ISO 4217, such as EUR.',
      });
  })
  .openapi({ type: 'string', example: 'EUR' });

/** When something holds: from its start on, until before its end. */
export const momentSchema = z.iso.datetime({ offset: true, message: 'Give a moment such as 2026-12-01T00:00:00+01:00.' }).nullable();

export const endsAfterStart = {
  holds: ({ startsAt, endsAt }: { startsAt?: string | null | undefined; endsAt?: string | null | undefined }): boolean =>
    !startsAt || !endsAt || Date.parse(startsAt) < Date.parse(endsAt),
  problem: { path: ['endsAt'], message: 'It ends before it begins: give an end after its start.' },
};

const effectSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('percent'),
      bps: z.int().min(1, 'Take at least 0.01 % off: 1.').max(10_000, 'More than all, 10000, cannot be taken off.'),
    }),
    z.strictObject({ kind: z.literal('fixed'), amount: amountSchema(1) }),
    z.strictObject({ kind: z.literal('free_shipping') }),
    z.strictObject({ kind: z.literal('buy_x_get_y'), buy: z.int().min(1).max(999), get: z.int().min(1).max(999) }),
  ])
  .openapi('PromotionEffect', {
    description: 'Basis points (1000 is 10 %), an amount in minor units, or of each `buy` + `get` units the `get` cheapest free.',
    example: { kind: 'percent', bps: 1_000 },
  });

const effectViewSchema = z
  .object({
    kind: z.enum(PROMOTION_KINDS),
    bps: z.int().optional(),
    amount: z.int().optional(),
    buy: z.int().optional(),
    get: z.int().optional(),
  })
  .openapi('PromotionEffectView');

const count = (what: string) =>
  z.int(`${what} is a whole number.`).min(1, `${what} is at least 1, or null for no limit.`).max(1_000_000_000);

const promotionFields = {
  name: z.string().trim().min(1, 'Give it a name: buyers read it.').max(120, 'Keep the name within 120 characters.'),
  state: z.enum(['on', 'off']).default('on'),
  needsCode: z.boolean().default(false).openapi({ description: 'Without it the promotion works by itself.' }),
  startsAt: momentSchema.default(null),
  endsAt: momentSchema.default(null),
  priority: z.int().min(-1_000).max(1_000).default(0).openapi({ description: 'The highest is applied first.' }),
  exclusive: z.boolean().default(false).openapi({ description: 'It works with no other promotion beside it.' }),
  effect: effectSchema,
  currency: currencySchema.nullable().default(null).openapi({ description: 'Of its amounts; needed where there are any.' }),
  productIds: z
    .array(idSchema)
    .max(500)
    .default([])
    .openapi({ description: 'Acts on these; with no products and categories, on everything.' }),
  categories: z.array(z.string().trim().min(1).max(80)).max(100).default([]),
  fullPriceOnly: z.boolean().default(false).openapi({ description: 'Leaves out what a price list has reduced.' }),
  leastSubtotal: amountSchema(0).default(0).openapi({ description: 'What the lines it acts on must come to.' }),
  leastQuantity: z.int().min(0).max(100_000).default(0),
  groupId: idSchema.nullable().default(null).openapi({ description: 'For customers of this group alone.' }),
  firstOrder: z.boolean().default(false),
  usageLimit: count('A limit').nullable().default(null).openapi({ description: 'Orders in total.' }),
  perBuyer: count('A limit').nullable().default(null).openapi({ description: 'Orders of one buyer, told by the mail.' }),
};

export const promotionInputSchema = z
  .strictObject(promotionFields)
  .refine(endsAfterStart.holds, endsAfterStart.problem)
  .refine(({ effect, leastSubtotal, currency }) => currency !== null || (effect.kind !== 'fixed' && leastSubtotal === 0), {
    path: ['currency'],
    message: 'An amount needs its currency.',
  })
  .openapi('NewPromotion', { example: { name: 'Spring', needsCode: true, effect: { kind: 'percent', bps: 1_000 } } });
export type PromotionInput = z.input<typeof promotionInputSchema>;

export const promotionSchema = z
  .object({
    ...{ id: z.string(), name: z.string(), state: z.enum(['on', 'off']), needsCode: z.boolean() },
    ...{ startsAt: z.string().nullable(), endsAt: z.string().nullable(), priority: z.int(), exclusive: z.boolean() },
    ...{ effect: effectViewSchema, currency: z.string().nullable(), productIds: z.array(z.string()), categories: z.array(z.string()) },
    ...{ fullPriceOnly: z.boolean(), leastSubtotal: z.int(), leastQuantity: z.int(), groupId: z.string().nullable() },
    ...{ firstOrder: z.boolean(), usageLimit: z.int().nullable(), perBuyer: z.int().nullable() },
    used: z.int().openapi({ description: 'Orders, and payments underway, that have it.' }),
    codes: z.int().openapi({ description: 'How many codes it has.' }),
    createdAt: z.string(),
  })
  .openapi('Promotion');
export type PromotionView = z.output<typeof promotionSchema>;

/** A code as it is kept: without blanks around it, and in capitals. */
export const codeSchema = z
  .string('Give a code.')
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9_-]{2,39}$/, 'A code has 3 to 40 letters, digits, - or _, and begins with a letter or digit.')
  .openapi({ type: 'string', example: 'SPRING10' });

export const promotionCodeSchema = z
  .object({ code: z.string(), usageLimit: z.int().nullable(), uses: z.int().nullable(), createdAt: z.string() })
  .openapi('PromotionCode');
export type PromotionCodeView = z.output<typeof promotionCodeSchema>;

/** A promotion as the memory holds it: what it does, and to whom it is open. */
export type PromotionTerms = Omit<PromotionFacts, 'code'> & {
  readonly needsCode: boolean;
  readonly currency: string | null;
  readonly group: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly firstOrder: boolean;
  readonly usageLimit: number | null;
  readonly perBuyer: number | null;
};

/** What a promotion's terms follow from. */
export type PromotionRow = Omit<Selectable<Tables['promotion']>, 'shop_id' | 'state' | 'priority' | 'uses' | 'created_at'>;

/** The effect that the columns of a promotion hold; a CHECK of the database keeps them to its kind. */
export function effectOf({ kind, bps, amount, buy, get }: Pick<PromotionRow, 'kind' | 'bps' | 'amount' | 'buy' | 'get'>): PromotionEffect {
  if (kind === 'percent') return { kind, bps: bps ?? 0 };
  if (kind === 'fixed') return { kind, amount: amount ?? 0 };
  return kind === 'buy_x_get_y' ? { kind, buy: buy ?? 1, get: get ?? 1 } : { kind };
}

export const toPromotionTerms = (row: PromotionRow): PromotionTerms => ({
  id: row.id,
  name: row.name,
  needsCode: row.needs_code,
  effect: effectOf(row),
  on: { productIds: row.product_ids, categories: row.categories, fullPriceOnly: row.full_price_only },
  least: { subtotal: row.least_subtotal, quantity: row.least_quantity },
  exclusive: row.exclusive,
  currency: row.currency,
  group: row.group_id,
  startsAt: row.starts_at === null ? null : Date.parse(row.starts_at),
  endsAt: row.ends_at === null ? null : Date.parse(row.ends_at),
  firstOrder: row.first_order,
  usageLimit: row.usage_limit,
  perBuyer: row.per_buyer,
});

/** Why a promotion is not open to a buyer, before anybody looks at what the cart holds. */
const NOT_OPEN_REASONS = [
  ...(['off', 'needs_code', 'not_begun', 'over', 'other_currency', 'wrong_group', 'used_up', 'used_up_by_buyer'] as const),
  'not_first_order',
] as const;
export type NotOpenReason = (typeof NOT_OPEN_REASONS)[number];

/** Why a promotion takes nothing off a cart. */
export const VERDICT_REASONS = [
  ...NOT_OPEN_REASONS,
  ...(['nothing_fits', 'nothing_to_take_off', 'below_subtotal', 'below_quantity', 'not_combinable'] as const),
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

export type Asking = {
  readonly now: number;
  readonly currency: string;
  readonly groups: readonly string[];
  /** The code of the promotion that the buyer gave, if any. */
  readonly code: string | null;
};

/** How often a promotion was used, as far as there are limits. Of a buyer who is not known yet nothing is held against. */
export type PromotionUse = {
  readonly uses: number;
  readonly codeIsUsedUp: boolean;
  readonly usesOfBuyer: number;
  readonly hasOrdered: boolean;
};

/** Whether a promotion is open to whoever asks, by what it says of itself. */
export function whyNotOpen(promotion: PromotionTerms, { now, currency, groups, code }: Asking): NotOpenReason | undefined {
  if (promotion.needsCode && code === null) return 'needs_code';
  if (!holdsAt(promotion, now)) return promotion.startsAt !== null && now < promotion.startsAt ? 'not_begun' : 'over';
  if (promotion.currency !== null && promotion.currency !== currency) return 'other_currency';
  if (promotion.group !== null && !groups.includes(promotion.group)) return 'wrong_group';
  return undefined;
}

/** Whether there is a use of it left for this buyer. */
export function whyUsedUp(promotion: PromotionTerms, use: PromotionUse): NotOpenReason | undefined {
  if ((promotion.usageLimit !== null && use.uses >= promotion.usageLimit) || use.codeIsUsedUp) return 'used_up';
  if (promotion.perBuyer !== null && use.usesOfBuyer >= promotion.perBuyer) return 'used_up_by_buyer';
  return promotion.firstOrder && (use.hasOrdered || use.usesOfBuyer > 0) ? 'not_first_order' : undefined;
}
