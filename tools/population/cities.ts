import type { Facts } from './read-facts.ts';
import { groupBy, numberOf } from './read-facts.ts';

/** A city; coordinates in ten-thousandths of a degree. */
export type City = {
  readonly country: string;
  readonly name: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly people: number;
  readonly zone: string;
};

type Zone = { readonly country: string; readonly name: string; readonly latitude: number; readonly longitude: number };

const UNITS = 10_000;

/** Every city of the countries that are asked for, the largest first; of several at one place, the largest. */
export function readCities(facts: Facts, countries: readonly string[], zones: readonly Zone[]): City[] {
  const rows = groupBy(facts.table('geonames_cities.csv.gz'), ({ iso2 = '' }) => iso2);
  const all = countries.flatMap((country) => {
    const ofCountry = zones.filter((zone) => zone.country === country);
    const cities = (rows.get(country) ?? []).map((row): City => {
      const [latitude, longitude] = [Math.round(numberOf(row, 'lat') * UNITS), Math.round(numberOf(row, 'lon') * UNITS)];
      const zone = nearestZone(ofCountry, latitude / UNITS, longitude / UNITS);
      const people = Math.max(1, numberOf(row, 'population'));
      return { country, name: row.name ?? '', region: row.admin1 ?? '', latitude, longitude, people, zone };
    });
    const places = groupBy(cities, ({ latitude, longitude }) => `${latitude},${longitude}`);
    return [...places.values()].map((same) => same.toSorted((a, b) => b.people - a.people)[0] as City);
  });
  return all.toSorted((a, b) => b.people - a.people);
}

/** Zones as the tz database lists them by country, each with the coordinates of its principal place. */
export function readZones(text: string): Zone[] {
  return text.split('\n').flatMap((line) => {
    const [country, place, name] = line.split('\t');
    const [, latitude, longitude] = /^([+-]\d+)([+-]\d+)$/.exec(place ?? '') ?? [];
    return country && name && latitude && longitude
      ? [{ country, name, latitude: degrees(latitude, 2), longitude: degrees(longitude, 3) }]
      : [];
  });
}

/** `+0519` and `-1224524` are degrees, minutes and perhaps seconds. */
function degrees(text: string, digits: number): number {
  const part = (from: number, to?: number): number => Number(text.slice(1).slice(from, to) || 0);
  const size = part(0, digits) + part(digits, digits + 2) / 60 + part(digits + 2) / 3600;
  return text.startsWith('-') ? -size : size;
}

/** A city keeps the time of the nearest principal place of its own country. Zones of one country rarely cut finer. */
function nearestZone(zones: readonly Zone[], latitude: number, longitude: number): string {
  const squeeze = Math.cos((latitude * Math.PI) / 180);
  const distance = (zone: Zone): number => (zone.latitude - latitude) ** 2 + ((zone.longitude - longitude) * squeeze) ** 2;
  return zones.toSorted((a, b) => distance(a) - distance(b))[0]?.name ?? 'Etc/UTC';
}

/**
 * How far from its centre people of each city may live, in ten-thousandths of a degree to every side: 0.05 degrees, or so much
 * less that no other city is nearer. The corner of the square then lies within half of the way to the next city.
 */
export function spreads(cities: readonly City[]): number[] {
  const grid = new Map<string, City[]>();
  const cellOf = (city: City, dy = 0, dx = 0): string =>
    `${Math.floor(city.latitude / 2000) + dy}:${Math.floor(city.longitude / 2000) + dx}`;
  for (const city of cities) grid.set(cellOf(city), [...(grid.get(cellOf(city)) ?? []), city]);
  return cities.map((city) => {
    const squeeze = Math.cos((city.latitude / UNITS) * (Math.PI / 180));
    // Cells are 0.2 degrees high; where meridians run together, one more column is looked at for each halving.
    const columns = Math.ceil(1 / Math.max(0.1, squeeze));
    let nearest = Number.POSITIVE_INFINITY;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -columns; dx <= columns; dx++)
        for (const other of grid.get(cellOf(city, dy, dx)) ?? []) {
          if (other === city) continue;
          nearest = Math.min(nearest, Math.hypot(other.latitude - city.latitude, (other.longitude - city.longitude) * squeeze));
        }
    return Math.floor(Math.min(490, nearest * 0.34, 180 * UNITS - Math.abs(city.longitude)));
  });
}
