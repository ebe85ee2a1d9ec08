import { NavLink } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { RoomEntry } from './rooms.ts';
import { useShell } from './use-shell.ts';

/** One room of the rail, marked while the reader is in it. */
export function RoomLink({ room }: { room: RoomEntry }) {
  const t = useMessages();
  const { shop } = useShell();
  const { icon: Icon } = room;
  return (
    <NavLink to={`/admin/${shop.slug}${room.path}`} end={room.key === 'home'}>
      <Icon className="i" />
      <span className="grow">{t(`nav.${room.key}`)}</span>
      {room.key === 'launch' && <LiveCount />}
    </NavLink>
  );
}

function LiveCount() {
  const t = useMessages();
  const { live } = useShell();
  return live > 0 && <span className="pill pill-live">{t('nav.live', { count: live })}</span>;
}
