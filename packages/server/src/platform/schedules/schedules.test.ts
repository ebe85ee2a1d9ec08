import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import type { Chore } from '../chores.ts';
import { type Ctx, newId } from '../context.ts';
import { startWorkflows, type Workflows } from '../workflows/workflows.ts';
import { createChoreCaller } from './call-chores.ts';
import { fireSchedules } from './fire-schedules.ts';
import { getOccurrence, listSchedules, removeSchedule, setSchedule } from './set-schedule.ts';

// The clock stands still unless a test sets it: schedules are looked at by hand, or as the running engine does it, with this clock.

const START = Temporal.Instant.from('2027-03-27T00:00:00Z');
const at = (text: string) => Temporal.Instant.from(text);

let world: TestWorld;
let ctx: Ctx;
let pool: pg.Pool;
let workflows: Workflows;
let now = START;
const stopping = new AbortController();
const ran: { subjectId: string; dueAt: string }[] = [];
const swept: string[] = [];

const sweep: Chore = {
  name: 'sweep',
  when: { cron: '0 5 * * *', zone: 'Europe/Rome' },
  missed: 'never',
  run: async ({ db, shop }) => {
    const seen = await db.selectFrom('shop').select('slug').execute();
    swept.push(`${now} ${seen.map(({ slug }) => slug)}`);
    if (shop.slug === ctx.shop.slug) throw new Error('the broom broke');
  },
};

beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx({ clock: { now: () => now } });
  pool = new pg.Pool({ ...world.database.connectAs('bottega_work'), max: 4 });
  pool.on('error', () => undefined); // PostgreSQL may end before it
  const note = {
    name: 'note',
    run: async (own: Ctx, id: string) => {
      const occurrence = await getOccurrence(own, id);
      if (occurrence) ran.push(occurrence);
    },
  };
  workflows = await startWorkflows(world.ground, [note], { stopping: stopping.signal, chores: [sweep], readClock: async () => now });
});
beforeEach(() => {
  now = START;
  ran.length = 0;
});
afterAll(async () => {
  stopping.abort();
  await workflows?.stop();
  await pool?.end();
  await world?.close();
});

const occurrences = async (id: string): Promise<string[]> => {
  const rows = await ctx.db.selectFrom('schedule_occurrence').select('due_at').where('schedule_id', '=', id).orderBy('due_at').execute();
  return rows.map(({ due_at }) => at(due_at).toString());
};

/** Lets the clock go from moment to moment, and several processes look at each. */
async function goThrough(moments: readonly string[], processes = 3): Promise<void> {
  for (const moment of moments) {
    now = at(moment);
    await Promise.all(Array.from({ length: processes }, () => fireSchedules(world.ground, now, stopping.signal)));
  }
}

