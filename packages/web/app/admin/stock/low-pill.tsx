import { TriangleAlert } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';

/** Says that a variant is running low. */
export function LowPill() {
  const t = useMessages();
  return (
    <Pill look="warn" icon={TriangleAlert}>
      {t('inventory.low')}
    </Pill>
  );
}
