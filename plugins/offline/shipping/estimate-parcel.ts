import type { Parcel } from '@bottega/contracts';
import { type Centre, centreOf } from './country-centres.ts';

/** Cubic millimetres that weigh as a gram: carriers of parcels count 5,000 cm³ as a kilogram. */
const CUBIC_MM_PER_GRAM = 5_000;
/** What carriers of parcels take at most, grams. */
const MOST_GRAMS = 30_000;
const EARTH_RADIUS_KM = 6_371;
/** Within one country there is a way to go too. */
const LEAST_KM = 250;

/*
 * The tariff, in euro cents: 4.50 for handling, 1.00 for each half kilogram begun, and for each of them 0.50 more with every doubling of the
 * way beyond 500 km. Ours, not a carrier's: laid through what national posts asked in public price lists for parcels of 1 to 20 kg at home
 * and to their neighbours, so that a shop that knows nothing better is some tenths off, not tenfold.
 */
const HANDLING = 450;
const HALF_KILOGRAM = 100;
const DOUBLED_WAY = 50;

export type Estimate = { readonly cents: number; readonly days: { readonly least: number; readonly most: number } };

/** What sending parcels from one country to another may cost, in euro cents; undefined where it is not known or too heavy. */
export function estimateParcels(from: string, to: string, parcels: readonly Parcel[]): Estimate | undefined {
  const [start, end] = [centreOf(from), centreOf(to)];
  if (!start || !end || parcels.length === 0) return undefined;
  const weights = parcels.map(chargedGrams);
  if (weights.some((grams) => grams > MOST_GRAMS)) return undefined;
  const kilometres = Math.max(LEAST_KM, distanceBetween(start, end));
  const doublings = Math.max(0, Math.log2(kilometres / 500));
  const cents = weights.reduce((sum, grams) => {
    const halves = Math.max(1, Math.ceil(grams / 500));
    return sum + HANDLING + Math.round(halves * (HALF_KILOGRAM + DOUBLED_WAY * doublings));
  }, 0);
  return { cents, days: daysFor(from === to, kilometres) };
}

/** The weight that counts: what the parcel weighs, or what its size weighs. */
function chargedGrams({ grams, size }: Parcel): number {
  return size ? Math.max(grams, Math.ceil((size.length * size.width * size.height) / CUBIC_MM_PER_GRAM)) : grams;
}

/** Kilometres along the great circle. */
export function distanceBetween(a: Centre, b: Centre): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, east] = [radians(b.north - a.north), radians(b.east - a.east)];
  const half = Math.sin(north / 2) ** 2 + Math.cos(radians(a.north)) * Math.cos(radians(b.north)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

function daysFor(atHome: boolean, kilometres: number): Estimate['days'] {
  if (atHome) return { least: 1, most: 3 };
  if (kilometres < 1_500) return { least: 2, most: 5 };
  return kilometres < 5_000 ? { least: 4, most: 9 } : { least: 6, most: 15 };
}
