import { badInput } from './errors.ts';
import { below, drawBits } from './hash.ts';
import type { Model } from './model.ts';
import { countryNumber } from './universe.ts';

/** A city of the model: its number there, and what is known of it. Degrees. */
export type Place = {
  readonly city: number;
  readonly name: string;
  readonly region: string;
  readonly countryCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly people: number;
  readonly timeZone: string;
};

export type Places = {
  readonly place: (city: number) => Place;
  /** The city whose centre is nearest to a point, and how far away it is. @throws PopulationError for a point off the globe */
  readonly nearestCity: (latitude: number, longitude: number) => Place & { readonly kilometres: number };
  /** A city of a country, large ones as often as they are large; the same for the same number. */
  readonly placeIn: (country: string, number: number) => Place;
};

const UNITS = 10_000;
const EARTH_RADIUS_KM = 6371;

export function createPlaces(model: Model): Places {
  const place = (city: number): Place => describe(model, city);
  let grid: Grid | undefined; // made when first asked: who shows one person asks for none
  return {
    place,
    nearestCity: (latitude, longitude) => {
      if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180))
        throw badInput(`There is no point ${latitude}, ${longitude}: latitudes go from -90 to 90, longitudes from -180 to 180.`);
      grid ??= createGrid(model);
      const { city, kilometres } = grid(latitude, longitude);
      return { ...place(city), kilometres };
    },
    placeIn: (country, number) => place(drawCity(model, countryNumber(model, country), number)),
  };
}

function describe(model: Model, city: number): Place {
  return {
    city,
    name: model.texts('cityNames')[city] ?? '',
    region: model.texts('cityRegions')[city] ?? '',
    countryCode: model.countries[model.u8('cityCountry')[city] ?? 0]?.code ?? '',
    latitude: (model.i32('cityLatitude')[city] ?? 0) / UNITS,
    longitude: (model.i32('cityLongitude')[city] ?? 0) / UNITS,
    people: model.u32('cityPeople')[city] ?? 0,
    timeZone: model.zones[model.u16('cityZone')[city] ?? 0] ?? 'Etc/UTC',
  };
}

/** Draws as the kernel does: an entry, and whether it stays with its first value. */
function drawCity(model: Model, country: number, number: number): number {
  const list = model.u32('cityLists')[country] ?? 0;
  const entry = 2 * ((list >>> 12) + below(drawBits(number, country, 1), list & 0xfff));
  const [first = 0, other = 0] = model.u32('cityEntries').subarray(entry, entry + 2);
  return drawBits(number, country, 2) >>> 16 < first >>> 16 ? first & 0xffff : other;
}

type Grid = (latitude: number, longitude: number) => { city: number; kilometres: number };

/** Cities by squares of one degree. A search goes out ring by ring until no nearer city can follow. */
function createGrid(model: Model): Grid {
  const [latitudes, longitudes] = [model.i32('cityLatitude'), model.i32('cityLongitude')];
  const cells = new Map<number, number[]>();
  const keyOf = (row: number, column: number): number => row * 360 + ((column + 720) % 360);
  for (let city = 0; city < latitudes.length; city++) {
    const key = keyOf(Math.floor((latitudes[city] as number) / UNITS), Math.floor((longitudes[city] as number) / UNITS));
    const cell = cells.get(key);
    if (cell) cell.push(city);
    else cells.set(key, [city]);
  }
  return (latitude, longitude) => {
    const [row, column] = [Math.floor(latitude), Math.floor(longitude)];
    let best = { city: -1, kilometres: Number.POSITIVE_INFINITY };
    // A ring is at least as far as its meridians are apart at the pole's side of the search.
    for (let ring = 0; ring <= 180; ring++) {
      const reach = ringReach(ring - 1, latitude);
      if (best.kilometres < reach) break;
      for (const key of ringOf(row, column, ring, keyOf))
        for (const city of cells.get(key) ?? []) {
          const kilometres = distance(latitude, longitude, (latitudes[city] as number) / UNITS, (longitudes[city] as number) / UNITS);
          if (kilometres < best.kilometres) best = { city, kilometres };
        }
    }
    return best;
  };
}

/** How far away, in kilometres, whatever lies outside so many rings is at least. */
function ringReach(rings: number, latitude: number): number {
  if (rings < 0) return -1;
  const pole = Math.min(89.9, Math.abs(latitude) + rings + 1);
  return rings * (Math.PI / 180) * EARTH_RADIUS_KM * Math.min(1, Math.cos((pole * Math.PI) / 180));
}

function* ringOf(row: number, column: number, ring: number, keyOf: (row: number, column: number) => number): Generator<number> {
  for (let dy = -ring; dy <= ring; dy++) {
    const step = Math.abs(dy) === ring ? 1 : Math.max(1, 2 * ring);
    for (let dx = -ring; dx <= ring; dx += step) yield keyOf(row + dy, column + dx);
  }
}

/** Along the globe (haversine), in kilometres. */
function distance(fromLatitude: number, fromLongitude: number, toLatitude: number, toLongitude: number): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (a: number, b: number): number => Math.sin(radians(a - b) / 2) ** 2;
  const along = Math.cos(radians(fromLatitude)) * Math.cos(radians(toLatitude)) * half(toLongitude, fromLongitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half(toLatitude, fromLatitude) + along)));
}
