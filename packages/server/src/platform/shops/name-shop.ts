import { BottegaError } from '../errors/bottega-error.ts';

/** The parts of a request that may name a shop. `path` and `host` as in its address; `leadsTo` is the shop whose own host it is. */
export type RequestParts = {
  readonly header: string | undefined;
  readonly path: string;
  readonly host: string;
  readonly leadsTo?: string | undefined;
};

/** The shop that a request names, and whether the host does, so that its pages need no `/s/…` before their paths. */
export type NamedShop = { readonly slug: string; readonly byHost: boolean };

/** Pages of the admin that belong to no shop; no shop may be called so. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'sign-in',
  'new-shop',
  'sign-out',
  'link',
  'account',
  'forgotten',
  'reset-password',
  'confirm-mail',
  'join',
]);

/**
 * The shop that a request names: by the header X-Bottega-Shop, by its path (`/s/fornace/…`, `/admin/fornace/…`), or by its host
 * (`fornace.localhost`, below the host of the public address, or one of the shop's own). Null when it names none.
 * @throws BottegaError malformed_request when it names two.
 */
export function nameShop(parts: RequestParts, publicUrl: string): NamedShop | null {
  const byHost = slugOfHost(parts.host, new URL(publicUrl).hostname) ?? parts.leadsTo;
  const named = [parts.header || undefined, slugOfPath(parts.path), byHost].filter((slug) => slug !== undefined);
  const [slug, ...others] = named;
  if (slug === undefined) return null;
  const other = others.find((name) => name !== slug);
  if (other !== undefined) {
    throw new BottegaError('malformed_request', `The request names two shops, "${slug}" and "${other}". Name one.`);
  }
  return { slug, byHost: byHost !== undefined && !parts.path.startsWith('/s/') };
}

/** Pages ask for their data at the same path with `.data` behind it, so a name ends at a point too. */
function slugOfPath(path: string): string | undefined {
  const [, room, slug] = /^\/(s|admin)\/([^/.]+)/.exec(path) ?? [];
  return room === 'admin' && slug !== undefined && RESERVED_SLUGS.has(slug) ? undefined : slug;
}

/** The name in a Host header: without a port, in small letters. */
export const nameOfHost = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

function slugOfHost(host: string, publicHost: string): string | undefined {
  const name = nameOfHost(host);
  const base = [publicHost, 'localhost'].find((known) => name.endsWith(`.${known}`));
  return base === undefined ? undefined : name.slice(0, -base.length - 1);
}
