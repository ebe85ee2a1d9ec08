import { Cron } from 'croner';
import { BottegaError } from '../errors/bottega-error.ts';

/** When something comes again: at the times of a clock in a place, or every so many seconds since 1970. */
export type When = { readonly cron: string; readonly zone: string } | { readonly everySeconds: number };

/** What becomes of times at which no process ran: they are made up for once, or left out. */
export type Missed = 'once' | 'never';

/** An occurrence is no longer on time after so long. */
const LATE_MS = 60_000;

/** The first occurrence after a moment; undefined when there will be none. @throws BottegaError invalid_input for a cron that cannot be read */
export function nextOccurrence(when: When, after: Temporal.Instant): Temporal.Instant | undefined {
  if ('everySeconds' in when) return gridPoint(when.everySeconds, after.epochMilliseconds, 1);
  return toInstant(openCron(when).nextRun(new Date(after.epochMilliseconds)));
}

/** The last occurrence at or before a moment. */
export function latestOccurrence(when: When, upTo: Temporal.Instant): Temporal.Instant | undefined {
  if ('everySeconds' in when) return gridPoint(when.everySeconds, upTo.epochMilliseconds, 0);
  return toInstant(openCron(when).previousRuns(1, new Date(upTo.epochMilliseconds + 1))[0]);
}

/**
 * The occurrence that is to be seen to now, where all up to `lookedAt` have been. Of several that were missed it is the last. A clock that
 * was set back calls for none: its times come again, and those that were seen to are known.
 */
export function dueOccurrence(when: When, missed: Missed, { lookedAt, now }: { lookedAt: Temporal.Instant; now: Temporal.Instant }) {
  const latest = latestOccurrence(when, now);
  if (!latest || Temporal.Instant.compare(latest, lookedAt) <= 0) return undefined;
  const isLate = now.epochMilliseconds - latest.epochMilliseconds > LATE_MS;
  return isLate && missed === 'never' ? undefined : latest;
}

/** @throws BottegaError invalid_input, in words for whoever wrote it */
export function checkWhen(when: When): void {
  if ('everySeconds' in when) return;
  openCron(when);
}

const crons = new Map<string, Cron>();
const MOST_CRONS = 1_000;

function openCron({ cron, zone }: { readonly cron: string; readonly zone: string }): Cron {
  const key = `${zone} ${cron}`;
  const known = crons.get(key);
  if (known) return known;
  if (crons.size >= MOST_CRONS) crons.clear();
  try {
    const opened = new Cron(cron, { timezone: zone, paused: true, mode: '5-part' });
    opened.nextRun(); // a time zone that there is not is told of here
    crons.set(key, opened);
    return opened;
  } catch (error) {
    throw new BottegaError('invalid_input', `"${cron}" in ${zone} is no schedule: ${(error as Error).message}`, { cause: error });
  }
}

function gridPoint(everySeconds: number, milliseconds: number, ahead: 0 | 1): Temporal.Instant {
  const step = everySeconds * 1_000;
  return Temporal.Instant.fromEpochMilliseconds((Math.floor(milliseconds / step) + ahead) * step);
}

const toInstant = (date: Date | null | undefined): Temporal.Instant | undefined =>
  date ? Temporal.Instant.fromEpochMilliseconds(date.getTime()) : undefined;
