import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Problem } from '../../problems.ts';
import { useShell } from '../shell/use-shell.ts';
import { sendForm } from '../parts/send-form.ts';
import { readAnswer } from './upload.ts';

type Sending = {
  /** The part that has left this machine, 0 to 1; null while nothing is being sent. */
  readonly part: number | null;
  readonly refusal: Pick<Problem, 'detail' | 'problems'> | null;
  /** The answer never came. */
  readonly isLost: boolean;
  readonly send: (form: FormData) => Promise<void>;
  readonly stop: () => void;
};

/** Sends a new launch and goes to its page when it was accepted. */
export function useSending(): Sending {
  const { shop } = useShell();
  const navigate = useNavigate();
  const [state, setState] = useState<Pick<Sending, 'part' | 'refusal' | 'isLost'>>({ part: null, refusal: null, isLost: false });
  const upload = useRef<AbortController>(null);

  async function send(form: FormData) {
    upload.current = new AbortController();
    const { signal } = upload.current;
    const onProgress = (part: number) => setState({ part, refusal: null, isLost: false });
    onProgress(0);
    const answer = readAnswer(await sendForm({ address: '/api/v1/launches', shop: shop.slug, form, onProgress, signal }));
    if (answer.state === 'accepted') return navigate(`/admin/${shop.slug}/launches/${answer.launchId}`);
    setState({ part: null, refusal: answer.state === 'refused' ? answer : null, isLost: answer.state === 'lost' && !signal.aborted });
  }
  return { ...state, send, stop: () => upload.current?.abort() };
}
