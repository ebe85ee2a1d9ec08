import { ChevronsUpDown } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Mark } from './mark.tsx';
import { useFolding } from './use-folding.ts';
import { useShell } from './use-shell.ts';

/** The shop one is in; with more than one, the way to the others. */
export function ShopSwitcher() {
  const { shop, shops } = useShell();
  if (shops.length < 2) {
    return (
      <Link to={`/admin/${shop.slug}`} className="flex min-h-11 items-center gap-2.5 rounded-1 px-2 hover:bg-felt">
        <Face />
      </Link>
    );
  }
  return <Switcher />;
}

function Switcher() {
  const t = useMessages();
  const { shop, shops } = useShell();
  const folding = useFolding();
  return (
    <details className="group relative" {...folding}>
      <summary className="flex min-h-11 list-none items-center gap-2.5 rounded-1 px-2 hover:bg-felt [&::-webkit-details-marker]:hidden">
        <Face />
        <span className="sr-only">{t('nav.changeShop')}</span>
        <ChevronsUpDown className="i" />
      </summary>
      <ul className="nav absolute inset-x-0 z-10 mt-1 rounded-2 border border-line bg-sheet p-1.5 shadow-float">
        {shops.map(({ slug, name }) => (
          <li key={slug}>
            <Link to={`/admin/${slug}`} {...(slug === shop.slug && { 'aria-current': 'true' as const })}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Face() {
  const { shop } = useShell();
  return (
    <>
      <Mark />
      <span className="min-w-0 grow">
        <span className="block truncate font-semibold">{shop.name}</span>
        <span className="block truncate text-12 text-ink-2">
          <bdi>{shop.slug}</bdi>
        </span>
      </span>
    </>
  );
}
