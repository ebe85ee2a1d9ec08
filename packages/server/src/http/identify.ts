import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import {
  type Actor,
  actorName,
  type Auth,
  BottegaError,
  createCtx,
  currentScope,
  type Ground,
  type Shop,
  type ShopDirectory,
  systemClock,
} from '#platform';
import type { AppEnv } from './app-env.ts';
import { actorIn, findCaller } from './caller.ts';
import { findNamedShop } from './named-shop.ts';

/** Settles which shop a request is for, who asks, and the ctx that follows from both. */
export function identify(options: { ground: Ground; auth: Auth; operatorToken: string }, shops: ShopDirectory) {
  const { ground, auth } = options;
  return createMiddleware<AppEnv>(async (c, next) => {
    const { client, signal } = c.var;
    const [{ named, shop: namedShop }, caller] = await Promise.all([
      findNamedShop(c, shops, ground.config.publicUrl),
      findCaller(c.req.raw.headers, options),
    ]);
    // A machine need not say which shop its key is of.
    const shop = named || !caller.key ? namedShop : await shops.find(caller.key.slug);
    const actor = actorIn(shop, caller);
    const { staff } = caller;
    tellScope(shop, actor);
    c.set('named', named);
    c.set('shop', shop ?? null);
    c.set('staff', staff);
    c.set('installation', {
      ground,
      auth,
      staff,
      actor,
      clock: systemClock,
      log: ground.log.child({ requestId: c.var.requestId }),
      signal,
      requestId: c.var.requestId,
      headers: c.req.raw.headers,
      address: client.address,
    });
    c.set('ctx', shop ? createCtx(ground, { shop, actor, signal, requestId: c.var.requestId }) : null);
    await next();
  });
}

/** From here on, the log and every span know for whom they speak. */
function tellScope(shop: Shop | undefined, actor: Actor): void {
  const scope = currentScope();
  if (!scope) return;
  if (shop) scope.shop = shop.slug;
  if (actor.type !== 'guest') scope.user = actorName(actor);
}

/** The error for a request that needs a shop and names none, or one that is not there. */
export function missingShop(c: Context<AppEnv>): BottegaError {
  const { named } = c.var;
  if (named) return new BottegaError('shop_not_found', `There is no shop "${named.slug}".`);
  return new BottegaError('shop_not_named', 'This address belongs to a shop, and the request names none.');
}
