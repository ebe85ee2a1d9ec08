import { Boxes, Search } from 'lucide-react';
import { Form, Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button, ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Stock } from '../types.ts';
import type { Route } from './+types/stock-list';
import { LowPill } from './low-pill.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
    const low = url.searchParams.get('low') === 'true';
    const cursor = url.searchParams.get('cursor');
    const page = await operations.commerce.listStock(ctx, { ...(q && { q }), ...(low && { low }), ...(cursor && { cursor }) });
    return { ...page, q, low };
  });

/** What the shop has, variant by variant. */
export default function StockList({ loaderData: { items, next, q, low } }: Route.ComponentProps) {
  const t = useMessages();
  const choices = [
    { value: '', label: t('inventory.all') },
    { value: 'true', label: t('inventory.onlyLow') },
  ];
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('nav.stock')} actions={<ButtonLink to="places">{t('inventory.places')}</ButtonLink>} />
      <SearchForm q={q} low={low} />
      <FilterTabs label={t('inventory.filter')} name="low" current={low ? 'true' : ''} choices={choices} />
      {items.length > 0 ? <StockTable items={items} /> : <Nothing isFiltered={low || q !== ''} />}
      <Pager next={next} />
    </div>
  );
}

function SearchForm({ q, low }: { q: string; low: boolean }) {
  const t = useMessages();
  return (
    <Form role="search" className="mt-6 flex max-w-xl flex-wrap items-end gap-2">
      {low && <input type="hidden" name="low" value="true" />}
      <Field label={t('inventory.search')} className="grow">
        {(tie) => <input {...tie} key={q} type="search" name="q" defaultValue={q} maxLength={200} dir="auto" />}
      </Field>
      <Button type="submit">
        <Search className="i" />
        {t('inventory.find')}
      </Button>
    </Form>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useMessages();
  const { shop } = useShell();
  const action = isFiltered ? undefined : (
    <ButtonLink look="ink" to={`/admin/${shop.slug}/products`}>
      {t('nav.products')}
    </ButtonLink>
  );
  return (
    <EmptyState picture={<Boxes className="size-16 stroke-1" />} action={action}>
      {t(isFiltered ? 'inventory.noneSuch' : 'inventory.none')}
    </EmptyState>
  );
}

function StockTable({ items }: { items: readonly Stock[] }) {
  const t = useMessages();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th>{t('inventory.variant')}</th>
          <th className="max-sm:hidden">{t('inventory.sku')}</th>
          <th className="num max-sm:hidden">{t('inventory.onHand')}</th>
          <th className="num max-sm:hidden">{t('inventory.reserved')}</th>
          <th className="num">{t('inventory.free')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((stock) => (
          <StockRow key={stock.variantId} stock={stock} />
        ))}
      </tbody>
    </table>
  );
}

function StockRow({ stock: { variantId, productTitle, title, sku, onHand, reserved, free, low } }: { stock: Stock }) {
  const formats = useFormats();
  return (
    <tr>
      <td>
        <Link className="link font-medium wrap-anywhere" to={variantId}>
          <bdi>{productTitle}</bdi>
        </Link>
        {title !== productTitle && <bdi className="block text-ink-2 wrap-anywhere">{title}</bdi>}
        <code dir="ltr" className="block text-12 text-ink-2 wrap-anywhere sm:hidden">
          {sku}
        </code>
        {low && <LowPill />}
      </td>
      <td className="wrap-anywhere text-ink-2 max-sm:hidden">
        <code dir="ltr">{sku}</code>
      </td>
      <td className="num max-sm:hidden">{formats.number(onHand)}</td>
      <td className="num max-sm:hidden">{formats.number(reserved)}</td>
      <td className="num">{formats.number(free)}</td>
    </tr>
  );
}
