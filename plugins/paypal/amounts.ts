import { amountToDecimal, decimalsOf, type Money, parseAmount, ProviderError } from '@bottega/contracts';

/** Money as PayPal writes it. */
export type PayPalMoney = { readonly currency_code: string; readonly value: string };

/** Currencies that PayPal takes payments in. Source: PayPal's list of currency codes for its REST APIs, 2026. */
export const TAKEN: ReadonlySet<string> = new Set(
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD'.split(' '),
);

/** Of these PayPal takes no decimals, although forint and Taiwan dollar have two in ISO 4217. Same source. */
export const WHOLE: ReadonlySet<string> = new Set(['HUF', 'JPY', 'TWD']);

/** @throws ProviderError unsupported for a currency, or a part of its unit, that PayPal does not take */
export function toPayPal(money: Money): PayPalMoney {
  const { amount, currency } = money;
  if (!TAKEN.has(currency)) {
    throw new ProviderError('unsupported', `PayPal takes no payments in ${currency}: choose another way to pay.`);
  }
  if (!WHOLE.has(currency)) return { currency_code: currency, value: amountToDecimal(money) };
  const unit = 10 ** decimalsOf(currency);
  if (amount % unit !== 0) {
    throw new ProviderError(
      'unsupported',
      `PayPal takes only whole ${currency}, and ${amountToDecimal(money)} is none: change the amount.`,
    );
  }
  return { currency_code: currency, value: String(amount / unit) };
}

/** @throws RangeError for what is no amount of that currency */
export function fromPayPal({ currency_code: currency, value }: PayPalMoney): Money {
  const written = decimalsOf(currency) === 0 ? value.replace(/\.0+$/, '') : value;
  return { amount: parseAmount(written, currency), currency };
}
