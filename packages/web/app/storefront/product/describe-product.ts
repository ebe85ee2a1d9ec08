import { amountToDecimal } from '@bottega/contracts';
import type { ShownProduct } from './shown-product.ts';

/** The product and its offers in the words of schema.org. */
export function describeProduct(
  product: ShownProduct,
  { shopUrl, shopName }: { shopUrl: string; shopName: string },
): Record<string, unknown> {
  const url = `${shopUrl}p/${product.slug}`;
  const images = product.pictures.flatMap(({ large }) => (large ? [`${shopUrl}${large.url}`] : []));
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    description: product.description,
    category: product.category,
    url,
    ...(images.length > 0 && { image: images }),
    offers: product.variants.map(({ id, sku, barcode, price, stock }) => ({
      '@type': 'Offer',
      url: product.variants.length > 1 ? `${url}?variant=${id}` : url,
      sku,
      ...(barcode && /^\d{8,14}$/.test(barcode) && { gtin: barcode }),
      price: amountToDecimal(price),
      priceCurrency: price.currency,
      availability: `https://schema.org/${stock > 0 ? 'InStock' : 'OutOfStock'}`,
      seller: { '@type': 'Organization', name: shopName },
    })),
  };
}
