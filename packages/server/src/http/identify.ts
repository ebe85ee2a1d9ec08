import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import {
  type Actor,
  type Auth,
  BottegaError,
  createCtx,
  createShopDirectory,
  type Ground,
  nameShop,
  readBearer,
  type Shop,
  type StaffSession,
  systemClock,
} from '#platform';
import type { AppEnv } from './app-env.ts';

const GUEST: Actor = { type: 'guest' };

/** Settles which shop a request is for, who asks, and the ctx that follows from both. */
export function identify(options: { ground: Ground; auth: Auth; operatorToken: string }) {
  const { ground, auth, operatorToken } = options;
  const shops = createShopDirectory(ground.database);
  return createMiddleware<AppEnv>(async (c, next) => {
    const { host, pathname } = new URL(c.req.url);
    const named = nameShop({ header: c.req.header('x-bottega-shop'), path: pathname, host }, ground.config.publicUrl);
    const authorization = c.req.header('authorization');
    const [shop, staff] = await Promise.all([
      named ? shops.find(named.slug) : undefined,
      authorization === undefined ? auth.readSession(c.req.raw.headers) : null,
    ]);
    const actor = authorization === undefined ? toActor(staff, shop) : bearer(authorization, operatorToken);
    c.set('named', named);
    c.set('shop', shop ?? null);
    c.set('staff', staff);
    c.set('installation', {
      ...{
        ground,
        auth,
        staff,
        actor,
        clock: systemClock,
        log: ground.log.child({ requestId: c.var.requestId }),
        signal: c.req.raw.signal,
      },
      ...{ requestId: c.var.requestId, headers: c.req.raw.headers, address: c.env?.incoming?.socket.remoteAddress ?? 'local' },
    });
    c.set('ctx', shop ? createCtx(ground, { shop, actor, signal: c.req.raw.signal, requestId: c.var.requestId }) : null);
    await next();
  });
}

/** The error for a request that needs a shop and names none, or one that is not there. */
export function missingShop(c: Context<AppEnv>): BottegaError {
  const { named } = c.var;
  if (named) return new BottegaError('shop_not_found', `There is no shop "${named.slug}".`);
  return new BottegaError('shop_not_named', 'This address belongs to a shop, and the request names none.');
}

/** A member of the shop, in their role there. Staff of other shops are guests here. */
function toActor(staff: StaffSession | null, shop: Shop | undefined): Actor {
  const membership = staff?.shops.find(({ slug }) => slug === shop?.slug);
  return staff && membership ? { type: 'staff', id: staff.id, name: staff.name, email: staff.email, role: membership.role } : GUEST;
}

function bearer(authorization: string, operatorToken: string): Actor {
  const actor = readBearer(authorization, operatorToken);
  if (!actor) throw new BottegaError('unauthenticated', 'The Authorization header carries no token of ours.');
  return actor;
}
