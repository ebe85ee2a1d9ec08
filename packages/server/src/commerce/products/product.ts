import { SHAPES } from '@bottega/contracts';
import { z } from '@hono/zod-openapi';
import { pageInputSchema } from '#platform';
import { idSchema, languageSchema, moneySchema, pictureSchema, priceSchema } from '../words.ts';
import { allDifferent, MOST_VARIANTS, newOptionsSchema, optionSchema } from './options.ts';
import { newVariantFields, variantSchema } from './variant.ts';

export const PRODUCT_STATUSES = ['draft', 'on_sale', 'archived'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** What may be done with a product, from which states, and the state that follows. */
export const PRODUCT_MOVES = {
  publish: { from: ['draft', 'archived'], to: 'on_sale', event: 'product.published' },
  withdraw: { from: ['draft', 'on_sale'], to: 'archived', event: 'product.withdrawn' },
} as const satisfies Record<string, { from: readonly ProductStatus[]; to: ProductStatus; event: string }>;
export type ProductMove = keyof typeof PRODUCT_MOVES;

const title = z.string().trim().min(1, 'Give the product a title.').max(200, 'Keep the title within 200 characters.');
const longText = z.string().trim().max(5_000, 'Keep this within 5,000 characters.');
const category = z
  .string()
  .trim()
  .min(1, 'Give the product a category.')
  .max(60, 'Keep the category within 60 characters.')
  .openapi({ example: 'kitchen' });
const slug = z
  .string()
  .max(80)
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, 'A slug is words of letters and digits joined by hyphens.');
const taxCategory = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'A tax category is a word of small letters, digits and hyphens, such as standard or books.')
  .openapi({ example: 'standard' });
const tags = z.array(z.string().trim().min(1).max(40, 'Keep each tag within 40 characters.')).max(30, 'Give at most 30 tags.');
const altText = z.string().trim().max(500, 'Keep the alternative text within 500 characters.');

export const MOST_PICTURES = 20;
export const newPicturesSchema = z
  .array(z.strictObject({ pictureId: idSchema, altText }))
  .max(MOST_PICTURES, `Give at most ${MOST_PICTURES} pictures.`)
  .refine((pictures) => allDifferent(pictures.map(({ pictureId }) => pictureId)), 'Give each picture once.');

const productTextSchema = z.object({
  language: languageSchema,
  title,
  description: longText,
  seoTitle: z.string().trim().max(200),
  seoDescription: z.string().trim().max(500),
  altText,
});
export type ProductText = z.output<typeof productTextSchema>;

/** A text as a translator writes it, with the words of the options by what they are in the main language. */
export const productTextBodySchema = z
  .strictObject({
    ...productTextSchema.omit({ language: true }).shape,
    seoTitle: productTextSchema.shape.seoTitle.default(''),
    seoDescription: productTextSchema.shape.seoDescription.default(''),
    altText: altText.default(''),
    description: longText.default(''),
    optionWords: z
      .record(z.string().max(60), z.string().trim().min(1).max(60, 'Keep each word within 60 characters.'))
      .default({})
      .openapi({ description: 'The names and values of the options in this language.', example: { Size: 'Taglia', Small: 'Piccola' } }),
  })
  .openapi('ProductTextChange');
export const setProductTextSchema = productTextBodySchema.extend({ productId: idSchema, language: languageSchema });
export type SetProductText = z.input<typeof setProductTextSchema>;

export const productTextViewSchema = productTextBodySchema
  .extend({
    language: languageSchema,
    isMain: z.boolean().openapi({ description: 'Whether it is the language that the product was written in.' }),
  })
  .openapi('ProductText');
export type ProductTextView = z.output<typeof productTextViewSchema>;

const newVariant = z.strictObject({
  ...newVariantFields,
  choices: newVariantFields.choices,
  price: priceSchema.optional().openapi({ description: 'Without it, the price of the product.' }),
  stock: newVariantFields.stock.optional().openapi({ description: 'Without it, the stock of the product.' }),
});
export type NewVariantOfProduct = z.output<typeof newVariant>;

