import { Ban, Check, Hourglass, LoaderCircle, OctagonAlert } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { RunSummary } from '../types.ts';

const STATES = {
  queued: { look: 'plain', icon: Hourglass },
  running: { look: 'live', icon: LoaderCircle },
  done: { look: 'ok', icon: Check },
  failed: { look: 'bad', icon: OctagonAlert },
  cancelled: { look: 'plain', icon: Ban },
} as const;

export function RunPill({ state }: Pick<RunSummary, 'state'>) {
  const t = useMessages();
  return <Pill {...STATES[state]}>{t(`runs.state.${state}`)}</Pill>;
}
