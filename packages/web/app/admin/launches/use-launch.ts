import { useEffect, useState } from 'react';
import { useRevalidator } from 'react-router';
import type { LaunchView } from '../types.ts';
import { isUnderway } from './is-underway.ts';

/** Whether the page hears of the launch: live, lost for so many seconds, or nothing more to hear. */
export type HearingState = { readonly state: 'live' | 'ended' } | { readonly state: 'lost'; readonly secondsAgo: number };

const REOPEN_MS = 5_000;

/** The launch as last heard, kept up to date by server-sent events until it ends. `base` is the shop's, such as "/s/fornace". */
export function useLaunch(loaded: LaunchView, base: string): { launch: LaunchView; hearing: HearingState } {
  const [launch, setLaunch] = useState(loaded);
  const [lastHeard, setLastHeard] = useState<number | null>(null);
  const underway = isUnderway(launch);
  const { launchId } = loaded;
  const { revalidate } = useRevalidator();

  useEffect(() => setLaunch(loaded), [loaded]);
  // The rail counts what is live: when this one ends, everything around it is read again.
  const ended = isUnderway(loaded) && !underway;
  useEffect(() => {
    if (ended) void revalidate();
  }, [ended, revalidate]);
  useEffect(() => {
    if (!underway) return;
    return listen(`${base}/api/v1/launches/${launchId}/events`, {
      heard: (view) => {
        setLaunch(view);
        setLastHeard(null);
      },
      lost: setLastHeard,
    });
  }, [underway, base, launchId]);

  const secondsAgo = useSecondsSince(lastHeard);
  if (!underway) return { launch, hearing: { state: 'ended' } };
  return { launch, hearing: lastHeard === null ? { state: 'live' } : { state: 'lost', secondsAgo } };
}

type Listener = {
  heard(view: LaunchView): void;
  /** With the moment of the last sign of life, in milliseconds since 1970. */
  lost(lastHeard: number): void;
};

/** Opens the stream, and again after the browser gave it up (it retries only lost connections). Returns how to stop. */
function listen(address: string, listener: Listener): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastHeard = Date.now();
  const open = () => {
    source = new EventSource(address);
    source.addEventListener('launch', (event) => {
      lastHeard = Date.now();
      listener.heard(JSON.parse(event.data) as LaunchView);
    });
    source.addEventListener('error', () => {
      listener.lost(lastHeard);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** Counts up once a second; 0 for no moment. */
function useSecondsSince(moment: number | null): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (moment === null) return;
    const count = () => setSeconds(Math.round((Date.now() - moment) / 1000));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return moment === null ? 0 : seconds;
}
