import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';

/** "Orders / K4MD-82QX": the way up from a single thing. */
export function Where({ to, room, here }: { to: string; room: string; here: string }) {
  const t = useMessages();
  return (
    <nav aria-label={t('nav.youAreHere')}>
      <Link className="link" to={to}>
        {room}
      </Link>{' '}
      / <bdi>{here}</bdi>
    </nav>
  );
}
