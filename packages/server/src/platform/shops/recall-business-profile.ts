import type { Ctx } from '../context.ts';
import type { Notices } from '../events/notices.ts';
import { type BusinessProfile, getBusinessProfile } from './business-profile.ts';
import { SHOPS } from './shop-directory.ts';
import { createMemory, type Memory } from './shop-memory.ts';

const memories = new WeakMap<Notices, Memory<BusinessProfile>>();

/** Who runs the shop, from memory where it is known: it stands at the foot of every page. A change is heard of by its notice. */
export async function recallBusinessProfile(ctx: Ctx): Promise<BusinessProfile> {
  const look = () => getBusinessProfile(ctx);
  return (await memoryOf(ctx.notices).find(ctx.shop.id, look)) ?? look();
}

function memoryOf(notices: Notices): Memory<BusinessProfile> {
  const known = memories.get(notices);
  if (known) return known;
  const fresh = createMemory<BusinessProfile>({ missingMs: 0 });
  memories.set(notices, fresh);
  notices.subscribe(SHOPS, fresh.forget);
  return fresh;
}
