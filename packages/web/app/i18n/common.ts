import ar from './messages/common.ar.json';
import en from './messages/common.en.json';
import type { Catalogue } from './translate.ts';

/** What every area says: errors, the language switch, the scheme switch. */
export const commonCatalogue: Catalogue = { en, ar };
