import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueOccurrence, latestOccurrence, nextOccurrence, type When } from './occurrences.ts';

const at = (text: string) => Temporal.Instant.from(text);
const daily = (cron: string, zone = 'Europe/Rome'): When => ({ cron, zone });

/** The occurrences in a stretch of time, by walking on from each to the next. */
function walk(when: When, from: string, to: string): string[] {
  const found: string[] = [];
  for (let next = nextOccurrence(when, at(from)); next && Temporal.Instant.compare(next, at(to)) <= 0; next = nextOccurrence(when, next)) {
    found.push(next.toString());
  }
  return found;
}

describe('the clock of a place', () => {
  test('is put forward: what falls into the gap comes once, right after it', () => {
    expect(walk(daily('30 2 * * *'), '2027-03-27T00:00:00Z', '2027-03-29T12:00:00Z')).toEqual([
      '2027-03-27T01:30:00Z',
      '2027-03-28T01:00:00Z',
      '2027-03-29T00:30:00Z',
    ]);
  });

  test('is put back: what falls into the hour that comes twice comes once', () => {
    expect(walk(daily('30 2 * * *'), '2027-10-30T00:00:00Z', '2027-11-01T12:00:00Z')).toEqual([
      '2027-10-30T00:30:00Z',
      '2027-10-31T00:30:00Z',
      '2027-11-01T01:30:00Z',
    ]);
    expect(nextOccurrence(daily('30 2 * * *'), at('2027-10-31T01:10:00Z'))?.toString()).toBe('2027-11-01T01:30:00Z');
  });

  test('leaves what comes every hour or quarter evenly spread', () => {
    for (const [cron, minutes] of [
      ['0 * * * *', 60],
      ['*/15 * * * *', 15],
    ] as const) {
      for (const day of ['2027-03-28', '2027-10-31']) {
        const times = walk(daily(cron), `${day}T00:00:00Z`, `${day}T06:00:00Z`).map((time) => at(time).epochMilliseconds / 60_000);
        expect(times.every((time, index) => index === 0 || time - (times[index - 1] as number) === minutes)).toBe(true);
        expect(times).toHaveLength((6 * 60) / minutes);
      }
    }
  });

  test('knows leap days, and gaps of half an hour and at midnight', () => {
    expect(walk(daily('0 9 29 2 *'), '2027-01-01T00:00:00Z', '2033-01-01T00:00:00Z')).toEqual([
      '2028-02-29T08:00:00Z',
      '2032-02-29T08:00:00Z',
    ]);
    expect(walk(daily('15 2 * * *', 'Australia/Lord_Howe'), '2027-10-02T00:00:00Z', '2027-10-04T00:00:00Z')).toHaveLength(2);
    expect(walk(daily('30 0 * * *', 'America/Sao_Paulo'), '2018-11-03T00:00:00Z', '2018-11-06T00:00:00Z')).toHaveLength(3);
  });

  test('that is no schedule is refused in words', () => {
    expect(() => nextOccurrence(daily('61 2 * * *'), at('2027-01-01T00:00:00Z'))).toThrow(/is no schedule/);
    expect(() => nextOccurrence(daily('0 2 * * *', 'Europe/Roma'), at('2027-01-01T00:00:00Z'))).toThrow(/is no schedule/);
  });
});

const ZONES = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata', 'Africa/Casablanca', 'UTC'];
const CRONS = ['30 2 * * *', '0 0 * * *', '0 9 * * 1', '*/20 * * * *', '0 3 1 * *', '15 1-3 * * *', '0 12 29 2 *'];
const anyWhen: fc.Arbitrary<When> = fc.oneof(
  fc.record({ cron: fc.constantFrom(...CRONS), zone: fc.constantFrom(...ZONES) }),
  fc.record({ everySeconds: fc.integer({ min: 10, max: 100_000 }) }),
);
const anyMoment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2031, 0) }).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));

test('looking back finds what looking ahead announced, whenever one looks', () => {
  fc.assert(
    fc.property(anyWhen, anyMoment, (when, moment) => {
      const next = nextOccurrence(when, moment);
      if (!next) return;
      expect(Temporal.Instant.compare(next, moment)).toBe(1);
      expect(latestOccurrence(when, next)?.toString()).toBe(next.toString());
      const before = latestOccurrence(when, next.subtract({ milliseconds: 1 }));
      if (before) expect(Temporal.Instant.compare(before, moment)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 300 },
  );
});

test('looking now and then sees to each occurrence once, and after a pause to the last one alone', () => {
  const when = daily('0 * * * *', 'UTC');
  const due = (lookedAt: string, now: string, missed: 'once' | 'never' = 'once') =>
    dueOccurrence(when, missed, { lookedAt: at(lookedAt), now: at(now) })?.toString();
  expect(due('2027-01-01T09:59:59Z', '2027-01-01T10:00:00Z')).toBe('2027-01-01T10:00:00Z');
  expect(due('2027-01-01T10:00:00Z', '2027-01-01T10:00:01Z')).toBeUndefined();
  expect(due('2027-01-01T10:00:00Z', '2027-01-03T12:30:00Z')).toBe('2027-01-03T12:00:00Z');
  expect(due('2027-01-01T10:00:00Z', '2027-01-03T12:30:00Z', 'never')).toBeUndefined();
  expect(due('2027-01-01T10:00:00Z', '2027-01-03T12:00:30Z', 'never')).toBe('2027-01-03T12:00:00Z');
  expect(due('2027-01-03T10:00:00Z', '2027-01-01T10:00:30Z')).toBeUndefined();
});
