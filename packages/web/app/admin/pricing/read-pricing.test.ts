import { expect, test } from 'vitest';
import {
  momentText,
  placesText,
  ratesText,
  readAmount,
  readMoment,
  readPercent,
  readPlaces,
  readRates,
  readSteps,
  stepsText,
} from './read-pricing.ts';

test('amounts and percentages take a comma too, and nonsense is no number', () => {
  expect(readAmount('4,20', 'EUR')).toBe(420);
  expect(readAmount('', 'EUR')).toBeNull();
  expect(readAmount('five', 'EUR')).toBeNaN();
  expect(readPercent('7.7')).toBe(770);
  expect(readPercent('')).toBeNaN();
});

test('places are read as they are written again', () => {
  const places = readPlaces('it, us-ca\n*');
  expect(places).toEqual([
    { country: 'IT', region: '' },
    { country: 'US', region: 'CA' },
    { country: '', region: '' },
  ]);
  expect(placesText(places)).toBe('IT, US-CA, *');
});

test('rates are read as they are written again', () => {
  const rates = readRates('standard 22; books: 4.5');
  expect(rates).toEqual([
    { category: 'standard', bps: 2_200 },
    { category: 'books', bps: 450 },
  ]);
  expect(readRates(ratesText(rates))).toEqual(rates);
});

test('steps are read as they are written again, by weight and by price', () => {
  const weight = { currency: 'EUR', isMoney: false };
  expect(readSteps('1000: 5.00\n\n*: 9', weight)).toEqual([
    { upTo: 1_000, amount: 500 },
    { upTo: null, amount: 900 },
  ]);
  const price = { currency: 'EUR', isMoney: true };
  const steps = readSteps('80.00: 6.90\n*: 0', price);
  expect(steps).toEqual([
    { upTo: 8_000, amount: 690 },
    { upTo: null, amount: 0 },
  ]);
  expect(readSteps(stepsText(steps, price), price)).toEqual(steps);
  expect(readSteps('heavy', weight)[0]).toEqual({ upTo: Number.NaN, amount: Number.NaN });
});

test('moments are those of the shop', () => {
  expect(readMoment('2026-12-01T00:00', 'Europe/Rome')).toBe('2026-11-30T23:00:00Z');
  expect(momentText('2026-11-30T23:00:00Z', 'Europe/Rome')).toBe('2026-12-01T00:00');
  expect(readMoment('', 'Europe/Rome')).toBeNull();
  expect(readMoment('soon', 'Europe/Rome')).toBe('soon');
});