describe('a schedule of a shop', () => {
  test('runs its workflow once for each occurrence, through a night whose clock is put forward, however many look', async () => {
    const subjectId = newId();
    const { id } = await setSchedule(ctx, {
      name: 'night',
      when: { cron: '30 2 * * *', zone: 'Europe/Rome' },
      workflow: 'note',
      subjectId,
    });
    await goThrough([
      '2027-03-27T01:29:59Z',
      '2027-03-27T01:30:00Z',
      '2027-03-28T00:59:59Z',
      '2027-03-28T01:00:01Z',
      '2027-03-29T00:30:00Z',
    ]);
    expect(await occurrences(id)).toEqual(['2027-03-27T01:30:00Z', '2027-03-28T01:00:00Z', '2027-03-29T00:30:00Z']);
    await expect.poll(() => ran.length, { timeout: 8_000 }).toBe(3);
    expect(new Set(ran.map((one) => one.subjectId))).toEqual(new Set([subjectId]));
  });

  test('makes up once for what was missed, or not at all, as it says', async () => {
    const every = { everySeconds: 3_600 };
    const makesUp = await setSchedule(ctx, { name: 'makes up', when: every, workflow: 'note', subjectId: newId() });
    const lets = await setSchedule(ctx, { name: 'lets go', when: every, missed: 'never', workflow: 'note', subjectId: newId() });
    await goThrough(['2027-03-27T01:00:10Z', '2027-03-29T12:30:00Z', '2027-03-29T13:00:02Z']);
    expect(await occurrences(makesUp.id)).toEqual(['2027-03-27T01:00:00Z', '2027-03-29T12:00:00Z', '2027-03-29T13:00:00Z']);
    expect(await occurrences(lets.id)).toEqual(['2027-03-27T01:00:00Z', '2027-03-29T13:00:00Z']);
  });

  test('doubles and misses nothing when the clock jumps three days ahead and back again', async () => {
    const { id } = await setSchedule(ctx, {
      name: 'daily',
      when: { cron: '0 9 * * *', zone: 'UTC' },
      workflow: 'note',
      subjectId: newId(),
    });
    await goThrough(['2027-03-27T09:00:00Z', '2027-03-30T10:00:00Z', '2027-03-27T10:00:05Z']);
    await goThrough(['2027-03-28T09:00:01Z', '2027-03-29T09:00:01Z', '2027-03-30T09:00:01Z', '2027-03-31T09:00:01Z']);
    expect(await occurrences(id)).toEqual(['2027-03-27T09:00:00Z', ...[28, 29, 30, 31].map((day) => `2027-03-${day}T09:00:00Z`)]);
  });

  test('is seen and ended by its shop alone', async () => {
    const other = await world.createCtx();
    await setSchedule(ctx, { name: 'ours', when: { everySeconds: 60 }, workflow: 'note', subjectId: newId() });
    expect(await listSchedules(other)).toEqual([]);
    await removeSchedule(other, { name: 'ours' });
    expect((await listSchedules(ctx)).map(({ name }) => name)).toContain('ours');
    await removeSchedule(ctx, { name: 'ours' });
    expect((await listSchedules(ctx)).map(({ name }) => name)).not.toContain('ours');
  });

  test('that cannot be is refused, naming the field', async () => {
    const good = { name: 'x', when: { everySeconds: 60 }, workflow: 'note', subjectId: newId() };
    await expect(setSchedule(ctx, { ...good, workflow: 'nothing' })).rejects.toMatchObject({ problems: [{ path: 'workflow' }] });
    await expect(setSchedule(ctx, { ...good, when: { cron: '0 25 * * *', zone: 'UTC' } })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(setSchedule(ctx, { ...good, when: { cron: '0 2 * * *', zone: 'Nowhere/City' } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('a chore', () => {
  test('is done in every shop behind its wall, whatever befalls it in another, once for each of its times', async () => {
    const others = await Promise.all([world.createCtx(), world.createCtx()]);
    const slugs = [ctx, ...others].map(({ shop }) => shop.slug);
    now = at('2028-02-28T12:00:00Z');
    const lookedAt = async () => (await pool.query('select looked_at from work.chore where name = $1', [sweep.name])).rows[0]?.looked_at;
    await expect.poll(lookedAt, { timeout: 5_000 }).toBe('2028-02-28T12:00:00Z');
    now = at('2028-02-29T04:00:01Z');
    const seen = () => swept.map((line) => line.split(' ')[1]);
    await expect.poll(() => slugs.filter((slug) => !seen().includes(slug)), { timeout: 8_000 }).toEqual([]);
    await sleep(1_500); // a look or two more
    expect(new Set(seen()).size).toBe(seen().length);
  });

  test('is begun by one process for each occurrence, though many call', async () => {
    const begun: string[] = [];
    const chore: Chore = { ...sweep, name: 'count', when: { everySeconds: 600 }, missed: 'once' };
    const callers = Array.from({ length: 4 }, () => createChoreCaller(pool, [chore], async (_, due) => void begun.push(due.toString())));
    for (const moment of ['2027-03-27T00:00:00Z', '2027-03-27T00:10:00Z', '2027-03-27T00:19:59Z', '2027-03-27T00:25:00Z']) {
      await Promise.all(callers.map((call) => call(at(moment))));
    }
    expect(begun).toEqual(['2027-03-27T00:10:00Z', '2027-03-27T00:20:00Z']);
  });
});
