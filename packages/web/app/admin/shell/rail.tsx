import { Account } from './account.tsx';
import { FeedbackLink } from './feedback-link.tsx';
import { NotificationsLink } from './notifications-link.tsx';
import { RoomLink } from './room-link.tsx';
import { ROOMS } from './rooms.ts';
import { SeeTheShop } from './see-the-shop.tsx';
import { SettingsLink } from './settings-link.tsx';
import { ShopSwitcher } from './shop-switcher.tsx';
import { useMessages } from '../../i18n/use-messages.tsx';

/** The column of rooms on a wide screen. */
export function Rail() {
  const t = useMessages();
  return (
    <aside className="sticky top-0 hidden h-screen overflow-y-auto border-e border-line px-3 py-4 lg:flex lg:flex-col" aria-label="Bottega">
      <ShopSwitcher />
      <nav className="nav mt-4 flex flex-col gap-0.5" aria-label={t('nav.rooms')}>
        {ROOMS.map((room) => (
          <RoomLink key={room.key} room={room} />
        ))}
      </nav>
      <div className="mt-auto pt-8">
        <div className="nav flex flex-col">
          <NotificationsLink />
          <SettingsLink />
          <FeedbackLink />
          <SeeTheShop />
        </div>
        <Account />
      </div>
    </aside>
  );
}
