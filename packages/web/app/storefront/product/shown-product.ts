import { type PictureFiles, shownPicture } from '../../parts/picture.tsx';
import type { ProductDetail } from '../types.ts';

/** What the page of a product is made of. */
export type ShownProduct = ReturnType<typeof toShown>;
export type ShownVariant = ShownProduct['variants'][number];

export function toShown(product: Omit<ProductDetail, 'notes'>, { shopBase }: { readonly shopBase: string }) {
  const { slug, title, language, description, category, seoTitle, seoDescription, price, stock, options, films } = product;
  return {
    ...{ slug, title, language, description, category, seoTitle, seoDescription, price, stock, options, films },
    pictures: product.pictures.map(({ picture, altText }) => ({
      id: picture.id,
      altText,
      picture: shownPicture(picture, shopBase),
      large: largeOf(picture),
    })),
    variants: product.variants.map(({ id, sku, barcode, choices, price, stock, pictureIds }) => ({
      ...{ id, sku, barcode, choices, price, stock, pictureIds },
    })),
  };
}

/** What other sites show of a picture; its address is relative to the shop. */
function largeOf({ sizes }: PictureFiles): { url: string; width: number; height: number } | null {
  const large = sizes.find(({ use, format }) => use === 'page' && format === 'jpeg');
  return large ? { url: large.url, width: large.width, height: large.height } : null;
}
