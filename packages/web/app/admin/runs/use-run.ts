import { useEffect, useState } from 'react';
import type { Run } from '../types.ts';

/** The run as last heard, kept up to date by server-sent events until it ends. `base` is the shop's, such as "/s/fornace". */
export function useRun(loaded: Run, base: string): Run {
  const [run, setRun] = useState(loaded);
  const isUnderway = run.state === 'queued' || run.state === 'running';
  useEffect(() => setRun(loaded), [loaded]);
  useEffect(() => {
    if (!isUnderway) return;
    const source = new EventSource(`${base}/api/v1/runs/${loaded.id}/events`);
    source.addEventListener('run', (event) => setRun(JSON.parse(event.data) as Run));
    return () => source.close();
  }, [isUnderway, base, loaded.id]);
  return run;
}
