import net from 'node:net';
import type { Shop } from './shop.ts';

/**
 * Absolute address of a shop's front page, ending in '/': its own domain, else its own host below the public one, or a path where that is an
 * IP address.
 */
export function shopUrl(publicUrl: string, { slug, domain }: Pick<Shop, 'slug' | 'domain'>): string {
  const url = new URL(publicUrl);
  if (domain !== null) return `${url.protocol}//${domain}${url.port && `:${url.port}`}/`;
  const isAddress = net.isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  return isAddress ? `${publicUrl}/s/${slug}/` : `${url.protocol}//${slug}.${url.host}/`;
}
