import net from 'node:net';

/** Absolute address of a shop's front page, ending in '/': its own host below the public one, or a path where that is an IP address. */
export function shopUrl(publicUrl: string, slug: string): string {
  const url = new URL(publicUrl);
  const isAddress = net.isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  return isAddress ? `${publicUrl}/s/${slug}/` : `${url.protocol}//${slug}.${url.host}/`;
}
