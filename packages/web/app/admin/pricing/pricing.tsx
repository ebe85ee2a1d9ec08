import { NavLink, Outlet } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShell } from '../shell/use-shell.ts';
import { PRICING_TABS } from './tabs.ts';

/** The frame of what makes prices: a tab for each page. Each page has its own title. */
export default function Pricing() {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <>
      <nav className="tabs mb-5 overflow-x-auto" aria-label={t('pricing.label')}>
        {PRICING_TABS.map(({ path, label }) => (
          <NavLink key={path} to={`/admin/${shop.slug}/pricing/${path}`}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
