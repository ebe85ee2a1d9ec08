import type { Answer, CheckRequest, Flag } from './api.ts';

const ADDRESS = /[\w.+-]+@[\w-]+\.[\w.]+/g;

/** The company's service as far as this plugin uses it, on this machine. Every key that begins with `sandbox_` is one of its own. */
export const sandboxFetch: typeof globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!/^Bearer sandbox_\w+$/.test(request.headers.get('authorization') ?? '')) return refuse(401, 'unknown key');
  if (request.headers.get('authorization')?.endsWith('_busy')) return refuse(429, 'slow down', { 'retry-after': '7' });
  const check = (await request.json()) as CheckRequest;
  const flags = check.texts.flatMap((text, ref) => [...findWords(text, ref, check), ...findAddresses(text, ref, check)]);
  const answer: Answer = { id: `check_${check.texts.length}_${flags.length}`, flags };
  return Response.json(answer);
};

const refuse = (status: number, error: string, headers: Record<string, string> = {}): Response =>
  Response.json({ error }, { status, headers });

function findWords(text: string, ref: number, { words, whole_words }: CheckRequest): Flag[] {
  return words.flatMap((word) => {
    const escaped = RegExp.escape(word);
    const found = new RegExp(whole_words ? `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])` : escaped, 'iu').exec(text);
    return found ? [{ ref, excerpt: found[0], why: 'word' as const }] : [];
  });
}

const findAddresses = (text: string, ref: number, { addresses }: CheckRequest): Flag[] =>
  addresses ? [...text.matchAll(ADDRESS)].map(([excerpt]) => ({ ref, excerpt, why: 'address' as const })) : [];
