import { z } from '@hono/zod-openapi';
import type { PictureView } from '#platform';

/** An id of ours: a UUID as text. */
export const idSchema = z.uuid('This is not an id.').openapi({ example: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7' });

/** Whether a text can be one of our ids at all; PostgreSQL throws at what is no UUID. */
export const isId = (text: string): boolean => idSchema.safeParse(text).success;

/** BCP 47, such as `en` or `pt-BR`. */
export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Write a language as a BCP 47 tag such as en or ar.')
  .openapi({ example: 'en' });

/** Money as it is shown: an integer of minor units. */
export const moneySchema = z
  .object({ amount: z.int().openapi({ description: 'Minor units: 4800 EUR is 48.00 euro.' }), currency: z.string().length(3) })
  .openapi('Money', { example: { amount: 4800, currency: 'EUR' } });

/** A price as it comes in. What is wrong with it is said of the price as a whole. */
export const priceSchema = z
  .object({ amount: z.number(), currency: z.string() })
  .superRefine(({ amount }, check) => {
    const refuse = (message: string) => check.addIssue({ code: 'custom', message });
    if (!Number.isSafeInteger(amount)) refuse('A price is a whole number of minor units: 48.00 EUR is 4800.');
    else if (amount < 0) refuse('A price cannot be negative.');
    else if (amount > 100_000_000_000) refuse('This price is too high: the most is 100,000,000,000 minor units.');
  })
  .openapi('Price', { example: { amount: 4800, currency: 'EUR' } });

/** A picture with its sizes, from small to large; addresses are relative to the shop's base. */
export const pictureSchema = z.custom<PictureView>().openapi('Picture', {
  type: 'object',
  required: ['id', 'width', 'height', 'palette', 'sizes'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    width: { type: 'integer' },
    height: { type: 'integer' },
    palette: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, hex: { type: 'string', example: '#6b4a2f' }, share: { type: 'number' } },
      },
    },
    sizes: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          use: { type: 'string', enum: ['thumb', 'card', 'page', 'full'] },
          format: { type: 'string', enum: ['webp', 'jpeg'] },
          width: { type: 'integer' },
          height: { type: 'integer' },
          fileId: { type: 'string', format: 'uuid' },
          url: { type: 'string', example: 'files/0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7.webp' },
          bytes: { type: 'integer' },
        },
      },
    },
  },
});
