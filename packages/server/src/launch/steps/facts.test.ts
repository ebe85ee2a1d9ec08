import { expect, test } from 'vitest';
import { CHANNELS } from '#channels';
import { seasonOf, TEXT_CHANNELS } from './facts.ts';

test.each([
  ['2026-01-15T12:00:00Z', 'Europe/Rome', 'IT', 'winter'],
  ['2026-03-01T12:00:00Z', 'Europe/Rome', 'IT', 'spring'],
  ['2026-08-31T12:00:00Z', 'Europe/Rome', 'IT', 'summer'],
  ['2026-11-20T12:00:00Z', 'Europe/Rome', 'IT', 'autumn'],
  ['2026-12-01T12:00:00Z', 'Europe/Rome', 'IT', 'winter'],
  ['2026-01-15T12:00:00Z', 'Australia/Sydney', 'AU', 'summer'],
  ['2026-04-15T12:00:00Z', 'America/Argentina/Buenos_Aires', 'AR', 'autumn'],
  ['2026-07-15T12:00:00Z', 'Africa/Johannesburg', 'ZA', 'winter'],
  ['2026-10-15T12:00:00Z', 'Pacific/Auckland', 'NZ', 'spring'],
  ['2026-07-15T12:00:00Z', 'Asia/Kolkata', 'IN', 'summer'],
  // The last hour of May in Greenwich is June already in Auckland and still May in New York.
  ['2026-05-31T23:30:00Z', 'Pacific/Auckland', 'NZ', 'winter'],
  ['2026-05-31T23:30:00Z', 'Asia/Tokyo', 'JP', 'summer'],
  ['2026-05-31T23:30:00Z', 'America/New_York', 'US', 'spring'],
] as const)('%s in %s (%s) is %s', (at, timeZone, country, season) => {
  expect(seasonOf(Temporal.Instant.from(at), timeZone, country)).toBe(season);
});

test('texts are written for the shop first, then for every channel', () => {
  expect(TEXT_CHANNELS.map(({ id }) => id)).toEqual(['shop', ...CHANNELS.map(({ id }) => id)]);
});
