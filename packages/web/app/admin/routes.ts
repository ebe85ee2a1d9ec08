import { index, layout, prefix, type RouteConfigEntry, route } from '@react-router/dev/routes';

/** Everything under /admin. A shop's rooms stand inside its shell; signing in stands outside. */
export const adminRoutes: RouteConfigEntry[] = prefix('admin', [
  index('admin/shops.tsx'),
  route('sign-in', 'admin/sign-in.tsx'),
  route('sign-out', 'admin/sign-out.ts'),
  route(':shop', 'admin/shell/shell.tsx', [
    layout('admin/shell/framed-errors.tsx', [
      index('admin/home/home.tsx'),
      route('launches', 'admin/launches/launches.tsx'),
      route('launches/new', 'admin/launches/new-launch.tsx'),
      route('launches/:launchId', 'admin/launches/launch.tsx'),
      route('products', 'admin/products/products.tsx'),
      route('products/:productId', 'admin/products/product.tsx'),
      route('orders', 'admin/orders/orders.tsx'),
      route('orders/:orderId', 'admin/orders/order.tsx'),
      route('publish', 'admin/publish/publish.tsx'),
      route('insights', 'admin/insights/insights.tsx'),
      route('settings', 'admin/settings/settings.tsx', [index('admin/settings/first-tab.ts')]),
      route('*', 'admin/shell/no-such-page.ts'),
    ]),
  ]),
]);
