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
        <li key={line.sku} className="grid grid-cols-[3.5rem_minmax(0,1fr)_auto] items-center gap-4 border-b border-line py-3 first:pt-0">
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
          </div>
          <Money money={line.total} />
        </li>
      ))}
    </ul>
  );
}

/** How the amount comes about. */
export function OrderSums({ order }: { order: OrderView }) {
  const t = useMessages();
  const percent = order.taxBps / 100;
  const rows = [
    [t('order.subtotal'), order.subtotal],
    [t('order.shipping'), order.shipping],
    [t(order.pricesIncludeTax ? 'order.taxInside' : 'order.tax', { percent }), order.tax],
  ] as const;
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1.5">
      {rows.map(([label, money]) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid text-ink-2">
          <dt>{label}</dt>
          <dd className="text-end">
            <Money money={money} />
          </dd>
        </div>
      ))}
      <div className="col-span-2 grid grid-cols-subgrid border-t border-line pt-2 font-semibold">
        <dt>{t('order.total')}</dt>
        <dd className="text-end">
          <Money money={order.total} />
        </dd>
      </div>
    </dl>
  );
}
