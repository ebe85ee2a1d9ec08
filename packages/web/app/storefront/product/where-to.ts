import type { Language } from '../../i18n/languages.ts';

const sentences = new Map<string, string>();
const MOST_SENTENCES = 1_000;

/** Countries as a list in words: "Austria, Germany, and Italy". Made on the server, as browsers know other names, and once for each list. */
export function sayCountries(codes: readonly string[], language: Language): string {
  const key = `${language} ${codes.join(' ')}`;
  const known = sentences.get(key);
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const fresh = new Intl.ListFormat(language, { type: 'conjunction' }).format(codes.map((code) => names.of(code) ?? code));
  if (sentences.size < MOST_SENTENCES) sentences.set(key, fresh);
  return fresh;
}
