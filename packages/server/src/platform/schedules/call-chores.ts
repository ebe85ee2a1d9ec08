import type pg from 'pg';
import { type Chore, whenOf } from '../chores.ts';
import { dueOccurrence, nextOccurrence } from './occurrences.ts';

/** Sees to the chores whose time has come; `begin` must do nothing for an occurrence that was begun before. */
type CallChores = (now: Temporal.Instant) => Promise<void>;

/** Between two looks a clock may seem to run back by a little. */
const JITTER_MS = 2_000;

/** Looks into the database only when this process has something due: what others have seen to stands there. */
export function createChoreCaller(
  pool: pg.Pool,
  chores: readonly Chore[],
  begin: (chore: Chore, due: Temporal.Instant) => Promise<void>,
): CallChores {
  const nextLook = new Map<string, number>();
  let latest = Number.NEGATIVE_INFINITY;
  return async (now) => {
    const milliseconds = now.epochMilliseconds;
    if (milliseconds < latest - JITTER_MS) nextLook.clear(); // the clock was set back
    latest = milliseconds;
    for (const chore of chores) {
      if (milliseconds < (nextLook.get(chore.name) ?? 0)) continue;
      await seeTo(pool, chore, now, begin);
      nextLook.set(chore.name, nextOccurrence(whenOf(chore), now)?.epochMilliseconds ?? Number.POSITIVE_INFINITY);
    }
  };
}

async function seeTo(
  pool: pg.Pool,
  chore: Chore,
  now: Temporal.Instant,
  begin: (chore: Chore, due: Temporal.Instant) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    // A chore that is new begins with its next time.
    await client.query('insert into work.chore (name, looked_at) values ($1, $2) on conflict (name) do nothing', [
      chore.name,
      now.toString(),
    ]);
    const { rows } = await client.query<{ looked_at: string }>('select looked_at from work.chore where name = $1 for update', [chore.name]);
    const lookedAt = Temporal.Instant.from(rows[0]?.looked_at ?? now.toString());
    const due = dueOccurrence(whenOf(chore), chore.missed ?? 'once', { lookedAt, now });
    if (due) await begin(chore, due);
    await client.query('update work.chore set looked_at = $2 where name = $1', [chore.name, now.toString()]);
    await client.query('commit');
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.release(failure); // with the connection goes what it had begun
  }
}
