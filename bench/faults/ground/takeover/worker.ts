/**
 * A process that runs workflows beside the one that started it: `worker.ts FOLDER`. Each step notes when it began and when it ended, and
 * lets go when it is told to.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { WorkflowDefinition } from '../../../../packages/server/src/platform/workflows/definition.ts';
import { startWorkflows } from '../../../../packages/server/src/platform/workflows/workflows.ts';
import { openTestWorld } from '../../../../packages/server/src/testing/test-world.ts';
import { RELAY, STEP_MS, STEPS } from './relay.ts';

const relay: WorkflowDefinition = {
  name: RELAY,
  run: async ({ db, signal }, subjectId, step) => {
    for (const name of STEPS) {
      await step(name, async () => {
        const began = await sql<{ id: number }>`
          insert into work.deed (subject_id, step, pid) values (${subjectId}, ${name}, ${process.pid}) returning id`.execute(db);
        await sleep(STEP_MS, undefined, { signal });
        await sql`update work.deed set ended_at = clock_timestamp() where id = ${began.rows[0]?.id}`.execute(db);
      });
    }
  },
};

const world = await openTestWorld([], { beside: process.argv[2] as string });
const stopping = new AbortController();
const workflows = await startWorkflows(world.ground, [relay], { stopping: stopping.signal });
process.once('SIGTERM', async () => {
  stopping.abort();
  await workflows.stop();
  await world.close();
});
