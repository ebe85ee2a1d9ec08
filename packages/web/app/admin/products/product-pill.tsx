import { Archive, Check, Pencil } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { ProductSummary } from '../types.ts';

const LOOKS = {
  draft: { look: 'plain', icon: Pencil },
  on_sale: { look: 'ok', icon: Check },
  archived: { look: 'plain', icon: Archive },
} as const;

/** Whether a product is in the shop, as icon and word. */
export function ProductPill({ status }: { status: ProductSummary['status'] }) {
  const t = useMessages();
  return <Pill {...LOOKS[status]}>{t(`product.status.${status}`)}</Pill>;
}
