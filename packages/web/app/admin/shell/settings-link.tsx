import { Settings } from 'lucide-react';
import { NavLink } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShell } from './use-shell.ts';

export function SettingsLink() {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <NavLink to={`/admin/${shop.slug}/settings`}>
      <Settings className="i" />
      <span className="grow">{t('settings.label')}</span>
    </NavLink>
  );
}
