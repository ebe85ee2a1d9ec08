import type { WebContext } from 'bottega/web-context';
import { createContext } from 'react-router';
import type { Language } from './i18n/languages.ts';
import type { Scheme } from './scheme.ts';

/** What the server handed in with this request. */
export const webContext = createContext<WebContext>();

/** How this visitor wants to see pages; settled once for each request by the root's middleware. */
type Visit = {
  readonly language: Language;
  /** Null follows the visitor's system. */
  readonly scheme: Scheme | null;
  /** For the visitor to quote when something goes wrong; null where the server sent none. */
  readonly requestId: string | null;
};

export const visitContext = createContext<Visit>();
