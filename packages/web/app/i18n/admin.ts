import { commonCatalogue } from './common.ts';
import ar from './messages/admin.ar.json';
import en from './messages/admin.en.json';
import accountAr from './messages/admin-account.ar.json';
import accountEn from './messages/admin-account.en.json';
import membersAr from './messages/admin-members.ar.json';
import membersEn from './messages/admin-members.en.json';
import shopSettingsAr from './messages/admin-shop-settings.ar.json';
import shopSettingsEn from './messages/admin-shop-settings.en.json';
import runsAr from './messages/admin-runs.ar.json';
import runsEn from './messages/admin-runs.en.json';
import webhooksAr from './messages/admin-webhooks.ar.json';
import webhooksEn from './messages/admin-webhooks.en.json';
import pluginsAr from './messages/admin-plugins.ar.json';
import pluginsEn from './messages/admin-plugins.en.json';
import libraryAr from './messages/admin-library.ar.json';
import libraryEn from './messages/admin-library.en.json';
import noticesAr from './messages/admin-notices.ar.json';
import noticesEn from './messages/admin-notices.en.json';
import approvalAr from './messages/admin-approval.ar.json';
import approvalEn from './messages/admin-approval.en.json';
import customersAr from './messages/admin-customers.ar.json';
import customersEn from './messages/admin-customers.en.json';
import ordersAr from './messages/admin-orders.ar.json';
import ordersEn from './messages/admin-orders.en.json';
import pricingAr from './messages/admin-pricing.ar.json';
import pricingEn from './messages/admin-pricing.en.json';
import paymentsAr from './messages/admin-payments.ar.json';
import paymentsEn from './messages/admin-payments.en.json';
import productsAr from './messages/admin-products.ar.json';
import productsEn from './messages/admin-products.en.json';
import stockAr from './messages/admin-stock.ar.json';
import stockEn from './messages/admin-stock.en.json';
import type { Catalogue } from './translate.ts';

/** What the admin says: what every room says, then a file for each subject. */
export const adminCatalogue: Catalogue = {
  en: {
    ...commonCatalogue.en,
    ...en,
    ...accountEn,
    ...membersEn,
    ...shopSettingsEn,
    ...runsEn,
    ...webhooksEn,
    ...pluginsEn,
    ...libraryEn,
    ...noticesEn,
    ...approvalEn,
    ...productsEn,
    ...stockEn,
    ...customersEn,
    ...ordersEn,
    ...paymentsEn,
    ...pricingEn,
  },
  ar: {
    ...commonCatalogue.ar,
    ...ar,
    ...accountAr,
    ...membersAr,
    ...shopSettingsAr,
    ...runsAr,
    ...webhooksAr,
    ...pluginsAr,
    ...libraryAr,
    ...noticesAr,
    ...approvalAr,
    ...productsAr,
    ...stockAr,
    ...customersAr,
    ...ordersAr,
    ...paymentsAr,
    ...pricingAr,
  },
};

export type AdminKey =
  | keyof typeof en
  | keyof typeof accountEn
  | keyof typeof membersEn
  | keyof typeof shopSettingsEn
  | keyof typeof runsEn
  | keyof typeof webhooksEn
  | keyof typeof pluginsEn
  | keyof typeof libraryEn
  | keyof typeof noticesEn
  | keyof typeof approvalEn
  | keyof typeof productsEn
  | keyof typeof stockEn
  | keyof typeof paymentsEn
  | keyof typeof pricingEn
  | keyof typeof customersEn
  | keyof typeof ordersEn;
