import { decimalsOf, type Money, ProviderError } from '@bottega/contracts';

/**
 * Decimals of an amount in Stripe's API where they are not two.
 * Source: Stripe's pages "Supported currencies" and "Deprecation of fractional ISK charges and refunds", as stored in 2022 and 2026. The
 * Icelandic króna is not among them: it has no decimals, and Stripe still counts it in hundredths.
 */
const DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  MGA: 0,
  PYG: 0,
  RWF: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  JOD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
};

/** It could not be made certain whether Stripe counts the Ugandan shilling in hundredths, and a hundredfold charge is worse than none. */
const UNCLEAR: ReadonlySet<string> = new Set(['UGX']);

const stripeDecimalsOf = (currency: string): number => DECIMALS[currency] ?? 2;

/**
 * Our minor units as Stripe counts them: 4800 EUR stays 4800, 500 ISK becomes 50000, 500 MGA becomes 5.
 * @throws ProviderError bad_input for an amount that Stripe cannot hold, unsupported for a currency that it does not count clearly
 */
export function toStripeAmount({ amount, currency }: Money): number {
  if (UNCLEAR.has(currency))
    throw new ProviderError('unsupported', `Cards cannot be charged in ${currency}: choose another way of paying.`);
  const shift = stripeDecimalsOf(currency) - decimalsOf(currency);
  const counted = shift < 0 ? amount / 10 ** -shift : amount * 10 ** shift;
  // The last digit of a currency with three decimals has to be 0.
  const isHeld = Number.isSafeInteger(counted) && (stripeDecimalsOf(currency) < 3 || counted % 10 === 0);
  if (!isHeld) throw new ProviderError('bad_input', `Stripe takes no amount as fine as this one in ${currency}: round the prices.`);
  return counted;
}

/** Stripe's count and lower-case currency as money of ours. */
export function fromStripeAmount(counted: number, stripeCurrency: string): Money {
  const currency = stripeCurrency.toUpperCase();
  const shift = stripeDecimalsOf(currency) - decimalsOf(currency);
  return { amount: shift < 0 ? counted * 10 ** -shift : Math.round(counted / 10 ** shift), currency };
}
