import { useMessages } from '../../i18n/use-messages.tsx';
import { useFormats } from '../formats.ts';
import type { SalesSummary } from '../types.ts';
import { labelledBars, niceStep } from './scale.ts';

type SalesBarsProps = {
  readonly sales: SalesSummary;
  /** Of the drawing, in pixels. */
  readonly width: number;
  readonly height: number;
  /** At most so many dates under the bars. */
  readonly labels: number;
};

/** Bars of one colour over hairlines, the highest one labelled. Time runs from left to right in every language. */
export function SalesBars({ sales, width, height, labels }: SalesBarsProps) {
  const t = useMessages();
  const formats = useFormats();
  const plan = planBars(sales, width, height);
  const range = { from: formats.date(sales.from), to: formats.date(sales.to) };
  const label = t('sales.chart', { ...range, revenue: formats.money(sales.revenue), orders: sales.orders });
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="block h-auto w-full [direction:ltr]" role="img" aria-label={label}>
      <Scale plan={plan} />
      {sales.byDay.map(({ day, revenue }, index) => (
        <rect
          key={day}
          x={round(plan.x(index + 0.15))}
          y={plan.y(revenue.amount)}
          width={round(plan.slot * 0.7)}
          height={round(plan.floor - plan.y(revenue.amount))}
          className="fill-chart-1"
        />
      ))}
      <Highest plan={plan} />
      <Dates plan={plan} labels={labels} y={height - 6} />
    </svg>
  );
}

const EDGE = { start: 52, end: 4, top: 22, bottom: 24 };

type Plan = ReturnType<typeof planBars>;

/** Where everything stands; `x` takes a place in days, `y` an amount in minor units. */
function planBars({ byDay, revenue }: SalesSummary, width: number, height: number) {
  const amounts = byDay.map((day) => day.revenue.amount);
  const top = Math.max(0, ...amounts);
  const step = niceStep(top);
  const floor = height - EDGE.bottom;
  const slot = (width - EDGE.start - EDGE.end) / Math.max(1, byDay.length);
  return {
    days: byDay.map(({ day }) => day),
    currency: revenue.currency,
    top,
    highest: top > 0 ? amounts.indexOf(top) : null,
    lines: top > 0 ? [0, 1, 2, 3, 4].map((line) => line * step) : [0],
    end: width - EDGE.end,
    floor,
    slot,
    x: (days: number) => EDGE.start + slot * days,
    y: (amount: number) => round(floor - ((floor - EDGE.top) * amount) / (4 * step)),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Words of either direction read rightly in a drawing that runs from left to right. */
const WORDS = '[unicode-bidi:plaintext]';

function Scale({ plan }: { plan: Plan }) {
  const formats = useFormats();
  return plan.lines.map((amount) => (
    <g key={amount}>
      <path d={`M${EDGE.start} ${plan.y(amount)}H${plan.end}`} className={amount === 0 ? 'stroke-edge' : 'stroke-line'} />
      <text x={EDGE.start - 8} y={plan.y(amount) + 4} textAnchor="end" fontSize="12" className={`fill-ink-2 ${WORDS}`}>
        {formats.roundMoney({ amount, currency: plan.currency })}
      </text>
    </g>
  ));
}

function Highest({ plan }: { plan: Plan }) {
  const formats = useFormats();
  const { highest, top, currency } = plan;
  if (highest === null) return null;
  return (
    <text
      x={round(plan.x(highest + 0.5))}
      y={plan.y(top) - 6}
      textAnchor={anchor(highest, plan.days.length)}
      fontSize="12"
      fontWeight="600"
      className={`fill-ink ${WORDS}`}
    >
      {formats.roundMoney({ amount: top, currency })}
    </text>
  );
}

function Dates({ plan, labels, y }: { plan: Plan; labels: number; y: number }) {
  const formats = useFormats();
  return labelledBars(plan.days.length, labels).map((index) => {
    const day = plan.days[index];
    return (
      day && (
        <text
          key={day}
          x={round(plan.x(index === 0 ? 0 : index + 0.5))}
          y={y}
          textAnchor={anchor(index, plan.days.length)}
          fontSize="12"
          className={`fill-ink-2 ${WORDS}`}
        >
          {formats.date(day)}
        </text>
      )
    );
  });
}

/** Keeps a label near either end inside the drawing. */
function anchor(index: number, count: number): 'start' | 'middle' | 'end' {
  if (index < count * 0.08) return 'start';
  return index > count * 0.92 ? 'end' : 'middle';
}
