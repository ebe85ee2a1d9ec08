import { Check, CircleHelp, Hourglass, LoaderCircle, OctagonAlert } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { MailSummary } from '../types.ts';

const LOOKS = {
  queued: { look: 'plain', icon: Hourglass },
  sending: { look: 'live', icon: LoaderCircle },
  sent: { look: 'ok', icon: Check },
  failed: { look: 'bad', icon: OctagonAlert },
  unknown: { look: 'warn', icon: CircleHelp },
} as const;

/** How a mail stands, as icon and word. */
export function MailPill({ state }: { state: MailSummary['state'] }) {
  const t = useMessages();
  return <Pill {...LOOKS[state]}>{t(`mail.state.${state}`)}</Pill>;
}
