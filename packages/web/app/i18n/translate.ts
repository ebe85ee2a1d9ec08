import { IntlMessageFormat } from 'intl-messageformat';
import type { AdminKey } from './admin.ts';
import type commonMessages from './messages/common.en.json';
import type shopMessages from './messages/shop.en.json';
import type shopAccountMessages from './messages/shop-account.en.json';
import { LANGUAGES, type Language } from './languages.ts';

type CommonKey = keyof typeof commonMessages;
type ShopKey = keyof typeof shopMessages | keyof typeof shopAccountMessages;
export type MessageKey = CommonKey | ShopKey | AdminKey;

/** Messages in ICU MessageFormat, by language and key. */
export type Catalogue = Readonly<Record<Language, Readonly<Record<string, string>>>>;

type MessageValues = Readonly<Record<string, string | number | Date | boolean>>;

/** The message of a key in the page's language. A key outside the page's catalogue reads ⟦key⟧, which the page tests refuse. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

const parsed = new Map<string, IntlMessageFormat>();

/** A translator for one language over one area's catalogue. Pure; parsed messages are kept. */
export function createTranslate(language: Language, catalogue: Catalogue): Translate {
  return (key, values) => {
    const text = catalogue[language][key];
    return text === undefined ? `⟦${key}⟧` : String(format(language, text).format(values));
  };
}

function format(language: Language, text: string): IntlMessageFormat {
  const id = `${language}:${text}`;
  const known = parsed.get(id);
  if (known) return known;
  const fresh = new IntlMessageFormat(text, LANGUAGES[language].locale, undefined, { ignoreTag: true });
  parsed.set(id, fresh);
  return fresh;
}
