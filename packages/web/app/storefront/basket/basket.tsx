import { ShoppingBag } from 'lucide-react';
import { data, replace } from 'react-router';
import type { Route } from './+types/basket';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { shopPath, usePage, useShopPath } from '../../use-page.ts';
import { findOpenCart } from '../cart.ts';
import { PageHead } from '../parts/page-head.tsx';
import { useRefusal } from '../parts/refusal.ts';
import { expectedTotals, Totals } from '../parts/totals.tsx';
import { atShop } from '../shop-of.ts';
import { BasketLine } from './basket-line.tsx';

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => ({ cart: await findOpenCart(args.request, shop) }));
}

export function action(args: Route.ActionArgs) {
  return atShop(args, async (shop) => {
    const form = await args.request.formData();
    const variantId = String(form.get('variant') ?? '');
    const quantity = Number(form.get('quantity'));
    if (!Number.isInteger(quantity) || quantity < 0) return data({ variantId, refused: 'quantity' }, { status: 422 });
    const cart = await findOpenCart(args.request, shop);
    if (!cart) return data({ variantId, refused: 'not_found' }, { status: 409 });
    const change = await shop.commerce.setCartLine(shop.ctx, { cartId: cart.id, variantId, quantity });
    if (change.state === 'refused') return data({ variantId, refused: change.reason, available: change.available }, { status: 409 });
    return replace(shopPath(shop.shopBase, 'basket'));
  });
}

export default function Basket({ loaderData: { cart }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  const tell = useRefusal();
  const { shop } = usePage();
  const lines = cart?.lines ?? [];
  const lineRefused = lines.some(({ variantId }) => variantId === actionData?.variantId);
  return (
    <div className="mx-auto max-w-[86rem] px-4 pt-8 lg:px-10 lg:pt-12">
      <PageHead title={t('basket.title')} />
      <h1 className="display text-36 lg:text-48">{t('basket.title')}</h1>
      {actionData && !lineRefused && (
        <div className="mt-6">
          <Notice look="bad">{tell(actionData)}</Notice>
        </div>
      )}
      {cart && lines.length > 0 ? (
        <div className="mt-8 grid gap-10 lg:grid-cols-12 lg:gap-12">
          <ul className="border-t-[1.5px] border-ink lg:col-span-8">
            {lines.map((line) => (
              <BasketLine key={line.variantId} line={line} refusal={actionData?.variantId === line.variantId ? actionData : undefined} />
            ))}
          </ul>
          <aside className="lg:col-span-4" aria-label={t('basket.sum')}>
            <div className="border-t-[1.5px] border-ink pt-4 lg:sticky lg:top-8">
              {shop && <Totals totals={expectedTotals(cart, shop.shippingFlat)} />}
              <ButtonLink look="ink" size="large" className="mt-6 w-full" to={path('checkout')}>
                {t('basket.checkout')}
              </ButtonLink>
              <p className="mt-3 text-14 text-ink-2">{t('basket.guest')}</p>
            </div>
          </aside>
        </div>
      ) : (
        <EmptyState
          picture={<ShoppingBag className="size-16" strokeWidth={1} />}
          action={
            <ButtonLink look="ink" to={path('c/all')}>
              {t('basket.empty.action')}
            </ButtonLink>
          }
        >
          {t('basket.empty')}
        </EmptyState>
      )}
    </div>
  );
}
