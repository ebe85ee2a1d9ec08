import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPopulation } from './node.ts';

const population = openPopulation({ seed: 42, year: 2026 });
const { places, model } = population;

test('the city that a person is given is the nearest one', () => {
  const indexes = fc.integer({ min: 0, max: population.size - 1 });
  fc.assert(
    fc.property(indexes, (index) => {
      const { nearest_city, country_code, latitude, longitude } = population.person(index, [
        'nearest_city',
        'country_code',
        'latitude',
        'longitude',
      ]);
      const found = places.nearestCity(Number(latitude), Number(longitude));
      expect([found.name, found.countryCode]).toEqual([nearest_city, country_code]);
    }),
    { numRuns: 400 },
  );
});

test('nobody strays off the globe: the kernel writes whole degrees up to 180', () => {
  const [latitudes, longitudes, spreads] = [model.i32('cityLatitude'), model.i32('cityLongitude'), model.u16('citySpread')];
  const furthest = (middles: Int32Array): number =>
    middles.reduce((most, middle, city) => Math.max(most, Math.abs(middle) + (spreads[city] as number)), 0);
  expect(furthest(latitudes)).toBeLessThanOrEqual(90 * 1e4);
  expect(furthest(longitudes)).toBeLessThanOrEqual(180 * 1e4);
});

test('no city is nearer than the one that is found, wherever on the globe', () => {
  const [latitudes, longitudes] = [model.i32('cityLatitude'), model.i32('cityLongitude')];
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const distance = (latitude: number, longitude: number, city: number): number => {
    const [otherLatitude, otherLongitude] = [(latitudes[city] as number) / 1e4, (longitudes[city] as number) / 1e4];
    const chord =
      Math.sin(radians(latitude - otherLatitude) / 2) ** 2 +
      Math.cos(radians(latitude)) * Math.cos(radians(otherLatitude)) * Math.sin(radians(longitude - otherLongitude) / 2) ** 2;
    return 2 * 6371 * Math.asin(Math.sqrt(chord));
  };
  const point = fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }));
  fc.assert(
    fc.property(point, ([latitude, longitude]) => {
      const { kilometres } = places.nearestCity(latitude, longitude);
      let least = Number.POSITIVE_INFINITY;
      for (let city = 0; city < latitudes.length; city++) least = Math.min(least, distance(latitude, longitude, city));
      expect(kilometres).toBeCloseTo(least, 6);
    }),
    { numRuns: 60 },
  );
});

test('a place of a country is the same for the same number, and large cities come often', () => {
  const names = Array.from({ length: 500 }, (_, number) => places.placeIn('JP', number));
  expect(names.every(({ countryCode }) => countryCode === 'JP')).toBe(true);
  expect(names.filter(({ name }) => name === 'Tokyo').length).toBeGreaterThan(10);
  expect(places.placeIn('Japan', 17)).toEqual(names[17]);
});

test('a point off the globe is refused', () => {
  expect(() => places.nearestCity(91, 0)).toThrow('latitudes go from -90 to 90');
  expect(() => places.nearestCity(Number.NaN, 0)).toThrow('There is no point');
});

test('time zones are of the country', () => {
  expect(places.nearestCity(40.71, -74).timeZone).toBe('America/New_York');
  expect(places.nearestCity(34.05, -118.24).timeZone).toBe('America/Los_Angeles');
  expect(places.nearestCity(28.61, 77.2).timeZone).toBe('Asia/Kolkata');
});
