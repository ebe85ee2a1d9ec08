import type { ReactNode } from 'react';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLocation } from 'react-router';
import type { Route } from './+types/root';
import { visitContext, webContext } from './context.ts';
import { LANGUAGES, type Language } from './i18n/languages.ts';
import { useMessages } from './i18n/use-messages.tsx';
import { ErrorPage } from './parts/error-page.tsx';
import type { Scheme } from './scheme.ts';
import './styles/fonts.css';
import './styles/app.css';
import { usePage } from './use-page.ts';
import { settleVisit } from './visit.ts';

/** What every page knows of itself. */
export type RootData = {
  readonly language: Language;
  readonly scheme: Scheme | null;
  readonly requestId: string | null;
  readonly shopBase: string;
  readonly shopUrl: string;
  /** Null where the address names no shop. */
  readonly shop: ShopFace | null;
};

/** What visitors may know of a shop. `shippingFlat` is in minor units of `currency`. */
type ShopFace = {
  readonly name: string;
  readonly about: string;
  readonly theme: string;
  readonly currency: string;
  readonly country: string;
  readonly pricesIncludeTax: boolean;
  readonly taxBps: number;
  readonly shippingFlat: number;
};

export const middleware = [settleVisit];

export function loader({ context }: Route.LoaderArgs): RootData {
  const { ctx, shopBase, shopUrl } = context.get(webContext);
  return { ...context.get(visitContext), shopBase, shopUrl, shop: ctx && shopFace(ctx.shop) };
}

function shopFace({ name, about, theme, currency, country, pricesIncludeTax, taxBps, shippingFlat }: ShopFace): ShopFace {
  return { name, about, theme, currency, country, pricesIncludeTax, taxBps, shippingFlat };
}

export function Layout({ children }: { children: ReactNode }) {
  const { language, scheme, shop } = usePage();
  const isAdmin = useLocation().pathname.startsWith('/admin');
  const theme = isAdmin ? undefined : (shop?.theme ?? undefined);
  return (
    <html lang={language} dir={LANGUAGES[language].direction} data-scheme={scheme ?? undefined} data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body data-area={isAdmin ? 'admin' : 'shop'}>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const t = useMessages();
  return (
    <main className="mx-auto max-w-[86rem] px-4 py-24 lg:px-10">
      <ErrorPage home={{ href: '/', label: t('error.home') }} />
    </main>
  );
}
