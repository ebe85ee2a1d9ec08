import { ExternalLink } from 'lucide-react';
import { data, Form, useNavigation } from 'react-router';
import { visitContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Film } from '../../parts/film.tsx';
import { Money } from '../../parts/money.tsx';
import { Section } from '../../parts/section.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { FILM_PLATES } from '../launches/film-plates.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Where } from '../parts/where.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { ProductDetail } from '../types.ts';
import type { Route } from './+types/product';
import { type Answer, Refused } from './answer.tsx';
import { PRODUCT_CHANGES } from './change-product.ts';
import { OptionsForm } from './options-form.tsx';
import { Pictures } from './pictures.tsx';
import { ProductForm } from './product-form.tsx';
import { ProductPill } from './product-pill.tsx';
import { Translations } from './translations.tsx';
import { StockLinks } from '../stock/stock-links.tsx';
import { VariantTable } from './variant-table.tsx';

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => {
    const { language } = context.get(visitContext);
    // In the language that it was written in: that is what the form changes.
    const [product, categories, texts] = await Promise.all([
      commerce.getProduct(ctx, { id: params.productId }),
      commerce.listCategories(ctx, { language }),
      commerce.listProductTexts(ctx, { productId: params.productId }),
    ]);
    return { product, categories, texts, mayWrite: platform.may(ctx.actor, 'products.write') };
  });

export const action = ({ request, context, params, url }: Route.ActionArgs) =>
  inShop({ context, url }, async (room) => {
    const form = await request.formData();
    const intent = String(form.get('intent') ?? 'details');
    const change = PRODUCT_CHANGES[intent];
    if (!change) throw data(null, { status: 400 });
    const refusal = await submitted(() => change({ id: params.productId, form, room }));
    return data({ intent, problem: refusal?.data ?? null }, { status: refusal ? 422 : 200 });
  });

export default function Product({ loaderData: { product, categories, texts, mayWrite }, actionData }: Route.ComponentProps) {
  const { shop } = useShell();
  const t = useMessages();
  const answerTo = (...intents: string[]): Answer => (actionData && intents.includes(actionData.intent) ? actionData : undefined);
  const shared = { product, mayWrite };
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle
        above={<Where to={`/admin/${shop.slug}/products`} room={t('nav.products')} here={product.title} />}
        title={product.title}
        facts={<Facts product={product} />}
        actions={<Moves {...shared} />}
      />
      <Refused answer={answerTo('publish', 'withdraw', 'delete')} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-12">
        <div className="flex min-w-0 flex-col gap-10">
          <ProductForm key={product.id} {...shared} categories={categories} answer={answerTo('details')} />
          <OptionsForm key={`options ${JSON.stringify(product.options)}`} {...shared} answer={answerTo('options')} />
          <VariantTable {...shared} answer={answerTo('variants', 'addVariant')} />
          <StockLinks variants={product.variants} />
          <Translations {...shared} texts={texts} answer={answerTo('text', 'removeText')} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <Pictures {...shared} answer={answerTo('pictures')} />
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
      {mayWrite && product.status === 'draft' && (
        <ConfirmDialog
          trigger={t('catalog.delete')}
          title={t('catalog.deleteTitle', { title: product.title })}
          keep={t('catalog.keep')}
          confirm={t('catalog.deleteConfirm')}
          intent="delete"
        >
          {t('catalog.deleteMeaning')}
        </ConfirmDialog>
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
