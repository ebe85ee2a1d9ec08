import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ShopSection } from '../../parts/section.tsx';
import { useShopPath } from '../../use-page.ts';
import { useCategoryName } from '../parts/category-name.ts';
import { ProductTile } from '../parts/product-tile.tsx';
import type { Tile } from '../parts/tile.ts';

/** Three products of one category: one large, two beside it. */
export function Feature({ category, products }: { category: string; products: readonly Tile[] }) {
  const t = useMessages();
  const path = useShopPath();
  const nameOf = useCategoryName();
  const [large, ...others] = products;
  if (!large) return null;
  return (
    <ShopSection
      title={nameOf(category)}
      className="mx-4 mt-16 max-w-[81rem] lg:mx-10 lg:mt-24 min-[86rem]:mx-auto"
      aside={
        <Link className="link whitespace-nowrap py-1 ps-4 max-lg:text-14" to={path(`c/${encodeURIComponent(category)}`)}>
          {t('home.allOf', { name: nameOf(category) })}
        </Link>
      }
    >
      <div className="mt-6 grid gap-x-6 gap-y-9 lg:grid-cols-12">
        <ProductTile
          product={large}
          sizes="(min-width: 64rem) 56vw, 100vw"
          className="flex flex-col lg:col-span-7"
          plate="aspect-[7/6] lg:aspect-auto lg:h-0 lg:grow"
        />
        <div className="grid grid-cols-2 gap-4 lg:col-span-5 lg:grid-cols-1 lg:gap-6">
          {others.map((product) => (
            <ProductTile key={product.id} product={product} sizes="(min-width: 64rem) 40vw, 46vw" plate="aspect-[4/5] lg:aspect-[4/3]" />
          ))}
        </div>
      </div>
    </ShopSection>
  );
}
