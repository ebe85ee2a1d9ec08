import { Menu } from 'lucide-react';
import { NavLink } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Account } from './account.tsx';
import { FeedbackLink } from './feedback-link.tsx';
import { NotificationsLink } from './notifications-link.tsx';
import { RoomLink } from './room-link.tsx';
import { MORE_ROOMS, PHONE_ROOMS } from './rooms.ts';
import { SeeTheShop } from './see-the-shop.tsx';
import { SettingsLink } from './settings-link.tsx';
import { useFolding } from './use-folding.ts';
import { useShell } from './use-shell.ts';

const CELL = 'grid min-h-14 place-items-center content-center gap-0.5 text-ink-2';

/** On a phone, the rooms at the foot: four, and the rest behind "More". */
export function PhoneBar() {
  const t = useMessages();
  const { shop, live } = useShell();
  return (
    <nav className="sticky bottom-0 z-10 grid grid-cols-5 border-t border-line bg-sheet text-12 lg:hidden" aria-label={t('nav.rooms')}>
      {PHONE_ROOMS.map(({ key, path, icon: Icon }) => (
        <NavLink
          key={key}
          to={`/admin/${shop.slug}${path}`}
          end={key === 'home'}
          className={`${CELL} aria-[current]:font-semibold aria-[current]:text-accent`}
        >
          <span className="relative">
            <Icon className="i i-20" />
            {key === 'launch' && live > 0 && <LiveDot />}
          </span>
          {t(`nav.${key}`)}
        </NavLink>
      ))}
      <More />
    </nav>
  );
}

function LiveDot() {
  const t = useMessages();
  const { live } = useShell();
  return (
    <span className="absolute -end-1 -top-0.5 size-2 rounded-full bg-accent">
      <span className="sr-only">{t('nav.live', { count: live })}</span>
    </span>
  );
}

function More() {
  const t = useMessages();
  const folding = useFolding();
  return (
    <details className="grid" {...folding}>
      <summary className={`${CELL} list-none [&::-webkit-details-marker]:hidden`}>
        <Menu className="i i-20" />
        {t('nav.more')}
      </summary>
      <div className="absolute inset-x-0 bottom-full border-t border-line bg-sheet p-3 text-14 shadow-float">
        <div className="nav flex flex-col gap-0.5 [&_a]:min-h-11">
          {MORE_ROOMS.map((room) => (
            <RoomLink key={room.key} room={room} />
          ))}
          <NotificationsLink />
          <SettingsLink />
          <FeedbackLink />
          <SeeTheShop />
        </div>
        <Account />
      </div>
    </details>
  );
}
