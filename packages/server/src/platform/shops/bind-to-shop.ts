import type { Actor, Ctx } from '../context.ts';
import { findShop } from '../database/system-door.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { createCtx, type InstallationCtx } from '../ground.ts';

/**
 * The shop of a slug as whoever asks stands to it: in their role there, or as the operator.
 * @throws BottegaError unauthenticated; shop_not_found, also where they are no member: a stranger does not learn which shops there are.
 */
export async function bindToShop(installation: InstallationCtx, slug: string): Promise<Ctx> {
  const { ground, signal, requestId } = installation;
  const actor = standing(installation, slug);
  const shop = actor && (await findShop(ground.database, slug));
  if (!shop) throw new BottegaError('shop_not_found', `There is no shop "${slug}" that you belong to.`);
  return createCtx(ground, { shop, actor, signal, requestId });
}

function standing({ actor, staff }: InstallationCtx, slug: string): Actor | undefined {
  if (actor.type === 'system') return actor;
  if (!staff) throw new BottegaError('unauthenticated', 'This needs a member of the shop, or the operator of the installation.');
  const membership = staff.shops.find((shop) => shop.slug === slug);
  return membership && { type: 'staff', id: staff.id, name: staff.name, email: staff.email, role: membership.role };
}
