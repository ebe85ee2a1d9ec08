/**
 * The grammar engine: a **pattern** is a sentence with **slots**, such as "At {shop}: {name}, {use}."
 * A slot in capitals (`{Use}`) begins with a capital letter. A pattern that asks for something unknown cannot be said.
 */
export type Slots = Readonly<Record<string, string>>;

const SLOT = /\{(\p{L}+)\}([.।])?/gu;
const ENDS_SENTENCE = /[.!?…।؟]["”»’)\]]*\u2069?$/u;

/** The pattern with its slots filled, or '' when a slot is empty. A full stop is not doubled after a value that brings its own. */
export function fill(pattern: string, slots: Slots): string {
  let complete = true;
  const text = pattern.replace(SLOT, (_, slot: string, stop = '') => {
    const key = slot.toLowerCase();
    const value = slots[key] ?? '';
    if (!value) complete = false;
    const written = key === slot ? value : capitalise(value);
    return ENDS_SENTENCE.test(value) ? written : written + stop;
  });
  return complete ? text : '';
}

/** Names of the slots that a pattern asks for, in small letters. */
export const slotsOf = (pattern: string): string[] => Array.from(pattern.matchAll(SLOT), ([, slot]) => slot!.toLowerCase());

export const capitalise = (text: string): string => text.replace(/^./u, (letter) => letter.toUpperCase());

/** Chance that repeats itself: the same key always gives the same draws. */
export type Dice = { shuffle<T>(items: readonly T[]): T[] };

export function dice(key: string): Dice {
  let state = hash(key);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return {
    shuffle<T>(items: readonly T[]): T[] {
      const mixed = [...items];
      for (let last = mixed.length - 1; last > 0; last--) {
        const other = next() % (last + 1);
        [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
      }
      return mixed;
    },
  };
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}
