import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Film } from '../../parts/film.tsx';
import { Money } from '../../parts/money.tsx';
import { usePage } from '../../use-page.ts';
import { Words } from '../parts/words.tsx';
import type { ProductDetail } from '../types.ts';

type BandProps = {
  readonly film: ProductDetail['films'][number] | undefined;
  /** Of the product that the film shows. */
  readonly title: string;
  /** How many countries the shop sends to. */
  readonly countries: number;
};

/** What the shop is and how buying here goes, beside the newest film. */
export function AboutBand({ film, title, countries }: BandProps) {
  const t = useMessages();
  const { shop } = usePage();
  if (!shop) return null;
  return (
    <section className="mt-16 bg-felt lg:mt-24" aria-labelledby="about">
      <div className="mx-auto grid max-w-[86rem] gap-10 px-4 py-14 lg:grid-cols-12 lg:px-10 lg:py-20">
        {film && (
          <div id="film" className="plate aspect-video self-center rounded-2 lg:col-span-6">
            <Film film={film} title={title} />
          </div>
        )}
        <div className={film ? 'lg:col-span-5 lg:col-start-8 lg:self-center' : 'lg:col-span-8'}>
          <h2 id="about" className="display text-28 lg:text-36">
            {t('home.about', { shop: shop.name })}
          </h2>
          <p className="mt-4 text-18 text-ink-2">
            <Words>{shop.about}</Words>
          </p>
          <dl className="mt-8 border-b border-edge">
            <Fact name={t('home.sending')}>
              <Money money={{ amount: shop.shippingFlat, currency: shop.currency }} /> {t('home.sending.where', { count: countries })}
            </Fact>
            <Fact name={t('home.prices')}>{t(shop.pricesIncludeTax ? 'home.prices.included' : 'home.prices.plus')}</Fact>
            <Fact name={t('home.paying')}>{t('home.paying.transfer')}</Fact>
          </dl>
        </div>
      </div>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_1fr] gap-x-4 border-t border-edge py-4">
      <dt className="display text-18">{name}</dt>
      <dd className="text-ink-2">{children}</dd>
    </div>
  );
}
