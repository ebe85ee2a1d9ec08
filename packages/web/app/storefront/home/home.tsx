import type { Route } from './+types/home';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ShopSection } from '../../parts/section.tsx';
import { Link } from 'react-router';
import { usePage, useShopPath } from '../../use-page.ts';
import { EmptyShop } from '../parts/empty-shop.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ProductGrid } from '../parts/product-tile.tsx';
import { tilesOf } from '../parts/tile.ts';
import { atShop } from '../shop-of.ts';
import { AboutBand } from './about-band.tsx';
import { Feature } from './feature.tsx';
import { Hero } from './hero.tsx';
import { arrange } from './arrange.ts';

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const { ctx, commerce, language } = shop;
    const [{ items }, countries] = await Promise.all([
      commerce.listProducts(ctx, { status: 'on_sale', language, limit: 24 }),
      commerce.shippingCountries(ctx),
    ]);
    const { newest, recent, feature } = arrange(items.map(tilesOf(shop)));
    const hero = newest ? await commerce.getProduct(ctx, { id: newest.id, language }) : null;
    return { hero, recent, feature, countries: countries.length };
  });
}

export default function Home({ loaderData: { hero, recent, feature, countries } }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  const { shop } = usePage();
  const film = hero?.films.find(({ shape }) => shape === '16:9') ?? hero?.films[0];
  return (
    <>
      <PageHead title={shop?.name ?? ''} description={shop?.about ?? ''} path="" />
      {hero ? <Hero product={hero} film={film} /> : <EmptyShop />}
      {recent.length > 0 && (
        <ShopSection
          title={t('home.recent')}
          className="mx-4 mt-16 max-w-[81rem] lg:mx-10 lg:mt-24 min-[86rem]:mx-auto"
          aside={
            <Link className="link whitespace-nowrap py-1 ps-4 max-lg:text-14" to={path('c/all')}>
              {t('home.all')}
            </Link>
          }
        >
          <ProductGrid products={recent} heading="h3" />
        </ShopSection>
      )}
      <AboutBand film={film} title={hero?.title ?? ''} countries={countries} />
      {feature && <Feature category={feature.category} products={feature.products} />}
    </>
  );
}
