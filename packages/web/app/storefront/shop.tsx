import { type MiddlewareFunction, Outlet } from 'react-router';
import { shopCatalogue } from '../i18n/shop.ts';
import { MessagesProvider } from '../i18n/use-messages.tsx';
import { SkipLink } from '../parts/skip-link.tsx';
import { shopOf } from './shop-of.ts';

/** No page of a shop is asked for anything unless the address names one. */
const requireShop: MiddlewareFunction<Response> = ({ context, url }, next) => {
  shopOf(context, url);
  return next();
};

export const middleware = [requireShop];

export default function ShopLayout() {
  return (
    <MessagesProvider catalogue={shopCatalogue}>
      <SkipLink />
      <Outlet />
    </MessagesProvider>
  );
}
