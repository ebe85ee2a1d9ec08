import { Ban, Check, Hand, Hourglass, LoaderCircle, OctagonAlert, Stamp, X } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { LaunchView } from '../types.ts';

const LOOKS = {
  queued: { look: 'plain', icon: Hourglass },
  running: { look: 'live', icon: LoaderCircle },
  completed: { look: 'ok', icon: Check },
  held: { look: 'warn', icon: Hand },
  waiting: { look: 'warn', icon: Stamp },
  rejected: { look: 'bad', icon: X },
  cancelled: { look: 'plain', icon: Ban },
  failed: { look: 'bad', icon: OctagonAlert },
} as const;

/** How a launch stands, as icon and word. */
export function LaunchPill({ status }: { status: LaunchView['status'] }) {
  const t = useMessages();
  return <Pill {...LOOKS[status]}>{t(`launch.status.${status}`)}</Pill>;
}
