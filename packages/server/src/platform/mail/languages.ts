/** The languages that mail is written in. */
export const MAIL_LANGUAGES = ['en', 'it', 'ar', 'hi'] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** The language in which somebody with this locale (BCP 47) gets mail; English where it is not ours. */
export function languageOfMail(locale: string): MailLanguage {
  const [language] = locale.split('-');
  return MAIL_LANGUAGES.find((known) => known === language) ?? 'en';
}
