import { useMessages } from '../../i18n/use-messages.tsx';

/** Why something did not go into the basket. `available` is how many there are. */
export type Refusal = { readonly refused: string; readonly available?: number | undefined };

/** Says a refusal and what to do about it. */
export function useRefusal(): (refusal: Refusal) => string {
  const t = useMessages();
  return ({ refused, available = 0 }) => {
    switch (refused) {
      case 'out_of_stock':
        return t('refused.outOfStock', { available });
      case 'no_such_variant':
        return t('refused.noSuchVariant');
      case 'country_not_served':
        return t('refused.country');
      case 'quantity':
        return t('refused.quantity');
      default:
        return t('refused.cart');
    }
  };
}
