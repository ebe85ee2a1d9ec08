export type Unit = 'codepoints' | 'utf16' | 'bytes';

const encoder = new TextEncoder();

/** Length of a text as a channel counts it. */
export function measure(text: string, unit: Unit = 'codepoints'): number {
  if (unit === 'utf16') return text.length;
  if (unit === 'bytes') return encoder.encode(text).length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The first text that fits, so from the dearest to the one that can be done with; '' when none does. */
export const firstThatFits = (texts: readonly string[], max: number): string => texts.find((text) => measure(text) <= max) ?? '';

/** The first of `items`, ordered from long to short, that fits; found by halving. */
export function longestThatFits<T>(items: readonly T[], fits: (item: T) => boolean): T | undefined {
  let first = 0;
  let end = items.length;
  while (first < end) {
    const middle = (first + end) >> 1;
    if (fits(items[middle]!)) end = middle;
    else first = middle + 1;
  }
  return items[first];
}

/** As many whole words as fit into `max` code points, without an ellipsis; '' when not even the first does. */
export function wordsThatFit(text: string, max: number): string {
  if (measure(text) <= max) return text;
  const head = [...text].slice(0, max + 1).join('');
  return head.slice(0, Math.max(head.search(/\s+\S*$/u), 0)).trimEnd();
}

/** The text, or its beginning up to a word boundary with an ellipsis. Only a single word longer than `max` is cut inside. */
export function cutAtWord(text: string, max: number): string {
  if (measure(text) <= max) return text;
  if (max < 1) return '';
  const words = wordsThatFit(text, max - 1).replace(/[\p{P}\s]+$/u, '');
  return `${words || graphemesThatFit(text, max - 1)}…`;
}

/** A letter keeps its marks, an emoji its parts. */
function graphemesThatFit(text: string, max: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (measure(kept + segment) > max) break;
    kept += segment;
  }
  return kept;
}
