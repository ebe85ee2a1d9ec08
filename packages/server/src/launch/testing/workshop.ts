import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fake, drawProduct, fakeText } from '@bottega/contracts/fakes';
import type { ProviderOf, TextProvider } from '@bottega/contracts';
import type { Ctx } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { startWorkflows, type Workflows } from '../../platform/workflows/workflows.ts';
import type { StartLaunch } from '../launches/start-launch.ts';
import { beginRun, type LaunchJob } from '../remakes/runs.store.ts';

/** A world in which launches can be started: a photo is there, and the workflows that are enqueued are written down, not carried out. */
export type Workshop = {
  readonly world: TestWorld;
  readonly text: Fake<TextProvider>;
  readonly photo: string;
  /** The launches whose workflow began. */
  readonly begun: readonly string[];
  close(): Promise<void>;
};

export async function openWorkshop(providers: readonly ProviderOf[keyof ProviderOf][] = []): Promise<Workshop> {
  const text = fakeText();
  const world = await openTestWorld([text, ...providers]);
  const photo = path.join(world.folder, 'bowl.png');
  await drawProduct(photo, { size: 240, seed: 1 });
  const begun: string[] = [];
  const stopping = new AbortController();
  const workflows: Workflows = await startWorkflows(
    world.ground,
    [{ name: 'launchProduct', run: async (_ctx, launchId) => void begun.push(launchId) }],
    { stopping: stopping.signal },
  );
  return {
    world,
    text,
    photo,
    begun,
    async close() {
      stopping.abort();
      await workflows.stop();
      await world.close();
    },
  };
}

export const bowlLaunch = (photo: string, changes: Partial<StartLaunch> = {}): StartLaunch => ({
  name: 'Walnut bowl',
  notes: 'hand-turned, oiled, 24 cm',
  price: '48.00',
  currency: 'EUR',
  seed: 7,
  photos: [{ path: photo, label: 'bowl.png' }],
  ...changes,
});

/** How many rows of the shop there are of all that a launch writes down. */
export async function countRows({ db }: Ctx): Promise<Record<string, number>> {
  const count = async (table: 'launch' | 'launch_photo' | 'launch_step' | 'event' | 'audit_entry') =>
    (await db.selectFrom(table).select('shop_id').execute()).length;
  return {
    launches: await count('launch'),
    photos: await count('launch_photo'),
    steps: await count('launch_step'),
    events: await count('event'),
    audits: await count('audit_entry'),
  };
}

/** Waits long enough for a workflow that should not be there to begin. */
export const waitForWorkflows = (): Promise<void> => sleep(800);

/** Begins the first run of a launch, as its workflow would. */
export async function beginJob(ctx: Ctx, launchId: string): Promise<LaunchJob> {
  const job = await beginRun(ctx, launchId);
  if (!job) throw new Error('the launch wants no run');
  return job;
}
