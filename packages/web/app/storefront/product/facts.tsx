import { ChevronDown, Landmark, PackageCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { usePage } from '../../use-page.ts';
import { Words } from '../parts/words.tsx';
import type { ProductDetail } from '../types.ts';

/** What a buyer asks before buying: when it leaves, how to pay, what it is like, where it is sent. */
export function Facts({ product, countries }: { product: ProductDetail; countries: readonly string[] }) {
  const t = useMessages();
  const { shop, language } = usePage();
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(countries.map((code) => names.of(code) ?? code));
  return (
    <>
      <ul className="mt-6 flex flex-col gap-3 border-y border-line py-5 text-14">
        {product.stock > 0 && (
          <li className="flex gap-3">
            <PackageCheck className="i i-20" />
            <span>
              <b className="font-semibold">{t('product.ready', { count: product.stock })}</b>{' '}
              <span className="text-ink-2">
                {t('product.sending')}{' '}
                <Money money={{ amount: shop?.shippingFlat ?? 0, currency: shop?.currency ?? product.price.currency }} />
              </span>
            </span>
          </li>
        )}
        <li className="flex gap-3">
          <Landmark className="i i-20" />
          <span>
            <b className="font-semibold">{t('product.transfer')}</b> <span className="text-ink-2">{t('product.transfer.when')}</span>
          </span>
        </li>
      </ul>
      <Fold title={t('product.description')} isOpen>
        <p className="max-w-[56ch] whitespace-pre-line">
          <Words language={product.language}>{product.description}</Words>
        </p>
      </Fold>
      <Fold title={t('product.where')}>
        <p suppressHydrationWarning>{list}</p>
      </Fold>
    </>
  );
}

function Fold({ title, isOpen = false, children }: { title: string; isOpen?: boolean; children: ReactNode }) {
  return (
    <details open={isOpen} className="group border-b border-line py-4">
      <summary className="flex list-none items-center justify-between font-medium">
        {title}
        <ChevronDown className="i group-open:rotate-180" />
      </summary>
      <div className="mt-3 text-ink-2">{children}</div>
    </details>
  );
}
