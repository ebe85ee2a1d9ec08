import { useMessages } from '../../i18n/use-messages.tsx';
import { Link } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Picture } from '../../parts/picture.tsx';
import { useShopPath } from '../../use-page.ts';
import type { Tile } from './tile.ts';
import { Words } from './words.tsx';
import { useCategoryName } from './category-name.ts';
import { StockPill } from './stock.tsx';

type TileProps = {
  readonly product: Tile;
  /** How wide the picture stands, as the `sizes` attribute has it. */
  readonly sizes: string;
  /** The shape of the picture's plate. */
  readonly plate?: string;
  readonly className?: string;
  /** The level of its heading: one below the section it stands in. */
  readonly heading?: 'h2' | 'h3';
};

/** A product among others: picture, name, kind, price, and a word when few are left. */
export function ProductTile({ product, sizes, plate = 'aspect-[4/5]', className = 'block', heading: Heading = 'h3' }: TileProps) {
  const t = useMessages();
  const path = useShopPath();
  const nameOf = useCategoryName();
  return (
    <Link to={path(`p/${product.slug}`)} className={`group ${className}`}>
      <div className={`plate rounded-1 ${plate}`}>{product.picture && <Picture picture={product.picture} alt="" sizes={sizes} />}</div>
      <Heading className="display mt-3 text-18 group-hover:underline">
        <Words>{product.title}</Words>
      </Heading>
      <p className="text-14 text-ink-2">{nameOf(product.category)}</p>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        {product.highestPrice.amount > product.price.amount && <span className="text-ink-2">{t('price.from')}</span>}
        <Money money={product.price} />
        <StockPill stock={product.stock} />
      </p>
    </Link>
  );
}

/** The usual grid: two products a row on a phone, four on a desk. */
export function ProductGrid({ products, heading }: { products: readonly Tile[]; heading: 'h2' | 'h3' }) {
  return (
    <ul className="mt-6 grid grid-cols-2 gap-x-4 gap-y-9 lg:grid-cols-4 lg:gap-x-6">
      {products.map((product) => (
        <li key={product.id}>
          <ProductTile product={product} sizes="(min-width: 86rem) 20rem, (min-width: 64rem) 23vw, 46vw" heading={heading} />
        </li>
      ))}
    </ul>
  );
}
