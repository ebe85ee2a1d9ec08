import { ArrowUpRight, Store } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShopPath } from '../../use-page.ts';

export function SeeTheShop() {
  const t = useMessages();
  const path = useShopPath();
  return (
    <a href={path('')}>
      <Store className="i" />
      <span className="grow">{t('nav.seeShop')}</span>
      <ArrowUpRight className="i i-turn" />
    </a>
  );
}
