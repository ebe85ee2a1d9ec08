import { useSearchParams } from 'react-router';
import type { Route } from './+types/orders';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { asCustomer } from './as-customer.ts';
import { NoOrders } from './home.tsx';
import { OrderList } from './order-list.tsx';

export function loader(args: Route.LoaderArgs) {
  return asCustomer(args, async ({ ctx, commerce }) => {
    const cursor = args.url.searchParams.get('cursor');
    return commerce.listOwnOrders(ctx, { ...(cursor && { cursor }) });
  });
}

export default function AccountOrders({ loaderData: { items, next } }: Route.ComponentProps) {
  const t = useMessages();
  const [query] = useSearchParams();
  return (
    <>
      <PageHead title={t('mine.orders')} />
      <h1 className="display text-36 lg:text-48">{t('mine.orders')}</h1>
      {items.length > 0 ? <OrderList orders={items} /> : <NoOrders />}
      <nav className="mt-5 flex gap-2 empty:hidden" aria-label={t('mine.more')}>
        {query.has('cursor') && <ButtonLink to="?">{t('mine.newest')}</ButtonLink>}
        {next !== null && <ButtonLink to={`?cursor=${next}`}>{t('mine.older')}</ButtonLink>}
      </nav>
    </>
  );
}
