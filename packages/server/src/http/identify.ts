import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import {
  type Actor,
  actorName,
  type Auth,
  BottegaError,
  createCtx,
  type Ctx,
  currentScope,
  type Ground,
  isOfHouse,
  type RoomModule,
  type Shop,
  type ShopDirectory,
  systemClock,
} from '#platform';
import type { AppEnv } from './app-env.ts';
import { actorIn, type Caller, findCaller, unknownToken } from './caller.ts';
import { findNamedShop } from './named-shop.ts';

/** Settles which shop a request is for, who asks, and the ctx that follows from both. */
export function identify(
  options: { ground: Ground; auth: Auth; operatorToken: string; modules: readonly RoomModule[] },
  shops: ShopDirectory,
) {
  const { ground, auth } = options;
  return createMiddleware<AppEnv>(async (c, next) => {
    const { client, signal } = c.var;
    const [{ named, shop: namedShop }, caller] = await Promise.all([
      findNamedShop(c, shops, ground.config.publicUrl),
      findCaller(c.req.raw.headers, options),
    ]);
    // A machine need not say which shop its key is of.
    const shop = named || !caller.key ? namedShop : await shops.find(caller.key.slug);
    const { staff } = caller;
    const outset = shop ? createCtx(ground, { shop, actor: actorIn(shop, caller), signal, requestId: c.var.requestId }) : null;
    const ctx = outset ? { ...outset, actor: await findActor(c, options.modules, outset, caller) } : null;
    if (!ctx && caller.token !== null) throw unknownToken();
    const actor = ctx?.actor ?? actorIn(undefined, caller);
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
    c.set('ctx', ctx);
    await next();
  });
}

/**
 * Who asks in this shop: a member of the house as it is, else whom a room knows. On the shop's own pages somebody of the staff who is
 * signed in as a customer too is there to buy.
 * @throws BottegaError unauthenticated for a token that nobody knows
 */
async function findActor(c: Context<AppEnv>, modules: readonly RoomModule[], ctx: Ctx, { operator, key, token }: Caller): Promise<Actor> {
  const isMember = isOfHouse(ctx.actor);
  if (operator || key || (isMember && !isShopPage(c))) return ctx.actor;
  if (token === null && c.req.header('authorization') !== undefined) return ctx.actor;
  const proof = token === null ? { cookies: c.req.raw.headers } : { token };
  for (const { readVisitor } of modules) {
    const visitor = await readVisitor?.(ctx, proof);
    if (visitor) return visitor;
  }
  if (token !== null) throw unknownToken();
  return ctx.actor;
}

const isShopPage = (c: Context<AppEnv>): boolean =>
  !/^\/(api|files)\//.test(c.req.path) && !/^\/admin(\/|$|\.)/.test(new URL(c.req.url).pathname);

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
