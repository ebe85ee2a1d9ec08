import { endsAbbreviated, spokenForm } from './spoken-form.ts';

/** A token of the text as it is written, what is said for it, and the pause after it. */
type SpokenToken = { readonly word: string; readonly spoken: readonly string[]; readonly pause: '' | ',' | '.' | '?' };

/** What is spoken in one breath. At least one of its tokens is heard. */
export type Utterance = readonly SpokenToken[];

/** Bounds one utterance: aligning it takes time by the square of its length, and flite breaks longer ones by itself. */
const MOST_WORDS = 150;
/** What stands for more words than this is no text but a mass of digits; the rest of it is left unsaid. */
const MOST_WORDS_OF_TOKEN = 30;

/**
 * Cuts a text into utterances at the ends of its sentences. Marks that are not heard, such as a dash on its own, become a pause; all
 * else is kept, in order.
 */
export function toUtterances(text: string): Utterance[] {
  const utterances: SpokenToken[][] = [];
  let current: SpokenToken[] = [];
  for (const token of mergePauses(toTokens(text))) {
    current.push(token);
    const words = current.reduce((count, { spoken }) => count + spoken.length, 0);
    if (words >= MOST_WORDS || (words > 0 && /[.?]/.test(token.pause))) {
      utterances.push(current);
      current = [];
    }
  }
  if (current.some(({ spoken }) => spoken.length > 0)) utterances.push(current);
  else utterances.at(-1)?.push(...current);
  return utterances;
}

/** The utterance as a voice is given it: words and the pauses between them. */
export function utteranceText(utterance: Utterance): string {
  const text = utterance.map(({ spoken, pause }) => ` ${spoken.join(' ')}${pause || (spoken.length === 0 ? ',' : '')}`).join('');
  return text
    .replace(/(?:\s*[,.?])*\s*([,.?])/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,.?]+/, '');
}

function toTokens(text: string): SpokenToken[] {
  const tokens = text.split(/\s+/).filter((token) => token.length > 0);
  return tokens.map((token, index) => {
    const after = tokens[index + 1];
    const spoken = spokenForm(token, { before: tokens[index - 1], after }).slice(0, MOST_WORDS_OF_TOKEN);
    return { word: token, spoken, pause: pauseAfter(token, after) };
  });
}

function pauseAfter(token: string, after: string | undefined): SpokenToken['pause'] {
  const ending = /[.,;:!?…)\]"”’»]+$/.exec(token)?.[0] ?? '';
  if (ending.includes('?')) return '?';
  if (/[!…]/.test(ending)) return '.';
  if (ending.includes('.') && !endsAbbreviated(token, after)) return '.';
  return /[,;:)\]]/.test(ending) || /^[–—-]+$/.test(token) ? ',' : '';
}

/** A token that is neither heard nor a word gives its pause to the token before it and goes. */
function mergePauses(tokens: readonly SpokenToken[]): SpokenToken[] {
  const kept: SpokenToken[] = [];
  for (const token of tokens) {
    const previous = kept.at(-1);
    if (token.spoken.length > 0 || /[\p{L}\p{N}]/u.test(token.word)) kept.push(token);
    else if (previous && previous.pause === '') kept[kept.length - 1] = { ...previous, pause: token.pause };
  }
  return kept;
}
