import { ShoppingBag } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { BoughtLines } from '../parts/bought-lines.tsx';
import { dueOf, Totals, type TotalsView } from '../parts/totals.tsx';
import type { CartView } from '../types.ts';

type SummaryProps = { readonly cart: CartView; readonly totals: TotalsView };

/** What is being bought, beside the form on a desk. */
export function Summary({ cart, totals }: SummaryProps) {
  const t = useMessages();
  return (
    <aside className="hidden border-s border-line bg-felt px-8 py-12 lg:block" aria-label={t('checkout.buying')}>
      <div className="max-w-[21rem]">
        <BoughtLines lines={cart.lines} />
        <div className="mt-7 border-t border-edge pt-5">
          <Totals totals={totals} />
        </div>
      </div>
    </aside>
  );
}

/** The same above the form on a phone, folded. */
export function SummaryFold({ cart, totals }: SummaryProps) {
  const t = useMessages();
  return (
    <details className="border-b border-line bg-felt px-4 py-3 lg:hidden">
      <summary className="flex min-h-8 list-none items-center gap-2">
        <ShoppingBag className="i i-20" />
        <span className="link">{t('checkout.buying.count', { count: cart.count })}</span>
        <b className="ms-auto font-semibold">
          <Money money={dueOf(totals)} />
        </b>
      </summary>
      <div className="mt-5 mb-3">
        <BoughtLines lines={cart.lines} />
        <div className="mt-5 border-t border-edge pt-5">
          <Totals totals={totals} />
        </div>
      </div>
    </details>
  );
}
