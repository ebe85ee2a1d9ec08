import { domainToASCII } from 'node:url';
import { z } from '@hono/zod-openapi';

/** A host that is to lead to the shop, and what its owner writes into the DNS to show that they want it. */
export type ShopDomain = {
  readonly host: string;
  readonly state: 'waiting' | 'verified';
  readonly verifiedAt: string | null;
  readonly record: { readonly type: 'TXT'; readonly name: string; readonly value: string };
};

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** As it is written in the DNS: small letters, without a point at its end, other scripts in Punycode. */
export const hostSchema = z
  .string()
  .trim()
  .max(260)
  .transform((text) => domainToASCII(text.replace(/\.$/, '')).toLowerCase())
  .refine((host) => isHostName(host), 'Write a domain such as shop.example.com, without https:// and without a path.');

function isHostName(host: string): boolean {
  const labels = host.split('.');
  return host.length <= 253 && labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^[0-9]+$/.test(labels.at(-1) ?? '');
}

/** The record stands beside the host's own, so that it may stay there. */
export const recordOf = (host: string, challenge: string): ShopDomain['record'] => ({
  type: 'TXT',
  name: `_bottega.${host}`,
  value: `bottega-domain=${challenge}`,
});
