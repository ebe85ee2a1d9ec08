/** An ISO 4217 code with its number of decimals. Money is always an integer of minor units: 4800 EUR is 48.00 euro, 480 JPY is 480 yen. */
export type Money = { readonly amount: number; readonly currency: string };

/**
 * Decimals of the active ISO 4217 currencies that do not have two.
 * Source: ISO 4217 list one (SIX Financial Information, maintenance agency), 2026.
 */
const DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether `code` is a currency that money can be held in. */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

/** Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export const decimalsOf = (currency: string): number => DECIMALS[currency] ?? 2;

/**
 * Reads a decimal such as "48.00" as minor units, without ever passing through a float.
 * @throws RangeError when it is no plain decimal, has more decimals than the currency, or is beyond 2^53.
 */
export function parseAmount(text: string, currency: string): number {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is not an amount: write digits with a point, such as 48.00`);
  const decimals = decimalsOf(currency);
  const fraction = match[3] ?? '';
  if (fraction.length > decimals) throw new RangeError(`"${text}" has ${fraction.length} decimals, ${currency} has ${decimals}`);
  const amount = Number(`${match[2]}${fraction.padEnd(decimals, '0')}`);
  if (!Number.isSafeInteger(amount)) throw new RangeError(`"${text}" is too large`);
  return match[1] && amount !== 0 ? -amount : amount;
}

/** The decimal that `parseAmount` reads back: 4800 EUR is "48.00". */
export function amountToDecimal({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  if (decimals === 0) return String(amount);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Money as people of a language write it: "€48.00", "48,00 €", "٤٨٫٠٠ €". */
export const formatMoney = (money: Money, locale: string): string =>
  formatIn(locale, money.currency).format(amountToDecimal(money) as unknown as number);

/** Made once for each: making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 1_000;

function formatIn(locale: string, currency: string): Intl.NumberFormat {
  const known = formats.get(`${locale} ${currency}`);
  if (known) return known;
  const fresh = new Intl.NumberFormat(locale, { style: 'currency', currency });
  if (formats.size < MOST_FORMATS) formats.set(`${locale} ${currency}`, fresh);
  return fresh;
}

/**
 * amount × rate ÷ 10,000, exact, rounded half to even. `bps` are basis points: 2,200 is 22 %.
 * @throws RangeError beyond 2^53.
 */
export const shareOf = (amount: number, bps: number): number => portionOf(amount, bps, 10_000);

/** The tax inside a gross amount: gross × rate ÷ (10,000 + rate), rounded half to even. */
export const taxInside = (gross: number, bps: number): number => portionOf(gross, bps, 10_000 + bps);

/**
 * amount × part ÷ whole, exact, rounded half to even: what `part` of `whole` equal things are worth. `whole` is above 0.
 * @throws RangeError when an argument or the answer is beyond 2^53.
 */
export function portionOf(amount: number, part: number, whole: number): number {
  const product = amount * part;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(whole)) return divideHalfEven(product, whole);
  return divideLargeHalfEven(safeBigInt(amount) * safeBigInt(part), safeBigInt(whole));
}

function divideHalfEven(dividend: number, divisor: number): number {
  const whole = Math.trunc(dividend / divisor);
  const twice = Math.abs(dividend - whole * divisor) * 2;
  if (twice < divisor || (twice === divisor && whole % 2 === 0)) return whole;
  return whole + Math.sign(dividend);
}

/** The same where the product has more than 53 bits. */
function divideLargeHalfEven(dividend: bigint, divisor: bigint): number {
  const whole = dividend / divisor;
  const rest = dividend % divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > divisor || (twice === divisor && whole % 2n !== 0n);
  const rounded = Number(up ? whole + (dividend < 0n ? -1n : 1n) : whole);
  if (!Number.isSafeInteger(rounded)) throw new RangeError('money too large to compute exactly');
  return rounded;
}

function safeBigInt(value: number): bigint {
  if (!Number.isSafeInteger(value)) throw new RangeError('money too large to compute exactly');
  return BigInt(value);
}
