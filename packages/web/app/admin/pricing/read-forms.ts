import type { PriceListInput, PromotionInput, RateInput, TaxZoneInput } from '../types.ts';
import { readAmount, readMoment, readPercent, readPlaces, readRates, readSteps, textIn } from './read-pricing.ts';

/** Whether a box of the form is ticked. */
const isOn = (form: FormData, name: string): boolean => form.get(name) === 'yes';
const orNull = (text: string): string | null => (text === '' ? null : text);
const countOrNull = (text: string): number | null => (text === '' ? null : Number(text));
const wordsOf = (text: string): string[] =>
  text
    .split(/[,\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

export const readPriceList = (form: FormData, timeZone: string): PriceListInput => ({
  name: textIn(form, 'name'),
  currency: textIn(form, 'currency').toUpperCase(),
  groupId: orNull(textIn(form, 'groupId')),
  startsAt: readMoment(textIn(form, 'startsAt'), timeZone),
  endsAt: readMoment(textIn(form, 'endsAt'), timeZone),
  state: isOn(form, 'on') ? 'on' : 'off',
});

export const readTaxZone = (form: FormData): TaxZoneInput => ({
  name: textIn(form, 'name'),
  places: readPlaces(textIn(form, 'places')),
  rates: readRates(textIn(form, 'rates')),
  shippingCategory: orNull(textIn(form, 'shippingCategory')),
});

export const readZone = (form: FormData) => ({ name: textIn(form, 'name'), places: readPlaces(textIn(form, 'places')) });

/** What is no amount goes on as no number: the operation says what is wrong. */
const amountIn = (form: FormData, name: string, currency: string): number => readAmount(textIn(form, name), currency) ?? 0;

export function readRate(form: FormData): RateInput {
  const currency = textIn(form, 'currency').toUpperCase();
  const common = {
    name: textIn(form, 'name'),
    currency,
    position: Number(textIn(form, 'position') || 0),
    freeFrom: readAmount(textIn(form, 'freeFrom'), currency),
    state: isOn(form, 'on') ? ('on' as const) : ('off' as const),
  };
  const kind = textIn(form, 'kind');
  const steps = (isMoney: boolean) => readSteps(textIn(form, 'steps'), { currency, isMoney });
  if (kind === 'by_weight') return { ...common, kind, steps: steps(false) };
  if (kind === 'by_price') return { ...common, kind, steps: steps(true) };
  if (kind !== 'carrier') return { ...common, kind: 'flat', amount: amountIn(form, 'amount', currency) };
  return {
    ...common,
    kind,
    carrier: textIn(form, 'carrier'),
    service: orNull(textIn(form, 'service')),
    amount: amountIn(form, 'amount', currency),
  };
}

/** Products stand in the form as ids, one box each. */
export function readPromotion(form: FormData, timeZone: string): PromotionInput {
  const currency = textIn(form, 'currency').toUpperCase();
  return {
    name: textIn(form, 'name'),
    state: isOn(form, 'on') ? 'on' : 'off',
    needsCode: isOn(form, 'needsCode'),
    startsAt: readMoment(textIn(form, 'startsAt'), timeZone),
    endsAt: readMoment(textIn(form, 'endsAt'), timeZone),
    priority: Number(textIn(form, 'priority') || 0),
    exclusive: isOn(form, 'exclusive'),
    effect: readEffect(form, currency),
    currency: orNull(currency),
    productIds: form.getAll('productId').map(String),
    categories: wordsOf(textIn(form, 'categories')),
    fullPriceOnly: isOn(form, 'fullPriceOnly'),
    leastSubtotal: amountIn(form, 'leastSubtotal', currency),
    leastQuantity: Number(textIn(form, 'leastQuantity') || 0),
    groupId: orNull(textIn(form, 'groupId')),
    firstOrder: isOn(form, 'firstOrder'),
    usageLimit: countOrNull(textIn(form, 'usageLimit')),
    perBuyer: countOrNull(textIn(form, 'perBuyer')),
  };
}

function readEffect(form: FormData, currency: string): PromotionInput['effect'] {
  const kind = textIn(form, 'kind');
  if (kind === 'fixed') return { kind, amount: amountIn(form, 'amount', currency) };
  if (kind === 'free_shipping') return { kind };
  if (kind === 'buy_x_get_y') return { kind, buy: Number(textIn(form, 'buy')), get: Number(textIn(form, 'get')) };
  return { kind: 'percent', bps: readPercent(textIn(form, 'percent')) };
}
