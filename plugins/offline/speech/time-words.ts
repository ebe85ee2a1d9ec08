import type { WordTime } from '@bottega/contracts';
import { alignWords, type Span, type TimedPhone } from './align.ts';
import type { FliteAnswer } from './flite.worker.ts';
import type { Utterance } from './utterances.ts';

const PAUSE = 'pau';

/** When each token is heard, in seconds from the start of the recording; in order, without overlaps, inside the recording. */
export function timeWords(utterances: readonly Utterance[], { spoken, alone, seconds }: FliteAnswer): WordTime[] {
  let offset = 0;
  let taken = 0;
  const times = utterances.flatMap((utterance, index) => {
    const phones = spoken[index]!.map(({ phone, start, end }) => ({ phone, start: start + offset, end: end + offset }));
    const heard = utterance.filter((token) => token.spoken.length > 0).length;
    const words = alone.slice(taken, taken + heard);
    taken += heard;
    const span = { start: offset, end: phones.at(-1)?.end ?? offset };
    offset = span.end;
    return timeUtterance(utterance, words, phones, span);
  });
  return inOrder(times, seconds);
}

function timeUtterance(
  utterance: Utterance,
  words: readonly (readonly string[])[],
  phones: readonly TimedPhone[],
  whole: Span,
): WordTime[] {
  const spans = alignWords(
    words.map((word) => word.filter((phone) => phone !== PAUSE)),
    phones.filter(({ phone }) => phone !== PAUSE),
  );
  const found = utterance.map((token) => (token.spoken.length > 0 ? spans.shift() : undefined));
  return utterance.map(({ word }, index) => ({ word, ...(found[index] ?? gapAt(found, index, whole)) }));
}

/** A token that is not heard, or was not found, shares the silence around it with its like. */
function gapAt(found: readonly (Span | undefined)[], index: number, whole: Span): Span {
  const before = found.slice(0, index).findLastIndex((span) => span !== undefined);
  const next = found.findIndex((span, position) => position > index && span !== undefined);
  const after = next === -1 ? found.length : next;
  const start = found[before]?.end ?? whole.start;
  const step = ((found[next]?.start ?? whole.end) - start) / (after - before - 1);
  const place = index - before - 1;
  return { start: start + place * step, end: start + (place + 1) * step };
}

function inOrder(times: readonly WordTime[], seconds: number): WordTime[] {
  let previousEnd = 0;
  return times.map(({ word, start, end }) => {
    const from = Math.min(seconds, Math.max(previousEnd, start));
    previousEnd = Math.min(seconds, Math.max(from, end));
    return { word, start: from, end: previousEnd };
  });
}
