import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShell } from '../shell/use-shell.ts';
import type { ProductDetail } from '../types.ts';

/** From a product to where its variants lie and how they came and went. */
export function StockLinks({ variants }: { variants: ProductDetail['variants'] }) {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <nav className="flex flex-wrap gap-x-5 gap-y-2 text-ink-2" aria-label={t('nav.stock')}>
      {variants.map(({ id, title }) => (
        <Link key={id} className="link" to={`/admin/${shop.slug}/stock/${id}`}>
          <bdi>{t('inventory.of', { variant: title })}</bdi>
        </Link>
      ))}
    </nav>
  );
}
