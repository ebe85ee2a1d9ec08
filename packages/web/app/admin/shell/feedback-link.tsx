import { MessageSquare } from 'lucide-react';
import { NavLink, useLocation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShell } from './use-shell.ts';

/** To the feedback box, which is told the page that one comes from. */
export function FeedbackLink() {
  const t = useMessages();
  const { shop } = useShell();
  const { pathname } = useLocation();
  return (
    <NavLink to={`/admin/${shop.slug}/feedback?from=${encodeURIComponent(pathname)}`}>
      <MessageSquare className="i" />
      <span className="grow">{t('feedback.title')}</span>
    </NavLink>
  );
}
