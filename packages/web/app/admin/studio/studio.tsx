import { NavLink, Outlet } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShell } from '../shell/use-shell.ts';
import { STUDIO_TABS } from './tabs.ts';

/** The frame of the studio: a tab for each page. Each page has its own title. */
export default function Studio() {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <>
      <nav className="tabs mb-5 overflow-x-auto" aria-label={t('nav.studio')}>
        {STUDIO_TABS.map(({ path, label }) => (
          <NavLink key={path} to={`/admin/${shop.slug}/studio/${path}`}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
