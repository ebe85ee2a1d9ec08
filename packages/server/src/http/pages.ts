import type { Context, Hono } from 'hono';
import { type Auth, type Ground, isOfHouse } from '#platform';
import type { AppEnv } from './app-env.ts';
import type { Operations, WebContext } from './web-context.ts';

/** Answers a request for a page, its data or its form. */
export type PageHandler = (request: Request, context: WebContext) => Promise<Response>;

type PageOptions = { readonly ground: Ground; readonly auth: Auth; readonly operations: Operations; readonly handle: PageHandler };

/** Every address that nothing else answers is a page's. */
export function servePages(app: Hono<AppEnv>, options: PageOptions): void {
  app.all('*', (c) => {
    const request = c.req.raw;
    request.headers.set('x-request-id', c.var.requestId); // pages tell it to the visitor when something goes wrong
    return options.handle(request, createWebContext(c, options));
  });
}

function createWebContext(c: Context<AppEnv>, { ground, auth, operations }: PageOptions): WebContext {
  const { ctx, staff, nonce } = c.var;
  const { publicUrl } = ground.config;
  const url = new URL(c.req.url);
  const isAdmin = /^\/admin(\/|$|\.)/.test(url.pathname);
  // A stranger does not learn which shops there are.
  const isStranger = isAdmin && ctx !== null && !isOfHouse(ctx.actor);
  return {
    ctx: isStranger ? null : ctx,
    staff,
    operations,
    ...placeOfShop(c, publicUrl),
    adminUrl: `${publicUrl}/admin`,
    nonce,
    installation: c.var.installation,
    signOut: () => auth.signOut(c.req.raw.headers),
  };
}

function placeOfShop(c: Context<AppEnv>, publicUrl: string): Pick<WebContext, 'shopBase' | 'shopUrl'> {
  const { named } = c.var;
  if (!named) return { shopBase: '', shopUrl: `${publicUrl}/` };
  if (!named.byHost) return { shopBase: `/s/${named.slug}`, shopUrl: `${publicUrl}/s/${named.slug}/` };
  return { shopBase: '', shopUrl: `${new URL(publicUrl).protocol}//${c.var.client.host}/` };
}
