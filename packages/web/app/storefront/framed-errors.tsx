import { useMessages } from '../i18n/use-messages.tsx';
import { ErrorPage } from '../parts/error-page.tsx';
import { useShopPath } from '../use-page.ts';

/** Keeps header and footer around a page that failed. */
export function ErrorBoundary() {
  const t = useMessages();
  const path = useShopPath();
  return (
    <div className="mx-auto max-w-[86rem] px-4 py-16 lg:px-10 lg:py-24">
      <ErrorPage home={{ href: path(''), label: t('error.home') }} />
    </div>
  );
}
