import { z } from '@hono/zod-openapi';
import { idSchema, moneySchema, priceSchema } from '../words.ts';
import { allDifferent, MOST_VARIANTS } from './options.ts';

const sku = z.string().trim().min(1, 'Write an article number, or leave it out.').max(80, 'Keep the article number within 80 characters.');
const barcode = z.string().regex(/^[\x21-\x7e]{1,64}$/, 'A barcode is at most 64 letters, digits and signs, without spaces.');
const side = z.int('Write whole millimetres.').min(1, 'A side is at least 1 mm.').max(100_000, 'A side is at most 100 m.');
const choices = z
  .array(z.string().trim().min(1).max(60))
  .max(3)
  .openapi({ description: 'One value for each option, in their order.', example: ['S'] });

const measures = {
  barcode: barcode.nullable().optional().openapi({ example: '4006381333931' }),
  weightGrams: z.int('Write whole grams.').min(0).max(10_000_000, 'A weight is at most 10,000 kg.').optional(),
  lengthMm: side.nullable().optional(),
  widthMm: side.nullable().optional(),
  heightMm: side.nullable().optional(),
  pictureIds: z
    .array(idSchema)
    .max(20, 'Give at most 20 pictures.')
    .refine(allDifferent, 'Give each picture once.')
    .optional()
    .openapi({ description: 'Those of the product’s pictures that show it, the first first.' }),
};

/** What a new variant is made of. Lengths are millimetres, weights grams. */
export const newVariantFields = {
  sku: sku.optional(),
  choices: choices.default([]),
  stock: z.int('Stock is a whole number.').min(0, 'Stock cannot be negative.').max(1_000_000, 'Stock is at most 1,000,000.'),
  ...measures,
};

export const newVariantSchema = z
  .strictObject({ ...newVariantFields, price: priceSchema, stock: newVariantFields.stock.default(0) })
  .openapi('NewVariant', { example: { choices: ['S'], price: { amount: 4800, currency: 'EUR' }, stock: 4, weightGrams: 650 } });
export const addVariantSchema = newVariantSchema.extend({ productId: idSchema });
export type AddVariant = z.input<typeof addVariantSchema>;
export type VariantToMake = Omit<z.output<typeof newVariantSchema>, 'sku'> & { readonly sku: string };

export const variantChangeSchema = z
  .strictObject({
    sku: sku.optional(),
    choices: choices.optional(),
    price: priceSchema.optional(),
    stock: newVariantFields.stock.optional(),
    ...measures,
  })
  .openapi('VariantChange', { example: { price: { amount: 5200, currency: 'EUR' }, barcode: '4006381333931' } });
export type VariantChange = z.output<typeof variantChangeSchema>;

export const variantChangesSchema = z.strictObject({
  variants: z
    .array(variantChangeSchema.extend({ id: idSchema }))
    .min(1, 'Give at least one variant.')
    .max(MOST_VARIANTS, `Change at most ${MOST_VARIANTS} variants at once.`)
    .refine((variants) => allDifferent(variants.map(({ id }) => id)), 'Name each variant once.'),
});
export const changeVariantsSchema = variantChangesSchema.extend({ productId: idSchema });
export type ChangeVariants = z.input<typeof changeVariantsSchema>;

export const variantSchema = z
  .object({
    id: z.string(),
    sku: z.string(),
    title: z.string().openapi({ description: 'Its choices, or the product’s title.' }),
    choices: z.array(z.string()).openapi({ description: 'One for each option, in their order.' }),
    price: moneySchema,
    prices: z.record(z.string(), z.int()).openapi({
      description: 'Its own prices by currency, in minor units. What holds for a buyer, the cart says.',
      example: { EUR: 4800 },
    }),
    barcode: z.string().nullable(),
    weightGrams: z.int(),
    lengthMm: z.int().nullable(),
    widthMm: z.int().nullable(),
    heightMm: z.int().nullable(),
    pictureIds: z.array(z.string()),
    stock: z.int().openapi({ description: 'Units that can be bought now.' }),
  })
  .openapi('Variant');
