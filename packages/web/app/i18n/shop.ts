import { commonCatalogue } from './common.ts';
import ar from './messages/shop.ar.json';
import en from './messages/shop.en.json';
import accountAr from './messages/shop-account.ar.json';
import accountEn from './messages/shop-account.en.json';
import type { Catalogue } from './translate.ts';

/** What the storefront says. */
export const shopCatalogue: Catalogue = {
  en: { ...commonCatalogue.en, ...en, ...accountEn },
  ar: { ...commonCatalogue.ar, ...ar, ...accountAr },
};
