import { Store } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { usePage } from '../../use-page.ts';

/** The front page of a shop that has put nothing on sale yet. */
export function EmptyShop() {
  const t = useMessages();
  const { shop } = usePage();
  return (
    <div className="mx-auto max-w-[86rem] px-4 pt-10 lg:px-10">
      <h1 className="display text-36 lg:text-64">{shop?.name}</h1>
      <EmptyState picture={<Store className="size-16" strokeWidth={1} />}>{t('home.empty')}</EmptyState>
    </div>
  );
}
