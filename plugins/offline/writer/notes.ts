/** Where notes may be parted: after a sentence, at a line end, at a comma (not the one inside "24,5"). */
const PHRASE_END = /[.!?؟।…]+(?=\s|$)|[,;،؛](?=\s|$)|\s*[•|]\s*|\s*\n\s*/gu;
const BULLET = /^[-–—*•·]\s+/u;

/** A number with its unit, in the ways in which makers write sizes and weights: "24 cm", "Ø 3,5 mm", "२४ सेमी". */
export const MEASURE = /\p{Nd}\s*(?:mm|cm|m|g|kg|ml|cl|l|oz|in|inch|inches|سم|ملم|غ|كغ|मिमी|सेमी|ग्राम|किग्रा)(?![\p{L}\p{M}])/iu;

/** The single things told: "hand-turned, oiled, 24 cm" → three phrases, each verbatim. */
export function phrasesOf(notes: string): string[] {
  const phrases = notes.split(PHRASE_END).map((phrase) => phrase.trim().replace(BULLET, ''));
  return phrases.filter((phrase) => /[\p{L}\p{N}]/u.test(phrase));
}

/** The notes and every shorter beginning of them that is a whole thought, longest first. Always verbatim. */
export function beginningsOf(notes: string): string[] {
  const whole = notes.trim();
  const beginnings = Array.from(whole.matchAll(PHRASE_END), (end) => {
    const stop = /^[.!?؟।…]/u.test(end[0]) ? end[0].length : 0;
    return whole.slice(0, end.index + stop).trimEnd();
  });
  const shorter = beginnings.filter((text) => text.length > 0 && text.length < whole.length && bracketsClose(text));
  return [...(whole ? [whole] : []), ...shorter.reverse()];
}

const bracketsClose = (text: string): boolean => text.split('(').length === text.split(')').length;
