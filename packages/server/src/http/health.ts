import { setTimeout as sleep } from 'node:timers/promises';
import type { Hono } from 'hono';
import { type Ground, pingDatabase } from '#platform';
import type { AppEnv } from './app-env.ts';

const PATIENCE_MS = 1_000;

/** `/livez` says that the process answers, whatever else is away. `/readyz` says that it can serve. */
export function serveHealth(app: Hono<AppEnv>, ground: Ground): void {
  app.get('/livez', (c) => c.json({ status: 'live', pid: process.pid }));
  app.get('/readyz', async (c) => {
    const [database, disk] = await Promise.all([answersInTime(pingDatabase(ground.database)), answersInTime(ground.space.require(0))]);
    const missing = [...(database ? [] : ['database']), ...(disk ? [] : ['disk'])];
    return missing.length === 0 ? c.json({ status: 'ready' }) : c.json({ status: 'not ready', missing }, 503);
  });
}

async function answersInTime(work: Promise<void>): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(PATIENCE_MS, false, { signal: timer.signal }).catch(() => false);
  const done = work.then(
    () => true,
    () => false, // away: that is the answer, and the log has it from whoever needed the database
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    timer.abort();
  }
}
