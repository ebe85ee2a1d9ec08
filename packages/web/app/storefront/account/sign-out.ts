import { redirect } from 'react-router';
import type { Route } from './+types/sign-out';
import { shopPath } from '../../use-page.ts';
import { forgetCart } from '../cart.ts';
import { atShop } from '../shop-of.ts';
import { doorOf } from './as-customer.ts';

/** There is nothing to see here. */
export const loader = (args: Route.LoaderArgs) =>
  atShop(args, async ({ shopBase }) => {
    throw redirect(shopPath(shopBase, 'account'));
  });

/** Signs out, and leaves no basket behind for whoever uses the browser next: it waits in the account. */
export const action = (args: Route.ActionArgs) =>
  atShop(args, async (shop) => {
    const { cookie } = await shop.commerce.signOutCustomer(doorOf(shop));
    const headers = new Headers({ 'set-cookie': cookie });
    headers.append('set-cookie', forgetCart(shop));
    throw redirect(shopPath(shop.shopBase, ''), { headers });
  });
