import { type Config, type Database, inspectDatabase, pingDatabase, readQueues, toBottegaError, toCliText } from '#platform';
import { withDatabase } from '../visit.ts';
import type { Finding } from './finding.ts';
import { checkKeys } from './look-at-keys.ts';

const MOST_SKEW_MS = 2_000;
const OLDEST_MINUTES = 10;
const LEAST_VERSION = 16;

/** The database, its clock and what waits in it. @returns one finding where it does not answer. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  try {
    return await withDatabase(config, async (database) => {
      const began = performance.now();
      await pingDatabase(database);
      const ms = performance.now() - began;
      const { version, now, keepsSession } = await inspectDatabase(database);
      return [
        judgeDatabase(database, { ms, version, keepsSession }),
        checkClock(now),
        await checkQueues(database),
        await checkKeys(config, database),
      ];
    });
  } catch (error) {
    return [{ name: 'database', well: false, found: 'does not answer', advice: toCliText(toBottegaError(error)) }];
  }
}

function judgeDatabase({ where }: Database, seen: { ms: number; version: string; keepsSession: boolean }): Finding {
  const { ms, version, keepsSession } = seen;
  const isOld = Number.parseInt(version, 10) < LEAST_VERSION;
  const advice = isOld
    ? `Use PostgreSQL ${LEAST_VERSION} or newer.`
    : 'A pooler hands connections on after each transaction. The walls between shops need them for a session: set its pool mode to session, or go past it.';
  return {
    name: 'database',
    well: keepsSession && !isOld,
    found: `PostgreSQL ${version}, ${where}, answers in ${ms.toFixed(1)} ms${keepsSession ? '' : ', through a pooler'}`,
    advice,
  };
}

/** Links, locks and schedules are counted by both clocks. */
function checkClock(databaseNow: string): Finding {
  const skew = Math.round(Date.now() - Date.parse(databaseNow));
  return {
    name: 'clock',
    well: Math.abs(skew) <= MOST_SKEW_MS,
    found: `${new Date().toISOString()}, ${Math.abs(skew)} ms ${skew < 0 ? 'behind' : 'before'} that of the database`,
    advice: 'Let both machines keep their time by NTP: links and locks end too early or too late otherwise.',
  };
}

async function checkQueues(database: Database): Promise<Finding> {
  const queues = await readQueues(database);
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const running = queues.reduce((sum, queue) => sum + queue.running, 0);
  const oldest = Math.max(0, ...queues.map(({ oldestSeconds }) => oldestSeconds)) / 60;
  return {
    name: 'queue',
    well: oldest < OLDEST_MINUTES,
    found: `${waiting} waiting${waiting > 0 ? ` (the oldest for ${oldest.toFixed(1)} min)` : ''}, ${running} running`,
    advice: 'Start a server that works (`bottega serve`, with the role all or worker), or look at the page of runs for what holds it up.',
  };
}
