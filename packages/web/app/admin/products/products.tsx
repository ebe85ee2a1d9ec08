import { Package } from 'lucide-react';
import { Link } from 'react-router';
import { visitContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Money } from '../../parts/money.tsx';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { Thumb } from '../parts/thumb.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { ProductSummary } from '../types.ts';
import type { Route } from './+types/products';
import { ProductPill } from './product-pill.tsx';

const STATUSES = ['on_sale', 'draft', 'archived'] as const;

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const status = STATUSES.find((known) => known === url.searchParams.get('status'));
    const cursor = url.searchParams.get('cursor');
    const { language } = context.get(visitContext);
    const page = await operations.commerce.listProducts(ctx, { language, ...(status && { status }), ...(cursor && { cursor }) });
    return { ...page, status: status ?? '' };
  });

export default function Products({ loaderData: { items, next, status } }: Route.ComponentProps) {
  const t = useMessages();
  const choices = [{ value: '', label: t('products.all') }, ...STATUSES.map((value) => ({ value, label: t(`product.status.${value}`) }))];
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('nav.products')} actions={<LaunchOne look="line" />} />
      <FilterTabs label={t('products.filter')} name="status" current={status} choices={choices} />
      {items.length > 0 ? (
        <ProductTable products={items} />
      ) : (
        <EmptyState picture={<Package className="size-16 stroke-1" />} action={<LaunchOne look="ink" />}>
          {t(status ? 'products.noneSuch' : 'products.none')}
        </EmptyState>
      )}
      <Pager next={next} />
    </div>
  );
}

function LaunchOne({ look }: { look: 'ink' | 'line' }) {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <ButtonLink look={look} to={`/admin/${shop.slug}/launches/new`}>
      {t('launch.new')}
    </ButtonLink>
  );
}

function ProductTable({ products }: { products: readonly ProductSummary[] }) {
  const t = useMessages();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th colSpan={2}>{t('products.product')}</th>
          <th className="max-sm:hidden">{t('products.status')}</th>
          <th className="num">{t('products.stock')}</th>
          <th className="num">{t('products.price')}</th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <ProductRow key={product.id} product={product} />
        ))}
      </tbody>
    </table>
  );
}

function ProductRow({ product }: { product: ProductSummary }) {
  const formats = useFormats();
  return (
    <tr>
      <td className="w-14">
        <Thumb picture={product.picture} className="w-11" />
      </td>
      <td>
        <Link className="link font-medium wrap-anywhere" to={product.id}>
          <bdi>{product.title}</bdi>
        </Link>
        <span className="mt-1 block sm:hidden">
          <ProductPill status={product.status} />
        </span>
      </td>
      <td className="max-sm:hidden">
        <ProductPill status={product.status} />
      </td>
      <td className="num">{formats.number(product.stock)}</td>
      <td className="num">
        <Money money={product.price} />
      </td>
    </tr>
  );
}
