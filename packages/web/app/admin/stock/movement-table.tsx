import { Link } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useFormats } from '../formats.ts';
import { useShell } from '../shell/use-shell.ts';
import type { StockMovement } from '../types.ts';

/** How units came and went, the latest first. */
export function MovementTable({ movements, staffId }: { movements: readonly StockMovement[]; staffId: string }) {
  const t = useMessages();
  const formats = useFormats();
  if (movements.length === 0) return <p className="text-ink-2">{t('inventory.noMovements')}</p>;
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th>{t('inventory.what')}</th>
          <th className="max-sm:hidden">{t('inventory.place')}</th>
          <th className="max-sm:hidden">{t('inventory.who')}</th>
          <th className="num">{t('inventory.by')}</th>
        </tr>
      </thead>
      <tbody>
        {movements.map((movement) => (
          <tr key={movement.id}>
            <td className="wrap-anywhere">
              <What movement={movement} />
              {movement.note && <bdi className="block">{movement.note}</bdi>}
              <span className="block text-12 text-ink-2">
                <time dateTime={movement.at}>{formats.moment(movement.at)}</time>
                <bdi className="block sm:hidden">{movement.locationName}</bdi>
              </span>
            </td>
            <td className="wrap-anywhere text-ink-2 max-sm:hidden">
              <bdi>{movement.locationName}</bdi>
            </td>
            <td className="text-ink-2 max-sm:hidden">{t(whoOf(movement.actor, staffId))}</td>
            <td className="num">
              <span dir="ltr">{`${movement.change > 0 ? '+' : '−'}${formats.number(Math.abs(movement.change))}`}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ movement: { reason, change, order, otherPlace } }: { movement: StockMovement }) {
  const t = useMessages();
  const { shop } = useShell();
  if (otherPlace !== null) return <bdi>{t(change > 0 ? 'inventory.movedFrom' : 'inventory.movedTo', { place: otherPlace })}</bdi>;
  return (
    <>
      {t(`inventory.reason.${reason}`)}
      {order && (
        <>
          {' '}
          <Link className="link" to={`/admin/${shop.slug}/orders/${order.id}`} dir="ltr">
            {order.code}
          </Link>
        </>
      )}
    </>
  );
}

function whoOf(actor: string, staffId: string): MessageKey {
  if (actor === `staff:${staffId}`) return 'inventory.who.you';
  if (actor.startsWith('staff:')) return 'inventory.who.staff';
  return actor.startsWith('key:') ? 'inventory.who.key' : 'inventory.who.system';
}
