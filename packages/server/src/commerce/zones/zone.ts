import { z } from '@hono/zod-openapi';
import { COUNTRIES } from '../carts/countries.ts';

export const ZONE_KINDS = ['tax', 'shipping'] as const;
export type ZoneKind = (typeof ZONE_KINDS)[number];

/** Where something goes, as far as taxes and shipping depend on it. */
export type Place = { readonly country: string; readonly region?: string | undefined };

const MOST_PLACES = 1_000;

const countrySchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine(
    (code) => code === '' || COUNTRIES.includes(code),
    'Write a country as two letters of ISO 3166-1, such as IT; empty is everywhere else.',
  );

const regionSchema = z
  .string()
  .trim()
  .max(60, 'Keep a region within 60 characters.')
  .default('')
  .openapi({ description: 'As buyers write it, such as CA or RA; empty is the whole country.' });

export const zonePlaceSchema = z
  .strictObject({ country: countrySchema, region: regionSchema })
  .refine(({ country, region }) => region === '' || country !== '', { path: ['region'], message: 'A region needs its country.' })
  .openapi('ZonePlace', { example: { country: 'IT', region: '' } });

export const zonePlacesSchema = z
  .array(zonePlaceSchema)
  .min(1, 'Name at least one country.')
  .max(MOST_PLACES, `A zone has at most ${MOST_PLACES.toLocaleString('en')} places.`);

/** One of the countries and regions that make up a zone. An empty region is the whole country, an empty country everywhere else. */
export type ZonePlace = { readonly country: string; readonly region: string };

/** Regions are compared without case and without the country in front: `US-CA`, `ca` and `CA` are one. */
export const regionKey = (country: string, region: string): string =>
  region
    .trim()
    .toUpperCase()
    .replace(new RegExp(`^${country}-(?=.)`), '');

/** The zone that a place lies in: that of its region before that of its country, and that before everywhere else. */
export function zoneOf<Zone extends { readonly places: readonly ZonePlace[] }>(zones: readonly Zone[], place: Place): Zone | undefined {
  const region = place.region === undefined ? '' : regionKey(place.country, place.region);
  const find = (country: string, wanted: string) =>
    zones.find((zone) => zone.places.some((one) => one.country === country && one.region === wanted));
  return (region === '' ? undefined : find(place.country, region)) ?? find(place.country, '') ?? find('', '');
}
