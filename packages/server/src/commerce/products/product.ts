import { SHAPES } from '@bottega/contracts';
import { z } from '@hono/zod-openapi';
import { pageInputSchema } from '#platform';
import { idSchema, languageSchema, moneySchema, pictureSchema, priceSchema } from '../words.ts';

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
const tags = z.array(z.string().trim().min(1).max(40, 'Keep each tag within 40 characters.')).max(30, 'Give at most 30 tags.');
const stock = z.int('Stock is a whole number.').min(0, 'Stock cannot be negative.').max(1_000_000, 'Stock is at most 1,000,000.');
const altText = z.string().trim().max(500, 'Keep the alternative text within 500 characters.');

/** Whether no two are the same. */
const allDifferent = (values: readonly string[]): boolean => new Set(values).size === values.length;

const productTextSchema = z.object({
  language: languageSchema,
  title,
  description: longText,
  seoTitle: z.string().trim().max(200),
  seoDescription: z.string().trim().max(500),
  altText,
});
export type ProductText = z.output<typeof productTextSchema>;

export const createProductSchema = z
  .object({
    title,
    description: longText.optional(),
    notes: longText.optional().openapi({ description: 'What the maker knows of it; only staff see it.' }),
    price: priceSchema,
    stock,
    category,
    tags: tags.optional(),
    pictures: z.array(z.object({ pictureId: idSchema, altText })).max(20, 'Give at most 20 pictures.'),
    slug: z
      .string()
      .max(80)
      .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, 'A slug is words of letters and digits joined by hyphens.')
      .optional(),
    sku: z.string().trim().min(1).max(80).optional(),
    texts: z
      .array(productTextSchema)
      .max(20)
      .refine((texts) => allDifferent(texts.map(({ language }) => language)), 'Give one text for each language.')
      .optional(),
    key: z.string().min(1).max(200).optional().openapi({ description: 'Repeating a key finds the product that it made.' }),
  })
  .openapi('NewProduct', {
    example: {
      title: 'Walnut bowl',
      description: 'Hand-turned and oiled, 24 cm across.',
      price: { amount: 4800, currency: 'EUR' },
      stock: 12,
      category: 'kitchen',
      tags: ['walnut', 'hand-turned'],
      pictures: [{ pictureId: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7', altText: 'A dark wooden bowl on a linen cloth' }],
    },
  });
export type CreateProduct = z.input<typeof createProductSchema>;
export type NewProduct = z.output<typeof createProductSchema>;

export const productChangeSchema = z
  .object({
    title: title.optional(),
    description: longText.optional(),
    price: priceSchema.optional(),
    stock: stock.optional(),
    category: category.optional(),
    tags: tags.optional(),
  })
  .openapi('ProductChange', { example: { price: { amount: 5200, currency: 'EUR' }, stock: 4 } });
export type ProductChange = z.output<typeof productChangeSchema>;
export const updateProductSchema = productChangeSchema.extend({ id: idSchema });
export type UpdateProduct = z.input<typeof updateProductSchema>;

export const listProductsSchema = pageInputSchema.extend({
  status: z.enum(PRODUCT_STATUSES).optional(),
  category: z.string().optional(),
  language: languageSchema.optional(),
});
export type ListProducts = Partial<z.output<typeof listProductsSchema>>;

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
    price: moneySchema,
    stock: z.int().openapi({ description: 'Units of all variants together.' }),
    status: z.enum(PRODUCT_STATUSES),
    category: z.string(),
    picture: pictureSchema.nullable(),
    altText: z.string(),
    createdAt: z.string().openapi({ format: 'date-time' }),
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

const variantSchema = z.object({ id: z.string(), sku: z.string(), title: z.string(), price: moneySchema, stock: z.int() });

export const productDetailSchema = productSummarySchema
  .extend({
    description: z.string(),
    notes: z.string().openapi({ description: 'Empty for guests.' }),
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
