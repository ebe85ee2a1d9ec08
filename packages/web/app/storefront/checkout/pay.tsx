import { useEffect, useRef, useState } from 'react';
import { data, redirect } from 'react-router';
import type { Route } from './+types/pay';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button, ButtonLink } from '../../parts/button.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { shopPath, usePage, useShopPath } from '../../use-page.ts';
import { findCart } from '../cart.ts';
import { PageHead } from '../parts/page-head.tsx';
import { atShop } from '../shop-of.ts';
import { type CardForm, openCardForm } from './card-form.ts';
import { follow } from './place.ts';

/** The page on which the company's own form takes the card. Card data goes from there to the company, never to us. */
export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const { ctx, commerce, shopBase, shopUrl, nonce } = shop;
    const cart = await findCart(args.request, shop);
    if (!cart || cart.state === 'open') throw redirect(shopPath(shopBase, 'checkout'));
    const placed = await commerce.placeOrder(ctx, { cartId: cart.id });
    if (placed.state === 'refused') throw redirect(shopPath(shopBase, 'checkout?declined=1'));
    if (placed.state !== 'action' || placed.action.type !== 'form') throw follow(shop, placed);
    const { payment, action } = placed;
    const returnUrl = `${shopUrl}checkout/return?payment=${payment.id}`;
    const headers = { 'content-security-policy': policyFor(action.origins, nonce), 'cache-control': 'no-store' };
    return data({ amount: payment.amount, form: { ...action, returnUrl } }, { headers });
  });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

/** Nothing but ours and the company's form may run, show frames and be called on this page. */
function policyFor(origins: readonly string[], nonce: string): string {
  const theirs = origins.join(' ');
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' ${theirs}`,
    `frame-src ${theirs}`,
    `connect-src 'self' ${theirs}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: ${theirs}`,
    `object-src 'none'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
  ].join('; ');
}

export default function Pay({ loaderData: { amount, form } }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  const { language } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const [card, setCard] = useState<CardForm | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPaying, setPaying] = useState(false);

  useEffect(() => {
    let isGone = false;
    openCardForm(form, place.current as HTMLElement, language).then(
      (opened) => (isGone ? opened.close() : setCard(opened)),
      () => setProblem('away'),
    );
    return () => {
      isGone = true;
    };
  }, [form, language]);

  const pay = async () => {
    if (!card) return;
    setPaying(true);
    setProblem(await card.confirm()); // where it is accepted, the browser leaves this page
    setPaying(false);
  };

  return (
    <div className="mx-auto max-w-[45rem] px-4 py-12 lg:px-10">
      <PageHead title={t('checkout.card.title')} />
      <h1 className="display text-36">{t('checkout.card.title')}</h1>
      <p className="mt-3 text-ink-2">{t('checkout.card.how')}</p>
      <noscript>
        <Notice look="warn">{t('checkout.card.noScript')}</Notice>
      </noscript>
      <div className="mt-6 empty:hidden" role="alert">
        {problem && <Notice look="bad">{problem === 'away' ? t('checkout.card.away') : problem}</Notice>}
      </div>
      <div ref={place} className="mt-6 min-h-60" />
      <div className="mt-8 flex flex-wrap gap-4">
        <Button type="button" look="ink" size="large" onClick={pay} disabled={!card || isPaying}>
          <span>
            {t('checkout.card.pay')} · <Money money={amount} />
          </span>
        </Button>
        <ButtonLink size="large" reloadDocument to={path('checkout/return?cancelled=1')}>
          {t('checkout.card.back')}
        </ButtonLink>
      </div>
    </div>
  );
}
