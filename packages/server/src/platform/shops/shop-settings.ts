import type { z } from '@hono/zod-openapi';
import { type Ctx, authorise, inTransaction } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit, appendEvent } from '../events/append.ts';
import { notifyChanged } from '../events/notices.ts';
import { type BusinessProfile, getBusinessProfile, profileSchema } from './business-profile.ts';
import type { Shop } from './shop.ts';
import { SHOPS } from './shop-directory.ts';
import { shopTermsSchema } from './shop-terms.ts';
import './tables.ts';

export type ShopSettings = Omit<Shop, 'id'> & {
  /** Why it is suspended; empty while it is open. */
  readonly suspendedFor: string;
  readonly profile: BusinessProfile;
};

export const shopChangeSchema = shopTermsSchema.partial().extend({ profile: profileSchema.partial().optional() });
export type ShopChange = z.input<typeof shopChangeSchema>;
type Change = z.output<typeof shopChangeSchema>;

/** How the shop stands, for whoever asks: all of it is on its pages anyway. */
export async function getShopSettings(ctx: Ctx): Promise<ShopSettings> {
  const { id, ...terms } = ctx.shop;
  const row = await ctx.db.selectFrom('shop').select('suspended_for').where('id', '=', id).executeTakeFirst();
  return { ...terms, suspendedFor: row?.suspended_for ?? '', profile: await getBusinessProfile(ctx) };
}

/**
 * Changes what is given and leaves the rest; every process sees it within two seconds.
 * @throws BottegaError invalid_input, forbidden, unauthenticated
 */
export async function changeShop(ctx: Ctx, input: ShopChange): Promise<ShopSettings> {
  authorise(ctx, 'shop.write');
  const change = readInput(shopChangeSchema, input);
  const { profile, ...terms } = change;
  const changed = [...Object.keys(terms), ...Object.keys(profile ?? {}).map((field) => `profile.${field}`)];
  await inTransaction(ctx, async (ctx) => {
    await changeTerms(ctx, terms);
    if (profile) await changeProfile(ctx, profile);
    await appendEvent(ctx, { type: 'shop.updated', subjectId: ctx.shop.id, payload: { changed } });
    await appendAudit(ctx, { action: 'shop.update', subjectId: ctx.shop.id, detail: { changed } });
    await notifyChanged(ctx, SHOPS);
  });
  return getShopSettings({ ...ctx, shop: { ...ctx.shop, ...withoutUndefined(terms) } });
}

/** The columns that differ in name from what they hold. */
const COLUMNS = {
  taxBps: 'tax_bps',
  pricesIncludeTax: 'prices_include_tax',
  shippingFlat: 'shipping_flat',
  timeZone: 'time_zone',
  transferTo: 'transfer_to',
} as const;

async function changeTerms(ctx: Ctx, terms: Omit<Change, 'profile'>): Promise<void> {
  const given = Object.entries(terms).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  const row = Object.fromEntries(given.map(([name, value]) => [COLUMNS[name as keyof typeof COLUMNS] ?? name, value]));
  await ctx.db.updateTable('shop').set(row).where('id', '=', ctx.shop.id).execute();
}

async function changeProfile(ctx: Ctx, profile: NonNullable<Change['profile']>): Promise<void> {
  const { legalName, address, email, phone, taxNumbers } = profile;
  const row = {
    ...(legalName !== undefined && { legal_name: legalName }),
    ...(address !== undefined && { address }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(taxNumbers !== undefined && { tax_numbers: JSON.stringify(taxNumbers) }),
    updated_at: ctx.clock.now().toString(),
  };
  const empty = { legal_name: '', address: '', email: '', phone: '', tax_numbers: '[]', logo_picture_id: null };
  await ctx.db
    .insertInto('business_profile')
    .values({ shop_id: ctx.shop.id, ...empty, ...row })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(row))
    .execute();
}

const withoutUndefined = (terms: Omit<Change, 'profile'>): Partial<Shop> =>
  Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
