import { useEffect, useRef } from 'react';
import { Form, Link, redirect } from 'react-router';
import type { Route } from './+types/checkout';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { ErrorPage } from '../../parts/error-page.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { shopPath, useShopPath } from '../../use-page.ts';
import { findCart, findOpenCart } from '../cart.ts';
import { Logo } from '../parts/logo.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { suggestDetails } from '../account/suggest-details.ts';
import { dueOf, expectedTotals } from '../parts/totals.tsx';
import { atShop } from '../shop-of.ts';
import { countryChoices } from './countries.ts';
import { Codes } from './codes.tsx';
import { readDetails } from './details.ts';
import { AddressFields, ContactFields, PaymentChoice } from './fields.tsx';
import { DECLINED, layCode, place, placeWithDetails, takeCode, update } from './place.ts';
import { SendingChoice } from './sending.tsx';
import { Summary, SummaryFold } from './summary.tsx';

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const { ctx, commerce, language, shopBase } = shop;
    const cart = await findOpenCart(args.request, shop);
    if (!cart || cart.lines.length === 0) throw redirect(shopPath(shopBase, 'basket'));
    const { shippingFlat } = ctx.shop;
    const countries = countryChoices(await commerce.shippingCountries(ctx), language);
    const payments = await commerce.offeredPayments(ctx);
    const sending = await commerce.listShippingOptions(ctx, { cartId: cart.id });
    const details = await suggestDetails(shop, cart);
    const declined = args.url.searchParams.has('declined');
    return {
      cart,
      totals: expectedTotals(cart, shippingFlat),
      details,
      countries,
      payments,
      sending,
      declined,
      isCustomer: ctx.actor.type === 'customer',
    };
  });
}

export function action(args: Route.ActionArgs) {
  return atShop(args, async (shop) => {
    const form = await args.request.formData();
    const details = readDetails(form);
    const cart = await findCart(args.request, shop);
    if (!cart) throw redirect(shopPath(shop.shopBase, 'basket'));
    const sent = (name: string) => String(form.get(name) ?? '');
    const { id: cartId } = cart;
    const placing = { cartId, details, payment: sent('payment'), sending: sent('sending'), shown: Number(form.get('shown')) };
    const intent = sent('intent');
    if (intent === 'code') return layCode(shop, placing, sent('code'));
    if (intent.startsWith('uncode ')) return takeCode(shop, placing, intent.slice('uncode '.length));
    if (intent === 'update') return update(shop, placing);
    return cart.state === 'open' ? placeWithDetails(shop, placing) : place(shop, placing);
  });
}

/** The form is sent by the browser itself: an order must arrive also while a new version of the pages is being put up. */
export default function Checkout({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  const form = useRef<HTMLFormElement>(null);
  const { cart, totals, countries, payments, sending, isCustomer } = loaderData;
  const { details = loaderData.details, errors = {}, payment = '', codeError } = actionData ?? {};
  const refusal = actionData ? actionData.refusal : loaderData.declined ? DECLINED : null;
  useEffect(() => {
    if (actionData) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [actionData]);

  return (
    <>
      <PageHead title={t('checkout.title')} />
      <CheckoutHeader />
      <main id="content" tabIndex={-1} className="outline-none lg:grid lg:min-h-[80vh] lg:grid-cols-[calc(50%+10rem)_1fr]">
        <SummaryFold cart={cart} totals={totals} />
        <Form
          ref={form}
          method="post"
          reloadDocument
          noValidate
          className="px-4 py-8 lg:ms-auto lg:w-full lg:max-w-[45rem] lg:px-10 lg:py-12 lg:pe-14"
        >
          <h1 className="display text-36">{t('checkout.title')}</h1>
          {!isCustomer && (
            <p className="mt-2 text-ink-2">
              {t('checkout.guest')}{' '}
              <Link className="link" to={path(`account/sign-in?next=${encodeURIComponent(path('checkout'))}`)}>
                {t('checkout.haveAccount')}
              </Link>
            </p>
          )}
          <div className="mt-6 empty:hidden">
            {refusal && (
              <Notice
                look="bad"
                action={
                  refusal.toBasket && (
                    <Link className="link" to={path('basket')}>
                      {t('product.toBasket')}
                    </Link>
                  )
                }
              >
                {t(refusal.key)}
              </Notice>
            )}
            {Object.keys(errors).length > 0 && <Notice look="bad">{t('checkout.mend', { count: Object.keys(errors).length })}</Notice>}
          </div>
          <input type="hidden" name="shown" value={totals.total.amount} />
          <ContactFields details={details} errors={errors} />
          <AddressFields details={details} errors={errors} countries={countries} />
          <SendingChoice options={sending} chosen={cart.shippingRateId} />
          <Codes cart={cart} error={codeError && t(codeError)} />
          <PaymentChoice payments={payments} chosen={payment} />
          <div className="mt-10">
            <Button type="submit" look="ink" size="large" className="w-full">
              <span>
                {t('checkout.place')} · <Money money={dueOf(totals)} />
              </span>
            </Button>
            <p className="mt-3 text-14 text-ink-2">{t('checkout.once')}</p>
          </div>
        </Form>
        <Summary cart={cart} totals={totals} />
      </main>
    </>
  );
}

function CheckoutHeader() {
  const t = useMessages();
  const path = useShopPath();
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex max-w-[70rem] items-center gap-3 px-4 py-4 lg:px-10">
        <Logo />
        <Link to={path('basket')} className="link ms-auto py-1 text-14">
          {t('checkout.back')}
        </Link>
      </div>
    </header>
  );
}

export function ErrorBoundary() {
  const t = useMessages();
  const path = useShopPath();
  return (
    <main id="content" className="mx-auto max-w-[70rem] px-4 py-16 lg:px-10">
      <ErrorPage home={{ href: path('basket'), label: t('checkout.back') }} />
    </main>
  );
}