const NEW_PRODUCT = {
  title: 'Walnut bowl',
  description: 'Hand-turned and oiled, 24 cm across.',
  price: { amount: 4800, currency: 'EUR' },
  stock: 12,
  category: 'kitchen',
  tags: ['walnut', 'hand-turned'],
  pictures: [{ pictureId: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7', altText: 'A dark wooden bowl on a linen cloth' }],
};

export const createProductSchema = z.object({
  title,
  description: longText.optional(),
  notes: longText.optional().openapi({ description: 'What the maker knows of it; only staff see it.' }),
  price: priceSchema,
  stock: newVariantFields.stock.openapi({ description: 'Of each variant that says no other.' }),
  category,
  taxCategory: taxCategory.optional(),
  tags: tags.optional(),
  pictures: newPicturesSchema,
  slug: slug.optional(),
  sku: newVariantFields.sku.openapi({ description: 'The number of the product itself, or what those of its variants begin with.' }),
  options: newOptionsSchema.optional(),
  variants: z
    .array(newVariant)
    .min(1, 'Give at least one variant.')
    .max(MOST_VARIANTS, `A product has at most ${MOST_VARIANTS} variants.`)
    .optional()
    .openapi({ description: 'Left out, there is one for every combination of the options.' }),
  texts: z
    .array(productTextSchema)
    .max(20)
    .refine((texts) => allDifferent(texts.map(({ language }) => language)), 'Give one text for each language.')
    .optional(),
  key: z.string().min(1).max(200).optional().openapi({ description: 'Repeating a key finds the product that it made.' }),
});
export type CreateProduct = z.input<typeof createProductSchema>;
export type NewProduct = z.output<typeof createProductSchema>;

/** The same as it comes over the wire, where nothing else may stand in it. */
export const newProductBodySchema = z
  .strictObject({ ...createProductSchema.shape, texts: z.array(productTextSchema.strict()).max(20).optional() })
  .openapi('NewProduct', { example: NEW_PRODUCT });

export const productChangeSchema = z
  .strictObject({
    title: title.optional(),
    description: longText.optional(),
    notes: longText.optional(),
    slug: slug.optional(),
    price: priceSchema.optional().openapi({ description: 'Of a product without options; variants are priced one by one.' }),
    stock: newVariantFields.stock.optional().openapi({ description: 'Of a product without options.' }),
    category: category.optional().openapi({ description: 'The slug of a category, or the name of a new one.' }),
    taxCategory: taxCategory.optional(),
    tags: tags.optional(),
  })
  .openapi('ProductChange', { example: { price: { amount: 5200, currency: 'EUR' }, stock: 4 } });
export type ProductChange = z.output<typeof productChangeSchema>;
export const updateProductSchema = productChangeSchema.extend({ id: idSchema });
export type UpdateProduct = z.input<typeof updateProductSchema>;

const PRODUCT_SORTS = ['relevance', 'newest', 'price', '-price', 'title'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

const amount = z.coerce.number().int('Write an amount in minor units: 48.00 EUR is 4800.').min(0).max(100_000_000_000);

export const listProductsSchema = pageInputSchema.extend({
  cursor: z.string().max(400).optional().openapi({ description: 'The `next` of the page before, with all else the same.' }),
  status: z.enum(PRODUCT_STATUSES).optional(),
  category: z.string().max(80).optional().openapi({ description: 'The slug of a category; what lies below it is in it.' }),
  language: languageSchema.optional().openapi({ description: 'The language of the texts, where a product has it.' }),
  q: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: 'Words that must all be there; of the last the beginning is enough.', example: 'walnut bo' }),
  price_from: amount.optional().openapi({ description: 'Minor units: a product costs at least this, its cheapest variant counting.' }),
  price_to: amount.optional().openapi({ description: 'Minor units: a product costs at most this.' }),
  in_stock: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .optional()
    .openapi({ type: 'boolean', description: 'With `true`, only what can be bought now.' }),
  sort: z.enum(PRODUCT_SORTS).optional().openapi({ description: 'By `relevance` where there is a `q`, else the `newest` first.' }),
});
export type ListProducts = Partial<z.input<typeof listProductsSchema>>;

export const attachFilmsSchema = z.object({
  productId: idSchema,
  films: z
    .array(
      z.object({
        shape: z.enum(SHAPES),
        fileId: idSchema,
        seconds: z.number().positive(),
        width: z.int().positive(),
        height: z.int().positive(),
        posterFileId: idSchema.nullable(),
        captions: z
          .array(z.object({ language: languageSchema, fileId: idSchema }))
          .refine((captions) => allDifferent(captions.map(({ language }) => language)), 'Give one caption file for each language.'),
      }),
    )
    .refine((films) => allDifferent(films.map(({ shape }) => shape)), 'Give one film of each shape.'),
});
export type AttachFilms = z.input<typeof attachFilmsSchema>;
export type NewFilm = z.output<typeof attachFilmsSchema>['films'][number];

export const productSummarySchema = z
  .object({
    id: z.string(),
    slug: z.string(),
    title: z.string(),
    price: moneySchema.openapi({ description: 'The lowest of its variants.' }),
    highestPrice: moneySchema.openapi({ description: 'The highest of its variants.' }),
    stock: z.int().openapi({ description: 'Units of all variants together that can be bought now.' }),
    status: z.enum(PRODUCT_STATUSES),
    category: z.string(),
    picture: pictureSchema.nullable(),
    altText: z.string(),
    createdAt: z.string().openapi({ format: 'date-time' }),
    options: z.array(optionSchema),
    variants: z.array(variantSchema.pick({ id: true, sku: true, title: true, choices: true, price: true, prices: true, stock: true })),
  })
  .openapi('ProductSummary');
export type ProductSummary = z.output<typeof productSummarySchema>;

const productFilmSchema = z
  .object({
    shape: z.enum(SHAPES),
    fileId: z.string(),
    url: z.string().openapi({ description: 'Relative to the shop, as all addresses of files are.' }),
    seconds: z.number(),
    width: z.int(),
    height: z.int(),
    posterUrl: z.string().nullable(),
    captions: z.array(z.object({ language: z.string(), url: z.string() })),
  })
  .openapi('ProductFilm');
export type ProductFilm = z.output<typeof productFilmSchema>;

export const productDetailSchema = productSummarySchema
  .extend({
    description: z.string(),
    notes: z.string().openapi({ description: 'Empty for guests.' }),
    taxCategory: z.string(),
    tags: z.array(z.string()),
    seoTitle: z.string(),
    seoDescription: z.string(),
    pictures: z.array(z.object({ picture: pictureSchema, altText: z.string() })),
    variants: z.array(variantSchema),
    films: z.array(productFilmSchema),
    languages: z.array(z.string()).openapi({ description: 'The languages that it has texts in.' }),
    language: z.string().openapi({ description: 'The language of the texts in this answer.' }),
  })
  .openapi('Product');
export type ProductDetail = z.output<typeof productDetailSchema>;
