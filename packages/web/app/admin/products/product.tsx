import { ExternalLink } from 'lucide-react';
import { data, Form, useNavigation } from 'react-router';
import { visitContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Film } from '../../parts/film.tsx';
import { Money } from '../../parts/money.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Section } from '../../parts/section.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { FILM_PLATES } from '../launches/film-plates.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Where } from '../parts/where.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { ProductDetail } from '../types.ts';
import type { Route } from './+types/product';
import { ProductForm } from './product-form.tsx';
import { ProductPill } from './product-pill.tsx';
import { readChange } from './read-change.ts';

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const { language } = context.get(visitContext);
    return {
      product: await operations.commerce.getProduct(ctx, { id: params.productId, language }),
      mayWrite: operations.platform.may(ctx.actor, 'products.write'),
    };
  });

export const action = ({ request, context, params, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const id = params.productId;
    const form = await request.formData();
    const done = form.get('intent');
    const refusal = await submitted(async () => {
      if (done === 'publish') await commerce.publishProduct(ctx, { id });
      else if (done === 'withdraw') await commerce.withdrawProduct(ctx, { id });
      else await commerce.updateProduct(ctx, { id, ...readChange(form, ctx.shop.currency) });
    });
    return refusal ?? data({ saved: done !== 'publish' && done !== 'withdraw' });
  });

export default function Product({ loaderData: { product, mayWrite }, actionData }: Route.ComponentProps) {
  const { shop } = useShell();
  const t = useMessages();
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle
        above={<Where to={`/admin/${shop.slug}/products`} room={t('nav.products')} here={product.title} />}
        title={product.title}
        facts={<Facts product={product} />}
        actions={<Moves product={product} mayWrite={mayWrite} />}
      />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-12">
        <ProductForm key={product.id} product={product} answer={actionData} mayWrite={mayWrite} />
        <div className="flex min-w-0 flex-col gap-10">
          <Pictures product={product} />
          <ProductFilms product={product} />
        </div>
      </div>
    </div>
  );
}

function Facts({ product }: { product: ProductDetail }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <>
      <ProductPill status={product.status} />
      <Money money={product.price} />
      <span>{t('product.inStock', { count: product.stock })}</span>
      <span>{t('product.speaks', { languages: product.languages.map(formats.language).join(t('list.comma')) })}</span>
    </>
  );
}

function Moves({ product, mayWrite }: { product: ProductDetail; mayWrite: boolean }) {
  const t = useMessages();
  const path = useShopPath();
  const isBusy = useNavigation().state !== 'idle';
  const isOnSale = product.status === 'on_sale';
  return (
    <>
      {isOnSale && (
        <a className="btn btn-line" href={path(`p/${product.slug}`)}>
          <ExternalLink className="i i-turn" />
          {t('product.see')}
        </a>
      )}
      {mayWrite && (
        <Form method="post" preventScrollReset>
          <Button type="submit" name="intent" value={isOnSale ? 'withdraw' : 'publish'} look={isOnSale ? 'line' : 'ink'} disabled={isBusy}>
            {t(isOnSale ? 'product.withdraw' : 'product.publish')}
          </Button>
        </Form>
      )}
    </>
  );
}

function Pictures({ product }: { product: ProductDetail }) {
  const t = useMessages();
  if (product.pictures.length === 0) return null;
  return (
    <Section title={t('product.pictures')}>
      <ul className="grid grid-cols-2 gap-3">
        {product.pictures.map(({ picture, altText }, index) => (
          <li key={picture.id} className={index === 0 ? 'col-span-2' : ''}>
            <div className={`plate rounded-2 ${index === 0 ? 'aspect-[4/3]' : 'aspect-square'}`}>
              <Picture picture={picture} alt={altText} sizes={index === 0 ? '22rem' : '11rem'} isFirst={index === 0} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ProductFilms({ product }: { product: ProductDetail }) {
  const t = useMessages();
  if (product.films.length === 0) return null;
  return (
    <Section title={t('launch.films')}>
      <ul className="grid grid-cols-2 items-start gap-3">
        {product.films.map((film) => (
          <li key={film.shape} className={film.shape === '16:9' ? 'col-span-2' : ''}>
            <div className={`plate rounded-2 ${FILM_PLATES[film.shape]}`}>
              <Film film={film} title={`${product.title}, ${film.shape}`} />
            </div>
            <p className="mt-1 text-12 text-ink-2" dir="ltr">
              {film.shape}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
