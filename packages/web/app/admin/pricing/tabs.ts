import type { MessageKey } from '../../i18n/translate.ts';

/** The pages about prices, in the order of their tabs; paths stand after /admin/<shop>/pricing. */
export const PRICING_TABS: readonly { readonly path: string; readonly label: MessageKey }[] = [
  { path: 'lists', label: 'pricing.lists' },
  { path: 'promotions', label: 'pricing.promotions' },
  { path: 'shipping', label: 'pricing.shipping' },
  { path: 'taxes', label: 'pricing.taxes' },
  { path: 'gift-cards', label: 'pricing.giftCards' },
];
