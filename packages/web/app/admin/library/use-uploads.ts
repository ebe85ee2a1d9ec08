import { useRef, useState } from 'react';
import { useRevalidator } from 'react-router';
import type { Problem } from '../../problems.ts';
import { readRefusal, sendForm } from '../parts/send-form.ts';
import { useShell } from '../shell/use-shell.ts';

/** One file on its way. `part` is 0 to 1 while it is sent; a file that has arrived is taken off the list. */
export type Upload = {
  readonly key: number;
  readonly file: File;
  readonly state: 'waiting' | 'sending' | 'refused' | 'lost';
  readonly part: number;
  readonly refusal: Problem | null;
};

type Uploads = {
  readonly uploads: readonly Upload[];
  /** How many have arrived since the page was opened. */
  readonly arrived: number;
  readonly add: (files: readonly File[]) => void;
  readonly again: (key: number) => void;
  /** Stops one that is being sent, or takes one off the list. */
  readonly drop: (key: number) => void;
};

/** Sends chosen files one after another, each with its own progress and its own refusal. */
export function useUploads(): Uploads {
  const { shop } = useShell();
  const revalidator = useRevalidator();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [arrived, setArrived] = useState(0);
  const queue = useRef<Upload[]>([]);
  const calls = useRef(new Map<number, AbortController>());
  const keys = useRef(0);
  const change = (key: number, to: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...to } : upload)));
  const takeOff = (key: number) => setUploads((all) => all.filter((upload) => upload.key !== key));

  async function sendOne({ key, file }: Upload): Promise<void> {
    const call = new AbortController();
    calls.current.set(key, call);
    change(key, { state: 'sending', part: 0, refusal: null });
    const form = new FormData();
    form.append('files', file);
    const onProgress = (part: number) => change(key, { part });
    const { status, body } = await sendForm({ address: '/api/v1/files', shop: shop.slug, form, onProgress, signal: call.signal });
    calls.current.delete(key);
    if (call.signal.aborted) return;
    if (status === 201) {
      takeOff(key);
      setArrived((count) => count + 1);
      void revalidator.revalidate();
      return;
    }
    const refusal = readRefusal(body);
    change(key, { state: refusal ? 'refused' : 'lost', refusal });
  }

  async function work(): Promise<void> {
    if (calls.current.size > 0) return; // the one that is being sent goes on to the next
    for (let next = queue.current.shift(); next; next = queue.current.shift()) await sendOne(next);
  }

  function line(more: readonly Upload[]): void {
    queue.current.push(...more);
    void work();
  }

  return {
    uploads,
    arrived,
    add(files) {
      const more = files.map((file): Upload => ({ key: keys.current++, file, state: 'waiting', part: 0, refusal: null }));
      setUploads((all) => [...all, ...more]);
      line(more);
    },
    again(key) {
      const upload = uploads.find((one) => one.key === key);
      if (!upload) return;
      change(key, { state: 'waiting', part: 0, refusal: null });
      line([upload]);
    },
    drop(key) {
      queue.current = queue.current.filter((upload) => upload.key !== key);
      calls.current.get(key)?.abort();
      takeOff(key);
    },
  };
}
