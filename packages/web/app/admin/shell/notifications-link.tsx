import { Bell } from 'lucide-react';
import { NavLink } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShell } from './use-shell.ts';

/** To the notifications, with how many were not read. */
export function NotificationsLink() {
  const t = useMessages();
  const { shop, unread } = useShell();
  return (
    <NavLink to={`/admin/${shop.slug}/notifications`}>
      <Bell className="i" />
      <span className="grow">{t('notifications.title')}</span>
      {unread > 0 && <span className="pill pill-live">{t('notifications.unread', { count: unread, more: String(unread >= 100) })}</span>}
    </NavLink>
  );
}
