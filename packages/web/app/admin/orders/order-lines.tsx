import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { Thumb } from '../parts/thumb.tsx';
import type { OrderView } from '../types.ts';

/** What was ordered. */
export function OrderLines({ order }: { order: OrderView }) {
  const t = useMessages();
  const formats = useFormats();
  const path = useShopPath();
  return (
    <ul>
      {order.lines.map((line) => (
        <li
          key={line.position}
          className="grid grid-cols-[3.5rem_minmax(0,1fr)_auto] items-center gap-4 border-b border-line py-3 first:pt-0"
        >
          <Thumb picture={line.picture} className="" />
          <div className="min-w-0">
            {line.slug ? (
              <a className="link font-medium" href={path(`p/${line.slug}`)}>
                <bdi>{line.title}</bdi>
              </a>
            ) : (
              <bdi className="font-medium">{line.title}</bdi>
            )}
            <p className="text-ink-2">
              {t('order.each', { count: line.quantity, price: formats.money(line.unitPrice) })} ·{' '}
              <bdi className="wrap-anywhere">{line.sku}</bdi>
            </p>
            <LineStanding line={line} />
          </div>
          <Money money={line.total} />
        </li>
      ))}
    </ul>
  );
}

/** What became of the units of a line, as far as anything did. */
function LineStanding({ line }: { line: OrderView['lines'][number] }) {
  const t = useMessages();
  const told = [
    line.sent > 0 && t('order.lineSent', { count: line.sent }),
    line.cancelled > 0 && t('order.lineCancelled', { count: line.cancelled }),
    line.refunded > 0 && t('order.lineRefunded', { count: line.refunded }),
  ].filter(Boolean);
  return told.length > 0 && <p className="text-12 text-ink-2">{told.join(' · ')}</p>;
}

/** How the amount comes about. */
export function OrderSums({ order }: { order: OrderView }) {
  const t = useMessages();
  const shipping = order.shippingName ? t('order.shippingBy', { name: order.shippingName }) : t('order.shipping');
  const taxKey = order.pricesIncludeTax ? 'order.taxInside' : 'order.tax';
  const negative = (money: OrderView['total']) => ({ ...money, amount: -money.amount });
  const rows = [
    [t('order.subtotal'), order.subtotal],
    ...order.discounts.map(({ name, code, amount }) => [code ? `${name} (${code})` : name, negative(amount)] as const),
    [shipping, order.shipping],
    ...order.taxes.map(({ bps, tax }) => [t(taxKey, { percent: bps / 100 }), tax] as const),
  ] as const;
  const below = [
    ...(order.credit.amount > 0 ? [[t('order.credit'), order.credit] as const] : []),
    ...(order.refunded.amount > 0 ? [[t('order.refunded'), order.refunded] as const] : []),
  ];
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1.5">
      {rows.map(([label, money]) => (
        <SumRow key={label} label={label} money={money} />
      ))}
      <div className="col-span-2 grid grid-cols-subgrid border-t border-line pt-2 font-semibold">
        <dt>{t('order.total')}</dt>
        <dd className="text-end">
          <Money money={order.total} />
        </dd>
      </div>
      {below.map(([label, money]) => (
        <SumRow key={label} label={label} money={money} />
      ))}
    </dl>
  );
}

function SumRow({ label, money }: { label: string; money: OrderView['total'] }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid text-ink-2">
      <dt>{label}</dt>
      <dd className="text-end">
        <Money money={money} />
      </dd>
    </div>
  );
}
