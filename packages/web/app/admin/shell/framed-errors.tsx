import { useMessages } from '../../i18n/use-messages.tsx';
import { ErrorPage } from '../../parts/error-page.tsx';
import { useShell } from './use-shell.ts';

/** Keeps the rail around a room that failed. */
export function ErrorBoundary() {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <div className="py-8 lg:py-16">
      <ErrorPage home={{ href: `/admin/${shop.slug}`, label: t('nav.home') }} />
    </div>
  );
}
