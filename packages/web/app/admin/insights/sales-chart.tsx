import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { useFormats } from '../formats.ts';
import type { SalesSummary } from '../types.ts';
import { SalesBars } from './sales-bars.tsx';

type SalesChartProps = { readonly sales: SalesSummary; readonly width: number };

/** What was sold each day, as bars and on demand as a table. `width` is how wide it stands on a large screen, in pixels. */
export function SalesChart({ sales, width }: SalesChartProps) {
  return (
    <figure>
      <div className="max-sm:hidden">
        <SalesBars sales={sales} width={width} height={220} labels={8} />
      </div>
      <div className="sm:hidden">
        <SalesBars sales={sales} width={358} height={190} labels={3} />
      </div>
      <SalesTable sales={sales} />
    </figure>
  );
}

function SalesTable({ sales }: { sales: SalesSummary }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <details className="mt-2">
      <summary className="link inline-block py-1 text-12">{t('sales.asTable')}</summary>
      <table className="tbl mt-2">
        <thead>
          <tr>
            <th>{t('sales.day')}</th>
            <th className="num">{t('sales.orders')}</th>
            <th className="num">{t('sales.revenue')}</th>
          </tr>
        </thead>
        <tbody>
          {sales.byDay.map((day) => (
            <tr key={day.day}>
              <td>{formats.date(day.day)}</td>
              <td className="num">{formats.number(day.orders)}</td>
              <td className="num">
                <Money money={day.revenue} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
