import { NavLink, Outlet } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Route } from './+types/settings';
import { SETTINGS_TABS } from './tabs.ts';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({
    hidden: SETTINGS_TABS.filter(({ permission }) => permission && !platform.may(ctx.actor, permission)).map(({ path }) => path),
  }));

/** The frame of the settings: a tab for each page. Each page has its own title. */
export default function Settings({ loaderData: { hidden } }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <>
      <nav className="tabs mb-5 overflow-x-auto" aria-label={t('settings.label')}>
        {SETTINGS_TABS.filter(({ path }) => !hidden.includes(path)).map(({ path, label }) => (
          <NavLink key={path} to={`/admin/${shop.slug}/settings/${path}`}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
