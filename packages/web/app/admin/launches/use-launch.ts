import { useEffect, useState } from 'react';
import type { LaunchView } from '../types.ts';

export type Hearing = { readonly state: 'live' } | { readonly state: 'lost'; readonly secondsAgo: number } | { readonly state: 'ended' };

const REOPEN_MS = 5_000;

export const isUnderway = (launch: Pick<LaunchView, 'status'>): boolean => launch.status === 'queued' || launch.status === 'running';

/** The launch as last heard, kept up to date by server-sent events until it ends. `base` is the shop's, such as "/s/fornace". */
export function useLaunch(loaded: LaunchView, base: string): { launch: LaunchView; hearing: Hearing } {
  const [launch, setLaunch] = useState(loaded);
  const [lostSince, setLostSince] = useState<number | null>(null);
  const underway = isUnderway(launch);

  useEffect(() => setLaunch(loaded), [loaded]);
  useEffect(() => {
    if (!underway) return;
    return listen(`${base}/api/v1/launches/${loaded.launchId}/events`, {
      heard: (view) => {
        setLaunch(view);
        setLostSince(null);
      },
      lost: () => setLostSince((since) => since ?? Date.now()),
    });
  }, [underway, base, loaded.launchId]);

  const secondsAgo = useSecondsSince(lostSince);
  if (!underway) return { launch, hearing: { state: 'ended' } };
  return { launch, hearing: lostSince === null ? { state: 'live' } : { state: 'lost', secondsAgo } };
}

type Listener = { heard(view: LaunchView): void; lost(): void };

/** Opens the stream and opens it again after it closed for good (a browser retries only lost connections). Returns how to stop. */
function listen(address: string, listener: Listener): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(address);
    source.addEventListener('launch', (event) => listener.heard(JSON.parse(event.data) as LaunchView));
    source.addEventListener('error', () => {
      listener.lost();
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function useSecondsSince(moment: number | null): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (moment === null) return;
    const tick = () => setSeconds(Math.round((Date.now() - moment) / 1000));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return seconds;
}
