/** What search engines show of a description. */
const LONGEST = 160;

/** The beginning of a text, cut between words, for where no text was written for search engines. */
export function shorten(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST / 2)).trimEnd()}…`;
}
