import { Hourglass } from 'lucide-react';
import { data, redirect } from 'react-router';
import type { Route } from './+types/return';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { shopPath, useShopPath } from '../../use-page.ts';
import { findCart } from '../cart.ts';
import { PageHead } from '../parts/page-head.tsx';
import { atShop } from '../shop-of.ts';
import { follow } from './place.ts';

/** How long a browser waits before it looks again, in seconds. */
const LOOK_AGAIN_S = 3;

/** The buyer comes back from paying, or from not paying. What has become of the payment the shop finds out itself. */
export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const { ctx, commerce, shopBase } = shop;
    const cart = await findCart(args.request, shop);
    if (!cart) throw redirect(shopPath(shopBase, 'basket'));
    if (args.url.searchParams.has('cancelled')) await commerce.giveUpCheckout(ctx, { cartId: cart.id });
    const now = await commerce.getCart(ctx, { cartId: cart.id });
    if (now.state === 'open') throw redirect(shopPath(shopBase, 'checkout'));
    const placed = await commerce.placeOrder(ctx, { cartId: cart.id });
    if (placed.state === 'refused') throw redirect(shopPath(shopBase, 'checkout?declined=1'));
    if (placed.state !== 'processing') throw follow(shop, placed);
    return data(null, { headers: { refresh: String(LOOK_AGAIN_S), 'cache-control': 'no-store' } });
  });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

/** Shown while the provider makes up its mind. The page loads itself again. */
export default function Return() {
  const t = useMessages();
  const path = useShopPath();
  return (
    <div className="mx-auto max-w-[45rem] px-4 py-16 lg:px-10">
      <PageHead title={t('checkout.waiting')} />
      <Hourglass className="size-12" strokeWidth={1} />
      <h1 className="display mt-6 text-36" role="status">
        {t('checkout.waiting')}
      </h1>
      <p className="mt-3 text-18 text-ink-2">{t('checkout.waiting.how')}</p>
      <ButtonLink className="mt-8" reloadDocument to={path('checkout/return')}>
        {t('checkout.waiting.look')}
      </ButtonLink>
    </div>
  );
}
