import { Outlet } from 'react-router';
import type { Route } from './+types/frame';
import { countInCart } from './cart.ts';
import { listCategories } from './categories.ts';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { atShop } from './shop-of.ts';

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const [categories, inBasket] = await Promise.all([listCategories(shop), countInCart(args.request, shop)]);
    return { categories, inBasket };
  });
}

export default function Frame({ loaderData: { categories, inBasket } }: Route.ComponentProps) {
  return (
    <>
      <Header categories={categories} inBasket={inBasket} />
      <main id="content" tabIndex={-1} className="outline-none">
        <Outlet />
      </main>
      <Footer categories={categories} />
    </>
  );
}
