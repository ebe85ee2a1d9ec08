import { ChevronDown, Landmark, PackageCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { usePage } from '../../use-page.ts';
import { Words } from '../parts/words.tsx';
import type { ShownProduct } from './shown-product.ts';

/** What a buyer asks before buying: when it leaves, how to pay, what it is like, where it is sent. */
export function Facts({ product, whereTo }: { product: ShownProduct; whereTo: string }) {
  const t = useMessages();
  const { shop } = usePage();
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
        <p>{whereTo}</p>
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
