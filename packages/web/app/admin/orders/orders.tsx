import { ReceiptText, Search } from 'lucide-react';
import { Form, Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
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

const TASKS = ['to_pay', 'to_send', 'partly_sent', 'sent', 'cancelled', 'payment_failed', 'refunded'] as const;

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const task = TASKS.find((known) => known === url.searchParams.get('task'));
    const search = url.searchParams.get('search')?.trim().slice(0, 200) ?? '';
    const cursor = url.searchParams.get('cursor');
    const page = await operations.commerce.listOrders(ctx, { ...(task && { task }), ...(search && { search }), ...(cursor && { cursor }) });
    return { ...page, task: task ?? '', search };
  });

export default function Orders({ loaderData: { items, next, task, search } }: Route.ComponentProps) {
  const t = useMessages();
  const choices = [{ value: '', label: t('orders.all') }, ...TASKS.map((value) => ({ value, label: t(`orders.task.${value}`) }))];
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('nav.orders')} />
      <SearchForm search={search} task={task} />
      <FilterTabs label={t('orders.filter')} name="task" current={task} choices={choices} />
      {items.length > 0 ? <OrderTable orders={items} /> : <NoOrders isFiltered={task !== '' || search !== ''} />}
      <Pager next={next} />
    </div>
  );
}

function SearchForm({ search, task }: { search: string; task: string }) {
  const t = useMessages();
  return (
    <Form role="search" className="mt-6 flex max-w-xl flex-wrap items-end gap-2">
      {task && <input type="hidden" name="task" value={task} />}
      <Field label={t('orders.search')} className="grow">
        {(tie) => <input {...tie} key={search} type="search" name="search" defaultValue={search} maxLength={200} dir="auto" />}
      </Field>
      <Button type="submit">
        <Search className="i" />
        {t('orders.find')}
      </Button>
    </Form>
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
  const t = useMessages();
  const formats = useFormats();
  return (
    <tr>
      <td>
        <Link className="link font-medium" to={order.id} dir="ltr">
          {order.code}
        </Link>
        <span className="block text-12 text-ink-2">
          {order.number !== null && `${t('order.number', { number: order.number })} · `}
          <time dateTime={order.placedAt}>{formats.moment(order.placedAt)}</time>
        </span>
      </td>
      <td className="wrap-anywhere text-ink-2 max-sm:hidden">
        <span className="block text-ink">
          <bdi>{order.name}</bdi>
        </span>
        <bdi>{order.email}</bdi>
      </td>
      <td>
        <OrderPill order={order} />
      </td>
      <td className="max-md:hidden">
        <PaymentPill order={order} />
      </td>
      <td className="num max-lg:hidden">{formats.number(order.count)}</td>
      <td className="num">
        <Money money={order.total} />
      </td>
    </tr>
  );
}
