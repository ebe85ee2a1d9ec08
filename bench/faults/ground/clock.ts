import { existsSync } from 'node:fs';
import { type Ctx, newId } from '../../../packages/server/src/platform/context.ts';
import { fireSchedules } from '../../../packages/server/src/platform/schedules/fire-schedules.ts';
import { nextOccurrence, type When } from '../../../packages/server/src/platform/schedules/occurrences.ts';
import { setSchedule } from '../../../packages/server/src/platform/schedules/set-schedule.ts';
import { prepareWorkflows } from '../../../packages/server/src/platform/workflows/workflows.ts';
import { openTestWorld, type TestWorld } from '../../../packages/server/src/testing/test-world.ts';
import { atMost, plain } from '../../figure.ts';
import type { Experiment } from '../experiment.ts';
import { randomFrom } from '../random.ts';

/** Two nights in which clocks change, and a leap day: each stretch is lived through in steps. */
const STRETCHES = [
  { from: '2027-03-12T00:00:00Z', days: 20 }, // New York on the 14th, Rome on the 28th
  { from: '2027-10-29T00:00:00Z', days: 12 }, // Rome on the 31st, New York on the 7th of November
  { from: '2028-02-27T00:00:00Z', days: 5 },
] as const;
const STEP_MINUTES = 10;
/** So often a clock goes wrong, for one step. */
const JUMPS_PER_DAY = 2;
const THREE_DAYS_MS = 3 * 24 * 3_600_000;
const PROCESSES = 2;

const WHENS: readonly When[] = [
  { cron: '30 2 * * *', zone: 'Europe/Rome' },
  { cron: '30 2 * * *', zone: 'America/New_York' },
  { cron: '0 0 * * *', zone: 'Europe/Rome' },
  { cron: '0 9 29 2 *', zone: 'Europe/Rome' },
  { cron: '45 23 * * 0', zone: 'Asia/Kolkata' },
  { everySeconds: 7 * 3_600 },
];

/** TRUST.md A4, experiment 17. Several processes look after schedules while the clock jumps by up to three days to either side. */
export const experiment: Experiment = {
  title: 'The clock goes wrong by up to three days, is put forward and back for summer, and meets a leap day',
  async run({ seed, quick, say }) {
    const random = randomFrom(seed);
    say(
      existsSync('/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1')
        ? 'libfaketime is here, and not needed'
        : 'no libfaketime here: the clock is handed in',
    );
    const total = { occurrences: 0, missed: 0, doubled: 0, jumps: 0 };
    for (const { from, days } of STRETCHES) {
      const world = await openTestWorld();
      try {
        await prepareWorkflows(world.ground, [{ name: 'tick', run: async () => undefined }]);
        const lived = await liveThrough(world, Temporal.Instant.from(from), quick ? Math.min(days, 4) : days, random);
        for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += lived[name];
      } finally {
        await world.close();
      }
    }
    say(`${total.jumps} jumps of the clock, ${PROCESSES} processes`);
    return [
      atMost(0, 'occurrences missed', total.missed, '', `${total.occurrences} that a right clock calls for`),
      atMost(0, 'occurrences doubled', total.doubled, '', 'the workflows enqueued'),
      plain('occurrences', total.occurrences, '', `${WHENS.length} schedules`),
    ];
  },
};

async function liveThrough(world: TestWorld, begin: Temporal.Instant, days: number, random: () => number) {
  let now = begin;
  const ctx: Ctx = { ...(await world.createCtx()), clock: { now: () => now } };
  const ids = new Map<string, When>();
  for (const [index, when] of WHENS.entries()) {
    const { id } = await setSchedule(ctx, { name: `schedule ${index}`, when, workflow: 'tick', subjectId: newId() });
    ids.set(id, when);
  }
  const never = new AbortController().signal;
  const look = async (moment: Temporal.Instant) => {
    now = moment;
    await Promise.all(Array.from({ length: PROCESSES }, () => fireSchedules(world.ground, moment, never)));
  };
  const end = begin.add({ hours: days * 24 });
  let jumps = 0;
  for (let right = begin; Temporal.Instant.compare(right, end) <= 0; right = right.add({ minutes: STEP_MINUTES })) {
    await look(right);
    if (random() > (JUMPS_PER_DAY * STEP_MINUTES) / (24 * 60)) continue;
    jumps++;
    await look(right.add({ milliseconds: Math.round((random() * 2 - 1) * THREE_DAYS_MS) }));
    await look(right.add({ seconds: 1 }));
  }
  return { jumps, ...(await compare(ctx, ids, begin, end)) };
}

/** What a clock that never went wrong would have called for, against what was enqueued. */
async function compare(ctx: Ctx, ids: ReadonlyMap<string, When>, begin: Temporal.Instant, end: Temporal.Instant) {
  const rows = await ctx.db
    .selectFrom('schedule_occurrence')
    .innerJoin('run', 'run.subject_id', 'schedule_occurrence.id')
    .select(['schedule_id', 'due_at'])
    .execute();
  const found = rows.map(({ schedule_id, due_at }) => `${schedule_id} ${Temporal.Instant.from(due_at)}`);
  const wanted = [...ids].flatMap(([id, when]) => walk(when, begin, end).map((due) => `${id} ${due}`));
  const missed = wanted.filter((one) => !found.includes(one)).length;
  return { occurrences: wanted.length, missed, doubled: found.length - new Set(found).size };
}

function walk(when: When, begin: Temporal.Instant, end: Temporal.Instant): string[] {
  const found: string[] = [];
  for (let next = nextOccurrence(when, begin); next && Temporal.Instant.compare(next, end) <= 0; next = nextOccurrence(when, next)) {
    found.push(next.toString());
  }
  return found;
}
