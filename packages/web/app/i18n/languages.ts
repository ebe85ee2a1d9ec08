/** The languages of the pages. `locale` is what Intl is asked for: Western digits everywhere, as the catalogue of prices is printed. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr', locale: 'en' },
  ar: { name: 'العربية', direction: 'rtl', locale: 'ar-u-nu-latn' },
} as const;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_CODES = Object.keys(LANGUAGES) as Language[];

export const isLanguage = (value: unknown): value is Language => typeof value === 'string' && Object.hasOwn(LANGUAGES, value);

type Wishes = {
  readonly asked: string | null;
  readonly remembered: string | undefined;
  readonly acceptLanguage: string | null;
  readonly shopLocale: string | undefined;
};

/** The first language we have among: the address's `?lang=`, the cookie, the browser's list by weight, the shop's own; else English. */
export function chooseLanguage({ asked, remembered, acceptLanguage, shopLocale }: Wishes): Language {
  const wishes = [asked, remembered, ...byWeight(acceptLanguage ?? ''), shopLocale];
  for (const wish of wishes) {
    const code = wish?.toLowerCase().split('-')[0];
    if (isLanguage(code)) return code;
  }
  return 'en';
}

/** "ar;q=0.5, en" as ["en", "ar"]; a weight of 0 means never. */
function byWeight(acceptLanguage: string): string[] {
  return acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
