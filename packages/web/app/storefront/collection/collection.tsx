import { PackageOpen } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/collection';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useShopPath } from '../../use-page.ts';
import { useCategoryName } from '../parts/category-name.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ProductGrid } from '../parts/product-tile.tsx';
import { atShop } from '../shop-of.ts';

/** The category that stands for all of them. */
const ALL = 'all';

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async ({ ctx, commerce, language }) => {
    const { category } = args.params;
    const cursor = args.url.searchParams.get('cursor');
    const page = await commerce.listProducts(ctx, {
      status: 'on_sale',
      language,
      limit: 24,
      ...(category !== ALL && { category }),
      ...(cursor !== null && { cursor }),
    });
    return { category, ...page };
  });
}

export default function Collection({ loaderData: { category, items, next } }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  const nameOf = useCategoryName();
  const title = category === ALL ? t('collection.all') : nameOf(category);
  return (
    <div className="mx-auto max-w-[86rem] px-4 pt-8 lg:px-10 lg:pt-12">
      <PageHead title={title} description={t('collection.description', { name: title })} path={`c/${encodeURIComponent(category)}`} />
      <h1 className="display text-36 lg:text-48">{title}</h1>
      {items.length > 0 ? (
        <ProductGrid products={items} heading="h2" />
      ) : (
        <EmptyState
          picture={<PackageOpen className="size-16" strokeWidth={1} />}
          action={
            <ButtonLink look="ink" to={path(`c/${ALL}`)}>
              {t('home.all')}
            </ButtonLink>
          }
        >
          {t('collection.empty')}
        </EmptyState>
      )}
      {next !== null && (
        <p className="mt-12">
          <Link className="link py-2" to={`?${new URLSearchParams({ cursor: next })}`}>
            {t('collection.more')}
          </Link>
        </p>
      )}
    </div>
  );
}
