import type { Tile } from '../parts/tile.ts';

type Arrangement = {
  readonly newest: Tile | undefined;
  readonly recent: readonly Tile[];
  /** One category shown large, where enough of it is left over. */
  readonly feature: { readonly category: string; readonly products: readonly Tile[] } | null;
};

/** Shares the newest products out over the front page, none twice: one in the hero, four in a row, three of one category below. */
export function arrange(products: readonly Tile[]): Arrangement {
  const [newest, ...others] = products;
  const recent = others.slice(0, 4);
  const byCategory = Map.groupBy(others.slice(4), ({ category }) => category);
  const fullest = [...byCategory].toSorted(([, a], [, b]) => b.length - a.length)[0];
  const feature = fullest && fullest[1].length >= 3 ? { category: fullest[0], products: fullest[1].slice(0, 3) } : null;
  return { newest, recent, feature };
}
