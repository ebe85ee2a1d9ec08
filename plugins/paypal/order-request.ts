import type { PaymentRequest } from '@bottega/contracts';
import { toPayPal } from './amounts.ts';
import type { PayPalSettings } from './settings.ts';

/** What stands on a card's statement beside PAYPAL: the characters that the networks take, at most 22. */
function statementName(shopName: string): string | undefined {
  const plain = shopName
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9-*. ]/g, '')
    .replace(/ +/g, ' ');
  return plain.trim().slice(0, 22).trim() || undefined;
}

/** A five-letter locale as PayPal takes it, such as it-IT; the most usual region where the language names none. */
function localeOf(language: string): string | undefined {
  try {
    const { language: short, region } = new Intl.Locale(language).maximize();
    return short?.length === 2 && region?.length === 2 ? `${short}-${region}` : undefined;
  } catch {
    return undefined; // no BCP 47: PayPal then asks the buyer's browser
  }
}

/**
 * What PayPal is to show the buyer. Nothing of the buyer goes along but the language: PayPal has its own.
 * @throws ProviderError unsupported for an amount that PayPal does not take
 */
export const orderRequest = (asked: PaymentRequest, { take, merchantId }: PayPalSettings): object => {
  const locale = localeOf(asked.buyer.language);
  const soft = statementName(asked.shopName);
  return {
    intent: take === 'when_sent' ? 'AUTHORIZE' : 'CAPTURE',
    purchase_units: [
      {
        amount: toPayPal(asked.amount),
        payee: { merchant_id: merchantId },
        custom_id: asked.key,
        invoice_id: asked.orderCode,
        ...(soft === undefined ? {} : { soft_descriptor: soft }),
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          brand_name: asked.shopName.slice(0, 127),
          ...(locale === undefined ? {} : { locale }),
          shipping_preference: 'NO_SHIPPING', // the address was given in our checkout, and the total stands on it
          user_action: 'PAY_NOW',
          return_url: asked.returnUrl,
          cancel_url: asked.cancelUrl,
        },
      },
    },
  };
};
