import { Check, Hand, Hourglass, LoaderCircle, OctagonAlert } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/Pill.tsx';
import type { LaunchView } from '../types.ts';

const LOOKS = {
  queued: { tone: 'plain', icon: Hourglass },
  running: { tone: 'live', icon: LoaderCircle },
  completed: { tone: 'ok', icon: Check },
  held: { tone: 'warn', icon: Hand },
  failed: { tone: 'bad', icon: OctagonAlert },
} as const;

/** How a launch stands, as icon and word. */
export function LaunchPill({ status }: { status: LaunchView['status'] }) {
  const t = useMessages();
  return <Pill {...LOOKS[status]}>{t(`launch.status.${status}`)}</Pill>;
}
