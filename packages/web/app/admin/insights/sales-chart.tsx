import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { useFormats } from '../formats.ts';
import type { SalesSummary } from '../types.ts';
import { labelledBars, niceStep } from './scale.ts';

type SalesChartProps = { readonly sales: SalesSummary; readonly width: number };

/** What was sold each day, as bars and on demand as a table. `width` is how wide it stands on a large screen, in pixels. */
export function SalesChart({ sales, width }: SalesChartProps) {
  return (
    <figure>
      <div className="max-sm:hidden">
        <Bars sales={sales} width={width} height={220} labels={8} />
      </div>
      <div className="sm:hidden">
        <Bars sales={sales} width={358} height={190} labels={3} />
      </div>
      <SalesTable sales={sales} />
    </figure>
  );
}

type BarsProps = SalesChartProps & { readonly height: number; readonly labels: number };

const EDGE = { start: 52, end: 4, top: 22, bottom: 24 };

function Bars({ sales, width, height, labels }: BarsProps) {
  const t = useMessages();
  const formats = useFormats();
  const days = sales.byDay;
  const amounts = days.map((day) => day.revenue.amount);
  const top = Math.max(0, ...amounts);
  const step = niceStep(top);
  const lines = [0, 1, 2, 3, 4].map((line) => line * step);
  const floor = height - EDGE.bottom;
  const y = (amount: number) => round(floor - ((floor - EDGE.top) * amount) / (4 * step));
  const slot = (width - EDGE.start - EDGE.end) / Math.max(1, days.length);
  const x = (index: number) => round(EDGE.start + slot * index);
  const highest = top > 0 ? amounts.indexOf(top) : -1;
  const money = (amount: number) => formats.roundMoney({ amount, currency: sales.revenue.currency });
  const label = t('sales.chart', {
    from: formats.date(sales.from),
    to: formats.date(sales.to),
    revenue: formats.money(sales.revenue),
    orders: sales.orders,
  });

  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="block h-auto w-full [direction:ltr]" role="img" aria-label={label}>
      {lines.map((amount) => (
        <g key={amount}>
          <path d={`M${EDGE.start} ${y(amount)}H${width - EDGE.end}`} className={amount === 0 ? 'stroke-edge' : 'stroke-line'} />
          <text x={EDGE.start - 8} y={y(amount) + 4} textAnchor="end" fontSize="12" className="fill-ink-2 [unicode-bidi:plaintext]">
            {top === 0 && amount > 0 ? '' : money(amount)}
          </text>
        </g>
      ))}
      {days.map((day, index) => (
        <rect
          key={day.day}
          x={round(x(index) + slot * 0.15)}
          y={y(day.revenue.amount)}
          width={round(slot * 0.7)}
          height={round(floor - y(day.revenue.amount))}
          className="fill-chart-1"
        />
      ))}
      {highest >= 0 && (
        <text
          x={x(highest + 0.5)}
          y={y(top) - 6}
          textAnchor={anchor(highest, days.length)}
          fontSize="12"
          fontWeight="600"
          className="fill-ink"
        >
          {money(top)}
        </text>
      )}
      {labelledBars(days.length, labels).map((index) => (
        <text
          key={index}
          x={x(index === 0 ? 0 : index + 0.5)}
          y={height - 6}
          textAnchor={anchor(index, days.length)}
          fontSize="12"
          className="fill-ink-2 [unicode-bidi:plaintext]"
        >
          {formats.date(days[index]?.day ?? sales.from)}
        </text>
      ))}
    </svg>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Keeps the label of the first and last bars inside the picture. */
function anchor(index: number, count: number): 'start' | 'middle' | 'end' {
  if (index < count * 0.08) return 'start';
  return index > count * 0.92 ? 'end' : 'middle';
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
