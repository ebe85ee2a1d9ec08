import { NavLink, Outlet } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShell } from '../shell/use-shell.ts';
import { SETTINGS_TABS } from './tabs.ts';

/** The frame of the settings: a tab for each page. Each page has its own title. */
export default function Settings() {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <>
      <nav className="tabs mb-5 overflow-x-auto" aria-label={t('settings.label')}>
        {SETTINGS_TABS.map(({ path, label }) => (
          <NavLink key={path} to={`/admin/${shop.slug}/settings/${path}`}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
