import { data, redirect } from 'react-router';
import type { Route } from './+types/product';
import { ChevronRight } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Link } from '../../parts/link.tsx';
import { ShopSection } from '../../parts/section.tsx';
import { shopPath, usePage, useShopPath } from '../../use-page.ts';
import { openCart } from '../cart.ts';
import { useCategoryName } from '../parts/category-name.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ProductGrid } from '../parts/product-tile.tsx';
import type { Refusal } from '../parts/refusal.ts';
import { Words } from '../parts/words.tsx';
import { tilesOf } from '../parts/tile.ts';
import { StructuredData } from '../parts/structured-data.tsx';
import { atShop } from '../shop-of.ts';
import { BuyForm } from './buy-form.tsx';
import { chosenVariant, withOwnFirst } from './choice.ts';
import { Facts } from './facts.tsx';
import { Gallery } from './gallery.tsx';
import { describeProduct } from './describe-product.ts';
import { toShown } from './shown-product.ts';
import { sayCountries } from './where-to.ts';

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const { ctx, commerce, language } = shop;
    const { others, countries, ...found } = await commerce.showProduct(ctx, { slug: args.params.slug, language, others: 4 });
    const product = toShown(found.product, shop);
    const added = Number(args.url.searchParams.get('added')) || 0;
    const chosen = chosenVariant(product, args.url.searchParams.get('variant'))?.id ?? null;
    return { product, chosen, others: others.map(tilesOf(shop)), whereTo: sayCountries(countries, language), added };
  });
}

export function action(args: Route.ActionArgs) {
  return atShop(args, async (shop) => {
    const form = await args.request.formData();
    const variantId = String(form.get('variant') ?? '');
    const quantity = Number(form.get('quantity') ?? 1);
    if (!Number.isInteger(quantity) || quantity < 1) return refuse({ refused: 'quantity' }, 422);
    const { cart, headers } = await openCart(args.request, shop);
    const change = await shop.commerce.addToCart(shop.ctx, { cartId: cart.id, variantId, quantity });
    if (change.state === 'refused') return refuse({ refused: change.reason, available: change.available }, 409, headers);
    // The page that comes next shows the variant that this one showed.
    const search = new URLSearchParams({ ...(args.url.searchParams.has('variant') && { variant: variantId }), added: String(quantity) });
    return redirect(shopPath(shop.shopBase, `p/${encodeURIComponent(args.params.slug)}?${search}`), { headers });
  });
}

const refuse = (refusal: Refusal, status: number, headers = new Headers()) => data(refusal, { status, headers });

export default function Product({ loaderData: { product, chosen: chosenId, others, whereTo, added }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  const nameOf = useCategoryName();
  const { shop, shopUrl } = usePage();
  const chosen = chosenVariant(product, chosenId);
  const shown = withOwnFirst(product, chosen);
  const [first] = shown.pictures;
  return (
    <div className="mx-auto max-w-[86rem] px-4 lg:px-10">
      <PageHead
        title={product.seoTitle || product.title}
        description={product.seoDescription}
        path={`p/${product.slug}`}
        type="product"
        image={first?.large ? { ...first.large, alt: first.altText } : undefined}
      />
      <StructuredData data={describeProduct(product, { shopUrl, shopName: shop?.name ?? '' })} />
      <nav className="flex items-center gap-2 py-4 text-14 text-ink-2" aria-label={t('nav.here')}>
        <Link className="py-1 hover:underline" to={path(`c/${encodeURIComponent(product.category)}`)}>
          {nameOf(product.category)}
        </Link>
        <ChevronRight className="i i-turn" />
        <span className="min-w-0 truncate text-ink" aria-current="page">
          <Words language={product.language}>{product.title}</Words>
        </span>
      </nav>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-12 lg:gap-12">
        <Gallery product={shown} />
        <div className="lg:col-span-5">
          <div className="lg:sticky lg:top-8">
            <h1 className="display text-36 lg:text-48">
              <Words language={product.language}>{product.title}</Words>
            </h1>
            <BuyForm key={chosen?.id} product={product} chosen={chosen} added={added} refused={actionData} />
            <Facts product={product} whereTo={whereTo} />
          </div>
        </div>
      </div>
      {others.length > 0 && (
        <ShopSection title={t('product.others')} className="mt-16">
          <ProductGrid products={others} heading="h3" />
        </ShopSection>
      )}
    </div>
  );
}
