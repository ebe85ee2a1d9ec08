import type { BusinessProfile } from '../types.ts';

type ShopWords = { readonly name: string; readonly about: string; readonly shopUrl: string };

/** Whether anything was said about who runs the shop. */
export const isKnown = ({ legalName, address, email, phone, taxNumbers }: BusinessProfile): boolean =>
  [legalName, address, email, phone].some((text) => text !== '') || taxNumbers.length > 0;

/** The business as schema.org has it; what is not known is left out. */
export function describeBusiness(business: BusinessProfile, { name, about, shopUrl }: ShopWords): Record<string, unknown> {
  const { legalName, address, email, phone, taxNumbers, logo } = business;
  const largest = logo?.sizes.findLast(({ format }) => format === 'jpeg');
  return {
    '@context': 'https://schema.org',
    '@type': 'OnlineStore',
    name,
    url: shopUrl,
    ...(about && { description: about }),
    ...(legalName && { legalName }),
    ...(address && { address: address.replaceAll('\n', ', ') }),
    ...(email && { email }),
    ...(phone && { telephone: phone }),
    ...(largest && { logo: new URL(largest.url, shopUrl).href }),
    ...(taxNumbers.length > 0 && {
      identifier: taxNumbers.map(({ kind, number }) => ({ '@type': 'PropertyValue', name: kind, value: number })),
    }),
  };
}
