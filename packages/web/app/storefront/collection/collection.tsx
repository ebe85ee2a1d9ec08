import { PackageOpen } from 'lucide-react';
import { Form, Link } from 'react-router';
import type { Route } from './+types/collection';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button, ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { useShopPath } from '../../use-page.ts';
import { useCategories, useCategoryName } from '../parts/category-name.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ProductGrid } from '../parts/product-tile.tsx';
import { shownBelow } from '../parts/shown-categories.ts';
import { tilesOf } from '../parts/tile.ts';
import { atShop } from '../shop-of.ts';

/** The category that stands for all of them. */
const ALL = 'all';

const SORTS = ['newest', 'price', '-price', 'title'] as const;

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const { ctx, commerce, language } = shop;
    const { category } = args.params;
    const { searchParams } = args.url;
    const q = searchParams.get('q')?.slice(0, 200) ?? '';
    const sort = SORTS.find((known) => known === searchParams.get('sort')) ?? null;
    const inStock = searchParams.get('in_stock') === 'true';
    const cursor = searchParams.get('cursor');
    const { items, next } = await commerce.listProducts(ctx, {
      status: 'on_sale',
      language,
      limit: 24,
      ...(category !== ALL && { category }),
      ...(q !== '' && { q }),
      ...(sort && { sort }),
      ...(inStock && { in_stock: true }),
      ...(cursor !== null && { cursor }),
    });
    return { category, wish: { q, sort, inStock }, items: items.map(tilesOf(shop)), next };
  });
}

export default function Collection({ loaderData: { category, wish, items, next } }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  const nameOf = useCategoryName();
  const title = category === ALL ? t('collection.all') : nameOf(category);
  return (
    <div className="mx-auto max-w-[86rem] px-4 pt-8 lg:px-10 lg:pt-12">
      <PageHead title={title} description={t('collection.description', { name: title })} path={`c/${encodeURIComponent(category)}`} />
      <h1 className="display text-36 lg:text-48">{title}</h1>
      <Below category={category} />
      <Wishes key={category} wish={wish} />
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
          {t(wish.q || wish.inStock ? 'collection.nothingFound' : 'collection.empty')}
        </EmptyState>
      )}
      {next !== null && (
        <p className="mt-12">
          <Link className="link py-2" to={`?${new URLSearchParams({ ...wordsOf(wish), cursor: next })}`}>
            {t('collection.more')}
          </Link>
        </p>
      )}
    </div>
  );
}

type Wish = { readonly q: string; readonly sort: (typeof SORTS)[number] | null; readonly inStock: boolean };

/** A wish as it stands in an address; what is not wished for does not. */
const wordsOf = ({ q, sort, inStock }: Wish): Record<string, string> => ({
  ...(q && { q }),
  ...(sort && { sort }),
  ...(inStock && { in_stock: 'true' }),
});

/** What lies in this category. */
function Below({ category }: { category: string }) {
  const t = useMessages();
  const path = useShopPath();
  const nameOf = useCategoryName();
  const below = shownBelow(useCategories(), category);
  if (below.length === 0) return null;
  return (
    <nav className="mt-4 flex flex-wrap gap-x-6 gap-y-2" aria-label={t('collection.below')}>
      {below.map((slug) => (
        <Link key={slug} className="link py-1" to={path(`c/${encodeURIComponent(slug)}`)}>
          {nameOf(slug)}
        </Link>
      ))}
    </nav>
  );
}

/** Words, order, and whether it must be there: a form of its own, which needs no script. */
function Wishes({ wish }: { wish: Wish }) {
  const t = useMessages();
  return (
    <Form method="get" role="search" className="mt-6 flex flex-wrap items-end gap-4 border-y border-line py-4">
      <Field label={t('collection.search')} className="min-w-48 grow">
        {(tie) => <input {...tie} type="search" name="q" maxLength={200} defaultValue={wish.q} />}
      </Field>
      <Field label={t('collection.sort')}>
        {(tie) => (
          <select {...tie} name="sort" defaultValue={wish.sort ?? ''}>
            <option value="">{t('collection.sort.usual')}</option>
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {t(`collection.sort.${sort}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <label className="flex min-h-12 items-center gap-2">
        <input type="checkbox" name="in_stock" value="true" defaultChecked={wish.inStock} />
        {t('collection.inStock')}
      </label>
      <Button type="submit">{t('collection.show')}</Button>
    </Form>
  );
}
