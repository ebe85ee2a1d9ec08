import { shownPicture } from '../../parts/picture.tsx';
import type { ProductSummary } from '../types.ts';

/** What is seen of a product among others. */
export type Tile = ReturnType<ReturnType<typeof tilesOf>>;

/** Makes the tiles of a shop whose pages stand below `shopBase`. */
export const tilesOf =
  ({ shopBase }: { readonly shopBase: string }) =>
  ({ id, slug, title, category, price, highestPrice, stock, picture }: ProductSummary) => ({
    ...{ id, slug, title, category, price, highestPrice, stock },
    picture: picture && shownPicture(picture, shopBase),
  });
