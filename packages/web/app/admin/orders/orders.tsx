import { ReceiptText } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Money } from '../../parts/money.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop } from '../room.ts';
import type { OrderSummary } from '../types.ts';
import type { Route } from './+types/orders';
import { OrderPill, PaymentPill } from './order-pills.tsx';

const STATES = ['placed', 'paid', 'fulfilled', 'cancelled'] as const;

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const state = STATES.find((known) => known === url.searchParams.get('state'));
    const cursor = url.searchParams.get('cursor');
    const page = await operations.commerce.listOrders(ctx, { ...(state && { state }), ...(cursor && { cursor }) });
    return { ...page, state: state ?? '' };
  });

export default function Orders({ loaderData: { items, next, state } }: Route.ComponentProps) {
  const t = useMessages();
  const choices = [{ value: '', label: t('orders.all') }, ...STATES.map((value) => ({ value, label: t(`order.state.${value}`) }))];
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('nav.orders')} />
      <FilterTabs label={t('orders.filter')} name="state" current={state} choices={choices} />
      {items.length > 0 ? <OrderTable orders={items} /> : <NoOrders isFiltered={state !== ''} />}
      <Pager next={next} />
    </div>
  );
}

function NoOrders({ isFiltered }: { isFiltered: boolean }) {
  const t = useMessages();
  const path = useShopPath();
  const action = isFiltered ? undefined : (
    <a className="btn btn-ink" href={path('')}>
      {t('nav.seeShop')}
    </a>
  );
  return (
    <EmptyState picture={<ReceiptText className="size-16 stroke-1" />} action={action}>
      {t(isFiltered ? 'orders.noneSuch' : 'orders.none')}
    </EmptyState>
  );
}

function OrderTable({ orders }: { orders: readonly OrderSummary[] }) {
  const t = useMessages();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th>{t('orders.order')}</th>
          <th className="max-sm:hidden">{t('orders.who')}</th>
          <th>{t('orders.state')}</th>
          <th className="max-md:hidden">{t('orders.payment')}</th>
          <th className="num max-lg:hidden">{t('orders.pieces')}</th>
          <th className="num">{t('orders.total')}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </tbody>
    </table>
  );
}

function OrderRow({ order }: { order: OrderSummary }) {
  const formats = useFormats();
  return (
    <tr>
      <td>
        <Link className="link font-medium" to={order.id} dir="ltr">
          {order.code}
        </Link>
        <time dateTime={order.placedAt} className="block text-12 text-ink-2">
          {formats.moment(order.placedAt)}
        </time>
      </td>
      <td className="wrap-anywhere text-ink-2 max-sm:hidden">
        <bdi>{order.email}</bdi>
      </td>
      <td>
        <OrderPill state={order.state} />
      </td>
      <td className="max-md:hidden">
        <PaymentPill paymentState={order.paymentState} />
      </td>
      <td className="num max-lg:hidden">{formats.number(order.count)}</td>
      <td className="num">
        <Money money={order.total} />
      </td>
    </tr>
  );
}
