import { CircleDashed, OctagonAlert, Pause, Radio } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { PluginView } from '../types.ts';

const LOOKS = {
  on: { look: 'ok', icon: Radio },
  off: { look: 'plain', icon: Pause },
  incomplete: { look: 'warn', icon: CircleDashed },
  broken: { look: 'bad', icon: OctagonAlert },
} as const;

/** How a plugin stands in this shop, as icon and word. */
export function PluginPill({ state }: { state: PluginView['state'] }) {
  const t = useMessages();
  return <Pill {...LOOKS[state]}>{t(`plugins.state.${state}`)}</Pill>;
}
