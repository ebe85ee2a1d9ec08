import { type CallContext, type FailureKind, type ModerationSubject, ProviderError } from '@bottega/contracts';
import { sandboxFetch } from './sandbox.ts';

/** The company's address. A plugin names it itself: an address that a shop could set would be a way into your network. */
export const CHECKS_URL = 'https://api.word-watch.example/v1/checks';

/** `ref` counts the texts that were sent. */
export type Flag = { readonly ref: number; readonly excerpt: string; readonly why: 'word' | 'address' };
export type Answer = { readonly id: string; readonly flags: readonly Flag[] };
export type CheckRequest = {
  readonly words: readonly string[];
  readonly whole_words: boolean;
  readonly addresses: boolean;
  readonly texts: readonly string[];
};

/** How each status of the company is to be met. */
const FAILURES: Readonly<Record<number, readonly [FailureKind, string]>> = {
  400: ['bad_input', 'Word Watch could not read the texts.'],
  401: ['auth', 'Word Watch does not know this key. Enter it again in the settings.'],
  402: ['refused', 'The account at Word Watch is used up.'],
  429: ['rate_limited', 'Word Watch has too much to do. Try again a little later.'],
};

/** Asks the company about texts. @throws ProviderError */
export async function askWordWatch(texts: readonly Extract<ModerationSubject, { type: 'text' }>[], call: CallContext): Promise<Answer> {
  const { apiKey = '', words = '', strictness, wholeWords = true } = call.settings;
  const request: CheckRequest = {
    words: String(words)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    whole_words: wholeWords === true,
    addresses: strictness !== 'words',
    texts: texts.map(({ text }) => text),
  };
  const send = String(apiKey).startsWith('sandbox_') ? sandboxFetch : call.fetch;
  const answer = await send(CHECKS_URL, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: call.signal,
  });
  if (!answer.ok) throw toFailure(answer);
  return readAnswer(await answer.json());
}

function toFailure(answer: Response): ProviderError {
  const [kind, words] = FAILURES[answer.status] ?? ['temporary', 'Word Watch does not answer. Try again later.'];
  const seconds = Number(answer.headers.get('retry-after'));
  return new ProviderError(kind, words, seconds > 0 ? { retryAfterSeconds: seconds } : {});
}

function readAnswer(body: unknown): Answer {
  const { id, flags } = (body ?? {}) as Partial<Answer>;
  if (typeof id === 'string' && Array.isArray(flags)) return { id, flags };
  throw new ProviderError('temporary', 'Word Watch answered what nobody can read. Try again later.');
}
