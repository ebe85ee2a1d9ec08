import { ReceiptText } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/home';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ShopSection } from '../../parts/section.tsx';
import { useShopPath } from '../../use-page.ts';
import { PageHead } from '../parts/page-head.tsx';
import { asCustomer } from './as-customer.ts';
import { OrderList } from './order-list.tsx';
import { PostalAddress } from '../parts/postal-address.tsx';

const LATEST = 3;

export function loader(args: Route.LoaderArgs) {
  return asCustomer(args, async ({ ctx, commerce }) => {
    const [orders, addresses] = await Promise.all([commerce.listOwnOrders(ctx, { limit: LATEST }), commerce.listOwnAddresses(ctx)]);
    return { orders, address: addresses.find(({ forShipping }) => forShipping) ?? null };
  });
}

export default function AccountHome({ loaderData: { orders, address } }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  return (
    <>
      <PageHead title={t('mine.title')} />
      <h1 className="display text-36 lg:text-48">{t('mine.title')}</h1>
      <div className="mt-8 grid gap-10 lg:grid-cols-12 lg:gap-12">
        <ShopSection
          title={t('mine.latest')}
          className="lg:col-span-7"
          aside={
            orders.next !== null && (
              <Link className="link" to={path('account/orders')}>
                {t('mine.allOrders')}
              </Link>
            )
          }
        >
          {orders.items.length > 0 ? <OrderList orders={orders.items} /> : <NoOrders />}
        </ShopSection>
        <ShopSection title={t('mine.sentTo')} className="lg:col-span-5">
          {address ? <PostalAddress address={address.address} /> : <p className="mt-4 text-ink-2">{t('mine.noAddress')}</p>}
          <p className="mt-4">
            <Link className="link" to={path('account/addresses')}>
              {t(address ? 'mine.changeAddresses' : 'mine.addAddress')}
            </Link>
          </p>
        </ShopSection>
      </div>
    </>
  );
}

export function NoOrders() {
  const t = useMessages();
  const path = useShopPath();
  return (
    <EmptyState
      picture={<ReceiptText className="size-16" strokeWidth={1} />}
      action={<ButtonLink to={path('c/all')}>{t('basket.empty.action')}</ButtonLink>}
    >
      {t('mine.noOrders')}
    </EmptyState>
  );
}
