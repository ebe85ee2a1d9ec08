import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { buttonClass } from '../../parts/button.tsx';
import { Money } from '../../parts/money.tsx';
import { Picture } from '../../parts/picture.tsx';
import { useShopPath } from '../../use-page.ts';
import { Words } from '../parts/words.tsx';
import type { ProductDetail } from '../types.ts';

type Film = ProductDetail['films'][number];

/** The newest product, large. */
export function Hero({ product, film }: { product: ProductDetail; film: Film | undefined }) {
  const t = useMessages();
  const path = useShopPath();
  const address = path(`p/${product.slug}`);
  const [first] = product.pictures;
  return (
    <section className="mx-auto grid max-w-[86rem] gap-8 px-4 pt-4 lg:grid-cols-12 lg:gap-10 lg:px-10 lg:pt-6">
      <Link
        to={address}
        aria-hidden="true"
        tabIndex={-1}
        className="plate order-first aspect-[4/3] rounded-2 lg:order-last lg:col-span-7 lg:aspect-[10/9]"
      >
        {first && (
          <Picture picture={first.picture} alt={first.altText} sizes="(min-width: 86rem) 46rem, (min-width: 64rem) 56vw, 100vw" isFirst />
        )}
      </Link>
      <div className="flex flex-col justify-end lg:col-span-5 lg:pb-6">
        <h1 className="display text-36 lg:text-64">
          <Words language={product.language}>{product.title}</Words>
        </h1>
        <p className="mt-5 max-w-[38ch] text-18 text-ink-2">
          <Words language={product.language}>{product.seoDescription || product.description}</Words>
        </p>
        <div className="mt-7 flex flex-wrap items-center gap-x-6 gap-y-3">
          <Link to={address} className={buttonClass({ look: 'ink', size: 'large' })}>
            <span>
              {t('home.see')} · <Money money={product.price} />
            </span>
          </Link>
          {film && (
            <a href="#film" className="link py-2">
              {t('home.watch', { seconds: Math.round(film.seconds) })}
            </a>
          )}
        </div>
      </div>
    </section>
  );
}
