import { CircleOff, Hourglass } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';

/** From how many pieces on the shop says how many are left. */
const FEW = 5;

/** A word beside a price when few or none are left; nothing otherwise. */
export function StockPill({ stock }: { stock: number }) {
  const t = useMessages();
  if (stock > FEW) return null;
  if (stock === 0) return <Pill icon={CircleOff}>{t('stock.none')}</Pill>;
  return (
    <Pill look="warn" icon={Hourglass}>
      {t('stock.few', { count: stock })}
    </Pill>
  );
}
