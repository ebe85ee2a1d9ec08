import { sql } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Ctx } from '../context.ts';
import type { Database } from '../database/database.ts';

/** Tells the processes that something changed; what changed is then read behind the shop's wall. Nothing is lost that a fresh look cannot find. */
export type Notices = {
  /** Calls `listener` after each change of the subject, in any process, and after a lost connection came back. Returns how to stop. */
  subscribe(subjectId: string, listener: () => void): () => void;
  close(): Promise<void>;
};

const CHANNEL = 'bottega_changed';
const RECONNECT_MS = 1_000;

/** Says that a subject changed; heard when the transaction commits. */
export async function notifyChanged(ctx: Ctx, subjectId: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${subjectId})`.execute(ctx.db);
}

/** One listening connection per process, opened when somebody first subscribes. */
export function createNotices(database: Database, log: Logger): Notices {
  const listeners = new Map<string, Set<() => void>>();
  let client: pg.Client | undefined;
  let closed = false;

  const tell = (subjectId: string) => {
    for (const listener of listeners.get(subjectId) ?? []) listener();
  };

  async function listen(): Promise<void> {
    const fresh = new pg.Client(database.connectAs('bottega_system'));
    client = fresh;
    fresh.on('notification', ({ payload }) => tell(payload ?? ''));
    fresh.on('error', () => again(fresh)); // a lost connection says so more than once
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
      for (const subjectId of listeners.keys()) tell(subjectId);
    } catch (error) {
      log.warn({ err: error }, 'cannot listen for changes');
      again(fresh);
    }
  }

  function again(lost: pg.Client): void {
    if (client !== lost) return;
    client = undefined;
    if (!closed) setTimeout(() => !client && !closed && void listen(), RECONNECT_MS).unref();
  }

  return {
    subscribe(subjectId, listener) {
      if (!client) void listen();
      const set = listeners.get(subjectId) ?? new Set();
      listeners.set(subjectId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(subjectId);
      };
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
