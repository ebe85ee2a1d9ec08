import { commonCatalogue } from './common.ts';
import ar from './messages/admin.ar.json';
import en from './messages/admin.en.json';
import type { Catalogue } from './translate.ts';

/** What the admin says. */
export const adminCatalogue: Catalogue = { en: { ...commonCatalogue.en, ...en }, ar: { ...commonCatalogue.ar, ...ar } };
