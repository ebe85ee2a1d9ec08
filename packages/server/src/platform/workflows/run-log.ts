import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import type { RunLogEvent } from './tables.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** One line of what a run did, for whoever looks at it in the admin. */
type DiaryLine = { readonly event: RunLogEvent; readonly level: Level; readonly message: string };

/** In which step, and in which attempt at it, something is said. */
type StepPlace = { readonly step: string; readonly attempt: number };

/** The diary of one run. */
export type RunDiary = {
  write(line: DiaryLine, place?: StepPlace): void;
  /** Runs the work of a step: what it says meanwhile is written down as said in that step. */
  within<T>(place: StepPlace, work: () => Promise<T>): Promise<T>;
  /** A log that is kept in the diary too, from level info. */
  tee(log: Logger): Logger;
};

export type RunLog = {
  open(run: { readonly shopId: string; readonly runId: string | undefined }): RunDiary;
  close(): Promise<void>;
};

type Row = {
  shop_id: string;
  run_id: string;
  at: string;
  level: Level;
  event: RunLogEvent;
  message: string;
  step: string | null;
  attempt: number | null;
};

const WRITE_EVERY_MS = 250;
const LONGEST_MESSAGE = 1_000;
/** What one process writes of one run; a step that talks without end is cut short. */
const MOST_LINES = 500;
/** While the database is away this many lines wait; older ones are let go. */
const MOST_WAITING = 5_000;
const ROWS_AT_ONCE = 500;

/** Collects what runs say and writes it a few times a second: many lines in one statement. A line that is lost harms no run. */
export function createRunLog(database: Database, log: Logger): RunLog {
  const place = new AsyncLocalStorage<StepPlace>();
  let waiting: Row[] = [];
  let writing: Promise<void> = Promise.resolve();

  const write = () => {
    if (waiting.length === 0) return;
    const rows = waiting;
    waiting = [];
    writing = writing
      .then(() => writeRows(database, rows))
      .catch((error) => log.warn({ err: error }, 'lines of runs could not be written'));
  };
  const timer = setInterval(write, WRITE_EVERY_MS);

  return {
    open({ shopId, runId }) {
      let left = runId === undefined ? 0 : MOST_LINES;
      const diary: RunDiary = {
        write({ event, level, message }, at = place.getStore()) {
          if (runId === undefined || left-- <= 0) return;
          const text = left === 0 ? 'There is more in the log of the program.' : message.slice(0, LONGEST_MESSAGE);
          const when = Temporal.Now.instant().toString();
          const row = { shop_id: shopId, run_id: runId, at: when, event, level, message: text };
          waiting.push({ ...row, step: at?.step ?? null, attempt: at?.attempt ?? null });
          if (waiting.length > MOST_WAITING) waiting.shift();
        },
        within: (at, work) => place.run(at, work),
        tee: (own) => teeLog(own, (level, message) => diary.write({ event: 'said', level, message })),
      };
      return diary;
    },
    async close() {
      clearInterval(timer);
      write();
      await writing;
    },
  };
}

async function writeRows(database: Database, rows: readonly Row[]): Promise<void> {
  for (const [shopId, own] of Map.groupBy(rows, ({ shop_id }) => shop_id)) {
    const db = database.forShop(shopId);
    for (let from = 0; from < own.length; from += ROWS_AT_ONCE) {
      await db
        .insertInto('run_log')
        .values(own.slice(from, from + ROWS_AT_ONCE))
        .execute();
    }
    const runs = [...new Set(own.map(({ run_id }) => run_id))];
    await sql`select pg_notify('bottega_changed', id) from unnest(${runs}::text[]) id`.execute(db);
  }
}

/** The same log, of whose lines a copy is kept; so is what its children say. */
function teeLog(log: Logger, keep: (level: Level, message: string) => void): Logger {
  const tee = Object.create(log) as Logger;
  for (const level of ['info', 'warn', 'error'] as const) {
    tee[level] = ((...said: Parameters<typeof log.info>) => {
      log[level](...said);
      keep(level, messageOf(said));
    }) as typeof log.info;
  }
  const child = (...[bindings, options]: Parameters<typeof log.child>) => teeLog(log.child(bindings, options as object), keep);
  tee.child = child as unknown as typeof log.child;
  return tee;
}

/** Of `log.warn({ err }, 'words')` the words and what the error says. */
function messageOf(said: readonly unknown[]): string {
  const words = said.find((part) => typeof part === 'string');
  const [first] = said;
  const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err;
  return [words, error instanceof Error ? error.message : undefined].filter((part) => part !== undefined).join(': ');
}
