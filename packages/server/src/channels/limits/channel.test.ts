import { expect, test } from 'vitest';
import { CHANNELS, findChannel, LIMITS_CHECKED_ON } from './channel.ts';

/** The places that a launch writes for, besides the shop. */
const NAMED = ['facebook', 'instagram', 'etsy', 'pinterest', 'shopify', 'youtube', 'tiktok', 'meesho', 'snapdeal', 'indiamart'];

test('every channel is there once, with limits on what people read', () => {
  expect(CHANNELS.map(({ id }) => id).sort()).toEqual([...NAMED].sort());
  expect(new Set(CHANNELS.map(({ mark }) => mark)).size).toBe(CHANNELS.length);
  for (const { id, text } of CHANNELS) expect(text.description?.max, id).toBeGreaterThan(0);
  expect(findChannel('etsy')?.label).toBe('Etsy');
  expect(findChannel('myspace')).toBeUndefined();
});

test('the limits are dated, not from the future, and each channel names its sources', () => {
  const checked = Temporal.PlainDate.from(LIMITS_CHECKED_ON);
  expect(checked.year).toBeGreaterThanOrEqual(2026);
  expect(Temporal.PlainDate.compare(checked, Temporal.Now.plainDateISO().add({ days: 1 }))).toBeLessThanOrEqual(0);
  for (const { id, sources } of CHANNELS) {
    expect(sources.length, id).toBeGreaterThan(0);
    for (const { what, where } of sources) expect(`${what} ${where}`.length, id).toBeGreaterThan(10);
  }
});

test('no channel contradicts itself', () => {
  for (const { id, text, film } of CHANNELS) {
    for (const length of [text.title, text.description]) expect(length?.min ?? 1, id).toBeLessThanOrEqual(length?.max ?? 1);
    if (film) expect(film.minSeconds, id).toBeLessThan(film.maxSeconds);
  }
});
