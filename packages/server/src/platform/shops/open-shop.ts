import { BottegaError } from '../errors/bottega-error.ts';
import { appendAudit } from '../events/append.ts';
import { createCtx, type InstallationCtx } from '../ground.ts';
import { listAllShops } from '../database/system-door.ts';
import { switchOnForNewShop } from '../plugins/switch-on-for-new-shop.ts';
import { createShop } from './create-shop.ts';
import type { Shop } from './shop.ts';
import type { NewShop } from './shop-terms.ts';

/**
 * Makes a shop for whoever may: the operator, and staff who own a shop here already. They own the new one too.
 * @throws BottegaError unauthenticated, forbidden, invalid_input, unknown_currency, conflict when the slug is taken
 */
export async function openShop(installation: InstallationCtx, input: NewShop): Promise<Shop> {
  const { ground, actor, staff, signal, requestId } = installation;
  if (actor.type !== 'system') {
    if (!staff) throw new BottegaError('unauthenticated', 'This needs the operator of the installation, or the owner of a shop.');
    if (!staff.shops.some(({ role }) => role === 'owner'))
      throw new BottegaError('forbidden', 'Only who owns a shop here may make another.');
  }
  const shop = await createShop(ground.database, input, staff?.id);
  const who = staff ? ({ type: 'staff', id: staff.id, name: staff.name, email: staff.email, role: 'owner' } as const) : actor;
  const ctx = createCtx(ground, { shop, actor: who, signal, requestId });
  await appendAudit(ctx, { action: 'shop.create', subjectId: shop.id, detail: { slug: shop.slug } });
  await switchOnForNewShop(ctx);
  return shop;
}

export type ShopListing = Pick<Shop, 'slug' | 'name' | 'currency' | 'country' | 'state' | 'domain'>;

/** The shops of whoever asks: of the operator all, of staff their own. @throws BottegaError unauthenticated */
export async function listShops({ ground, actor, staff }: InstallationCtx): Promise<ShopListing[]> {
  if (actor.type !== 'system' && !staff) throw new BottegaError('unauthenticated', 'Sign in to see your shops.');
  const own = new Set(staff?.shops.map(({ slug }) => slug));
  const shops = (await listAllShops(ground.database)).filter(({ slug }) => actor.type === 'system' || own.has(slug));
  return shops.map(({ slug, name, currency, country, state, domain }) => ({ slug, name, currency, country, state, domain }));
}
