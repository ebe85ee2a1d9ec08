/** The code points of the zeros whose figures are read: Arabic, Persian and Urdu, Devanagari. */
const ZEROS = [0x660, 0x6f0, 0x966] as const;

/** Writes the figures of these scripts as 0 to 9; all else, and the length of the text, stays as it is. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
