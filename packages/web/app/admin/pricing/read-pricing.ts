import { amountToDecimal, parseAmount } from '@bottega/contracts';

/** The text of a field of a form, without blanks around it; empty for one that is not there. */
export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** What is no amount goes on as such: the operation says what is wrong with it. An empty one is null. */
export function readAmount(text: string, currency: string): number | null {
  if (text === '') return null;
  try {
    return parseAmount(text.replace(',', '.'), currency);
  } catch (error) {
    if (error instanceof RangeError) return Number.NaN;
    throw error;
  }
}

/** A percentage has two decimals, as euros have: 7.7 is 770 basis points. */
export const readPercent = (text: string): number => readAmount(text, 'EUR') ?? Number.NaN;

/** 770 basis points as they are typed: 7.7. */
export const percentText = (bps: number): string => String(bps / 100);

type Place = { readonly country: string; readonly region: string };

/** Places as they are typed: `IT, US-CA, *`, a star for everywhere else. */
export const readPlaces = (text: string): Place[] =>
  text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => {
      if (word === '*') return { country: '', region: '' };
      const [country = '', ...region] = word.split('-');
      return { country: country.toUpperCase(), region: region.join('-').toUpperCase() };
    });

export const placesText = (places: readonly Place[]): string =>
  places.map(({ country, region }) => (country === '' ? '*' : [country, region].filter(Boolean).join('-'))).join(', ');

/** Rates as they are typed: `standard 22, books 4`. */
export const readRates = (text: string): { category: string; bps: number }[] =>
  text
    .split(/[,;\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [category = '', percent = ''] = part.split(/[\s:]+/);
      return { category, bps: readPercent(percent) };
    });

export const ratesText = (rates: readonly { readonly category: string; readonly bps: number }[]): string =>
  rates.map(({ category, bps }) => `${category} ${percentText(bps)}`).join(', ');

type Step = { readonly upTo: number | null; readonly amount: number };

/** Steps as they are typed, one a line: `1000: 5.00`, and `*: 9.00` for all above. What they reach to is grams, or an amount. */
export const readSteps = (text: string, { currency, isMoney }: { currency: string; isMoney: boolean }): Step[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [reach = '', amount = ''] = line.split(':').map((part) => part.trim());
      const upTo = reach === '*' ? null : isMoney ? readAmount(reach, currency) : Number(reach || Number.NaN);
      return { upTo, amount: readAmount(amount, currency) ?? Number.NaN };
    });

export const stepsText = (steps: readonly Step[], { currency, isMoney }: { currency: string; isMoney: boolean }): string =>
  steps
    .map(({ upTo, amount }) => {
      const reach = upTo === null ? '*' : isMoney ? amountToDecimal({ amount: upTo, currency }) : String(upTo);
      return `${reach}: ${amountToDecimal({ amount, currency })}`;
    })
    .join('\n');

/** A moment as `datetime-local` gives it, in the shop's time zone; null for an empty one. What is none goes on as it is. */
export function readMoment(text: string, timeZone: string): string | null {
  if (text === '') return null;
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant().toString();
  } catch (error) {
    if (error instanceof RangeError) return text;
    throw error;
  }
}

/** The same the other way round. */
export const momentText = (instant: string | null, timeZone: string): string =>
  instant === null
    ? ''
    : Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
