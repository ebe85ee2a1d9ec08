import { z } from '@hono/zod-openapi';
import type { Ctx } from '../context.ts';
import { loadPictures } from '../pictures/load-pictures.ts';
import type { PictureView } from '../pictures/picture.ts';
import './tables.ts';

/** A number that an office gave the business: `{ kind: 'Partita IVA', number: 'IT01234567890' }`. */
export type TaxNumber = { readonly kind: string; readonly number: string };

/** Who runs the shop. It stands on every page of the storefront: nothing in it is secret, and what is empty is not shown. */
export type BusinessProfile = {
  readonly legalName: string;
  /** In lines, as on a letter. */
  readonly address: string;
  readonly email: string;
  readonly phone: string;
  readonly taxNumbers: readonly TaxNumber[];
  readonly logo: PictureView | null;
};

const line = (most: number) => z.string().trim().max(most, `At most ${most} characters.`);

export const profileSchema = z.object({
  legalName: line(200).openapi({ example: 'Fornace di C. Rossi' }),
  address: line(500).openapi({ example: 'Via del Forno 3\n48018 Faenza\nItaly' }),
  email: z.union([z.literal(''), z.email('This is not an e-mail address.').max(254)]).openapi({ example: 'ciao@fornace.example' }),
  phone: z
    .string()
    .trim()
    .regex(/^(\+?[0-9][0-9 ()/.-]{3,30})?$/, 'Write a telephone number such as +39 0546 12345.')
    .openapi({ example: '+39 0546 12345' }),
  taxNumbers: z
    .array(z.object({ kind: line(60).min(1, 'Say what number this is.'), number: line(60).min(1, 'Give the number.') }))
    .max(5, 'Give at most 5 numbers.'),
});

/** What is known of the business; empty where nothing was said yet. */
export async function getBusinessProfile(ctx: Ctx): Promise<BusinessProfile> {
  const row = await ctx.db.selectFrom('business_profile').selectAll().where('shop_id', '=', ctx.shop.id).executeTakeFirst();
  if (!row) return { legalName: '', address: '', email: '', phone: '', taxNumbers: [], logo: null };
  const logo = row.logo_picture_id ? (await loadPictures(ctx, [row.logo_picture_id])).get(row.logo_picture_id) : undefined;
  return {
    legalName: row.legal_name,
    address: row.address,
    email: row.email,
    phone: row.phone,
    taxNumbers: row.tax_numbers,
    logo: logo ?? null,
  };
}
