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

const translators = new WeakMap<Catalogue, Map<Language, Translate>>();

/** The translator for one language over one area's catalogue; the same each time, as it keeps what it has parsed. */
export function translatorOf(language: Language, catalogue: Catalogue): Translate {
  const byLanguage = translators.get(catalogue) ?? new Map<Language, Translate>();
  translators.set(catalogue, byLanguage);
  const known = byLanguage.get(language);
  if (known) return known;
  const fresh = createTranslate(language, catalogue);
  byLanguage.set(language, fresh);
  return fresh;
}

function createTranslate(language: Language, catalogue: Catalogue): Translate {
  const parsed = new Map<string, string | IntlMessageFormat>();
  return (key, values) => {
    let message = parsed.get(key);
    if (message === undefined) {
      const text = catalogue[language][key];
      if (text === undefined) return `⟦${key}⟧`;
      message = parse(text, language);
      parsed.set(key, message);
    }
    return typeof message === 'string' ? message : String(message.format(values));
  };
}

/** In the parser's tree 0 marks text: most messages are nothing else, and need no putting together. */
function parse(text: string, language: Language): string | IntlMessageFormat {
  const message = new IntlMessageFormat(text, LANGUAGES[language].locale, undefined, { ignoreTag: true });
  const [only, ...others] = message.getAst();
  return only?.type === 0 && others.length === 0 ? only.value : message;
}
