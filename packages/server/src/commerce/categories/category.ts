import { z } from '@hono/zod-openapi';
import { languageSchema } from '../words.ts';

/** How many categories lie one in another at most. */
export const DEEPEST = 5;
export const MOST_CATEGORIES = 500;

const name = z.string().trim().min(1, 'Give the category a name.').max(60, 'Keep the name within 60 characters.');
const names = z.record(languageSchema, name).openapi({ description: 'Its name in each language.', example: { en: 'Jars', it: 'Vasi' } });
const parent = z.string().min(1).max(80).nullable().openapi({ description: 'The slug of the category that it lies in; null for none.' });
const position = z.int('A position is a whole number.').min(0).max(10_000).openapi({ description: 'Its place among its sisters.' });

export const newCategorySchema = z
  .strictObject({
    name: name.openapi({ description: 'In the main language of the shop.' }),
    slug: z
      .string()
      .max(80)
      .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, 'A slug is words of letters and digits joined by hyphens.')
      .optional()
      .openapi({ description: 'Its word in addresses; made from the name where it is left out. It stays for good.' }),
    parent: parent.optional(),
    position: position.optional().openapi({ description: 'Left out, it comes last.' }),
    names: names.optional(),
  })
  .openapi('NewCategory', { example: { name: 'Jars', parent: 'tableware', names: { it: 'Vasi' } } });
export type CreateCategory = z.input<typeof newCategorySchema>;

export const categoryChangeSchema = z
  .strictObject({
    parent: parent.optional(),
    position: position.optional(),
    names: z
      .record(languageSchema, name.nullable())
      .optional()
      .openapi({ description: 'Names to write; null takes one away. Those of other languages stay.' }),
  })
  .openapi('CategoryChange', { example: { parent: null, names: { ar: 'جرار' } } });
export const changeCategorySchema = categoryChangeSchema.extend({ slug: z.string() });
export type ChangeCategory = z.input<typeof changeCategorySchema>;

export const categorySchema = z
  .object({
    slug: z.string(),
    name: z
      .string()
      .nullable()
      .openapi({ description: 'In the language that was asked for, else in the main one; null where it has none.' }),
    names: z.record(z.string(), z.string()),
    parent: z.string().nullable(),
    depth: z.int().openapi({ description: '0 for one that lies in no other.' }),
    position: z.int(),
    onSale: z.boolean().openapi({ description: 'Whether something in it is on sale, what lies below not counted.' }),
  })
  .openapi('Category');
export type CategoryView = z.output<typeof categorySchema>;
