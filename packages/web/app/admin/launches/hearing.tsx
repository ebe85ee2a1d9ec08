import { WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { LaunchView } from '../types.ts';
import type { HearingState } from './use-launch.ts';

const ANNOUNCE_MS = 5_000;

/** Says aloud how far the launch is, and in words when nothing is heard of it. Without JavaScript, tells how to look again. */
export function Hearing({ launch, hearing }: { launch: LaunchView; hearing: HearingState }) {
  const t = useMessages();
  const running = launch.steps.find((step) => step.state === 'running');
  const words = running ? t('launch.hear.step', { step: t(`launch.step.${running.name}`) }) : t(`launch.status.${launch.status}`);
  return (
    <>
      <p role="status" className="sr-only">
        {useCalmly(words)}
      </p>
      {hearing.state === 'lost' && (
        <p className="mt-4 flex items-center gap-2 text-13 text-warn">
          <WifiOff className="i" />
          {t('launch.hear.lost', { seconds: hearing.secondsAgo })}
        </p>
      )}
      {hearing.state !== 'ended' && (
        <noscript>
          <p className="mt-4 text-13 text-ink-2">{t('launch.hear.reload')}</p>
        </noscript>
      )}
    </>
  );
}

/** Follows a text, but changes at most every five seconds, so that a screen reader is not talked over. */
function useCalmly(text: string): string {
  const [said, setSaid] = useState(text);
  const saidAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, saidAt.current + ANNOUNCE_MS - Date.now());
    const timer = setTimeout(() => {
      saidAt.current = Date.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}
