import { LANGUAGES, type Language } from '../../i18n/languages.ts';

export type CountryChoice = { readonly code: string; readonly name: string };

/** Countries by name in the page's language and its order. Made on the server: browsers know other names. */
export function countryChoices(codes: readonly string[], language: Language): CountryChoice[] {
  const { locale } = LANGUAGES[language];
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const { compare } = new Intl.Collator(locale);
  return codes.map((code) => ({ code, name: names.of(code) ?? code })).toSorted((a, b) => compare(a.name, b.name));
}
