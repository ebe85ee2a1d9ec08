import { index, layout, prefix, type RouteConfig, type RouteConfigEntry, route } from '@react-router/dev/routes';
import { adminRoutes } from './admin/routes.ts';

/** The storefront's pages. They stand twice, once for a shop with its own host and once for a shop named by path, so ids carry `where`. */
function storefront(where: 'host' | 'path'): RouteConfigEntry[] {
  const id = (name: string) => ({ id: `shop-${where}-${name}` });
  return [
    layout('storefront/shop.tsx', id('shop'), [
      layout('storefront/frame.tsx', id('frame'), [
        layout('storefront/framed-errors.tsx', id('errors'), [
          index('storefront/home/home.tsx', id('home')),
          route('c/:category', 'storefront/collection/collection.tsx', id('collection')),
          route('p/:slug', 'storefront/product/product.tsx', id('product')),
          route('basket', 'storefront/basket/basket.tsx', id('basket')),
          route('orders/:code', 'storefront/order/order.tsx', id('order')),
          route('account/sign-in', 'storefront/account/sign-in.tsx', id('account-sign-in')),
          layout('storefront/account/account-frame.tsx', id('account-frame'), [
            route('account', 'storefront/account/home.tsx', id('account-home')),
            route('account/orders', 'storefront/account/orders.tsx', id('account-orders')),
            route('account/addresses', 'storefront/account/addresses.tsx', id('account-addresses')),
            route('account/settings', 'storefront/account/settings.tsx', id('account-settings')),
            route('account/sign-ins', 'storefront/account/sign-ins.tsx', id('account-sign-ins')),
          ]),
          route('*', 'storefront/no-such-page.ts', id('no-such-page')),
        ]),
      ]),
      route('checkout', 'storefront/checkout/checkout.tsx', id('checkout')),
      route('checkout/return', 'storefront/checkout/return.tsx', id('checkout-return')),
      route('checkout/pay', 'storefront/checkout/pay.tsx', id('checkout-pay')),
    ]),
    route('orders/:code/invoice.pdf', 'storefront/order/invoice.ts', id('order-invoice')),
    route('account/sign-out', 'storefront/account/sign-out.ts', id('account-sign-out')),
    route('account/data.json', 'storefront/account/take-out-data.ts', id('account-data')),
    route('sitemap.xml', 'storefront/sitemap.ts', id('sitemap')),
  ];
}

export default [
  ...storefront('host'),
  ...prefix('s/:shop', storefront('path')),
  route('robots.txt', 'storefront/robots.ts'),
  route('scheme', 'parts/choose-scheme.ts'),
  ...adminRoutes,
] satisfies RouteConfig;
