import { useEffect } from 'react';
import { Outlet, useLocation, useRevalidator } from 'react-router';
import { adminCatalogue } from '../../i18n/admin.ts';
import { MessagesProvider, useMessages } from '../../i18n/use-messages.tsx';
import { ErrorPage } from '../../parts/error-page.tsx';
import { SkipLink } from '../../parts/skip-link.tsx';
import { isUnderway } from '../launches/is-underway.ts';
import { inShop } from '../room.ts';
import type { Route } from './+types/shell';
import { PhoneBar } from './phone-bar.tsx';
import { PhoneHead } from './phone-head.tsx';
import { Rail } from './rail.tsx';
import { useShell } from './use-shell.ts';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, staff, operations }) => {
    const [launches, unread] = await Promise.all([
      operations.launch.listLaunches(ctx, { limit: 20 }),
      operations.platform.countUnread(ctx),
    ]);
    const { slug, name, timeZone } = ctx.shop;
    return {
      shop: { slug, name },
      timeZone,
      shops: staff.shops,
      person: { name: staff.name, role: staff.shops.find((shop) => shop.slug === slug)?.role ?? 'viewer' },
      live: launches.items.filter(isUnderway).length,
      unread,
    };
  });

export default function Shell() {
  return (
    <MessagesProvider catalogue={adminCatalogue}>
      <Frame />
    </MessagesProvider>
  );
}

/** The rail of rooms, the room, and on a phone the bar at the foot. */
function Frame() {
  useFreshCount();
  return (
    <>
      <SkipLink />
      <div className="min-h-screen lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
        <Rail />
        <div className="flex min-h-screen min-w-0 flex-col">
          <PhoneHead />
          <main id="content" tabIndex={-1} className="min-w-0 grow px-4 pt-5 pb-14 outline-none lg:px-10 lg:pt-7">
            <Outlet />
          </main>
          <PhoneBar />
        </div>
      </div>
    </>
  );
}

const REFRESH_MS = 10_000;

/** While something is being made, loads the page's data again every ten seconds, unless nobody looks. The launch's own page hears by itself. */
function useFreshCount() {
  const { live } = useShell();
  const { revalidate } = useRevalidator();
  const { pathname } = useLocation();
  const hearsItself = /\/launches\/[^/]+$/.test(pathname);
  useEffect(() => {
    if (live === 0 || hearsItself) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && void revalidate(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [live, hearsItself, revalidate]);
}

export function ErrorBoundary() {
  return (
    <MessagesProvider catalogue={adminCatalogue}>
      <LostPage />
    </MessagesProvider>
  );
}

function LostPage() {
  const t = useMessages();
  return (
    <main className="mx-auto max-w-[68rem] px-4 py-24 lg:px-10">
      <ErrorPage home={{ href: '/admin', label: t('shops.back') }} />
    </main>
  );
}
