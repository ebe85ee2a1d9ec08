import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { useFormats } from '../formats.ts';
import type { SalesSummary } from '../types.ts';

/** The sum of a range, large, and what it is made of. */
export function SalesFigures({ sales }: { sales: SalesSummary }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <dl className="mb-4 flex flex-wrap items-end gap-x-9 gap-y-3">
      <div>
        <dt className="text-ink-2">{t('sales.revenue')}</dt>
        <dd className="display text-36">
          <Money money={sales.revenue} />
        </dd>
      </div>
      <div className="pb-1">
        <dt className="text-12 text-ink-2">{t('sales.orders')}</dt>
        <dd>{formats.number(sales.orders)}</dd>
      </div>
      {sales.average && (
        <div className="pb-1">
          <dt className="text-12 text-ink-2">{t('sales.average')}</dt>
          <dd>
            <Money money={sales.average} />
          </dd>
        </div>
      )}
    </dl>
  );
}
