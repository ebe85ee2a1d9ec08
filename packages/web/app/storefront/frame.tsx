import { Outlet } from 'react-router';
import type { Route } from './+types/frame';
import { countInCart } from './cart.ts';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { shownBelow } from './parts/shown-categories.ts';
import { atShop } from './shop-of.ts';

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const [categories, inBasket, business] = await Promise.all([
      shop.commerce.listCategories(shop.ctx, { language: shop.language }),
      countInCart(args.request, shop),
      shop.operations.platform.recallBusinessProfile(shop.ctx),
    ]);
    return { categories, inBasket, business };
  });
}

export default function Frame({ loaderData: { categories, inBasket, business } }: Route.ComponentProps) {
  const shown = shownBelow(categories, null);
  return (
    <>
      <Header categories={shown} inBasket={inBasket} logo={business.logo} />
      <main id="content" tabIndex={-1} className="outline-none">
        <Outlet />
      </main>
      <Footer categories={shown} business={business} />
    </>
  );
}
