import net from 'node:net';
import type { Context } from 'hono';
import { type NamedShop, nameOfHost, nameShop, type Shop, type ShopDirectory } from '#platform';
import type { AppEnv } from './app-env.ts';

/** The shop that a request names, known or not, and the shop itself where it is known. */
export type Naming = { readonly named: NamedShop | null; readonly shop: Shop | undefined };

/**
 * Finds the shop of a request: by header, path or host, or by a host of the shop's own.
 * @throws BottegaError malformed_request when it names two.
 */
export async function findNamedShop(c: Context<AppEnv>, shops: ShopDirectory, publicUrl: string): Promise<Naming> {
  const { host } = c.var.client;
  const { pathname } = new URL(c.req.url);
  const leadsTo = mayBeOwn(nameOfHost(host), publicUrl) ? await shops.slugOf(nameOfHost(host)) : undefined;
  const named = nameShop({ header: c.req.header('x-bottega-shop'), path: pathname, host, leadsTo }, publicUrl);
  return { named, shop: named ? await shops.find(named.slug) : undefined };
}

/** Addresses of the installation and of this machine are no shop's own, and nobody needs to look for them. */
function mayBeOwn(name: string, publicUrl: string): boolean {
  const installation = new URL(publicUrl).hostname;
  return ![installation, 'localhost'].some((host) => name === host || name.endsWith(`.${host}`)) && net.isIP(name) === 0;
}
