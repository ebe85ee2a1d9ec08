import { randomInt } from 'node:crypto';
import { actorName, type Ctx, enqueueWorkflow, newId, refuseField } from '#platform';
import { listCopy, listStories, rolesOf } from '#studio';
import { STEPS, type StepName } from '../launches/launch.ts';
import { changeLaunch, moveLaunch } from '../launches/launches.store.ts';
import { asks, asksForText, type RejectedText, type RemakePart, stepsFor } from './remake.ts';

/** How many texts a writer is told not to say again: the latest of each place, and no more of them than a request should carry. */
const MOST_REJECTED = 60;

export type RemakeWish = {
  readonly launchId: string;
  readonly parts: readonly RemakePart[];
  readonly reason?: string;
  /** Whether it is to be otherwise than it was: a new seed, and the writer hears what was sent back. An edit is not. */
  readonly fresh: boolean;
  readonly seed?: number;
};

/** Enqueues a run that makes parts of a launch again, and whatever is not made yet; in the caller's transaction. Returns its id. */
export async function beginRemake(tx: Ctx, { launchId, parts, reason = '', fresh, seed }: RemakeWish): Promise<string> {
  const launch = await moveLaunch(tx, launchId, 'remake', { parts, reason });
  await requireScenes(tx, launchId, parts);
  const unmade = await listUnmade(tx, launchId);
  const steps = STEPS.filter((step) => stepsFor(parts).includes(step) || unmade.includes(step));
  return enqueueRun(tx, launchId, {
    steps,
    parts,
    reason,
    seed: seed ?? (fresh ? randomInt(2 ** 31) : launch.seed),
    rejected: fresh ? await collectRejected(tx, launchId, parts) : [],
  });
}

/** A film may lack a scene that others have. */
async function requireScenes(ctx: Ctx, launchId: string, parts: readonly RemakePart[]): Promise<void> {
  const scenes = parts.flatMap((part) => ('scene' in part ? [part.scene] : []));
  if (scenes.length === 0) return;
  const told = rolesOf(await listStories(ctx, launchId));
  const missing = scenes.find((scene) => !told.includes(scene));
  if (missing) refuseField('scene', `The film of this launch has no scene ${missing}: choose one of ${told.join(', ')}.`);
}

type Run = {
  readonly steps: readonly StepName[];
  readonly parts: readonly RemakePart[];
  readonly reason: string;
  readonly seed: number;
  readonly rejected: readonly RejectedText[];
};

/** Writes a run down and hands the launch to it: its steps wait again, and whatever ran before stops. */
export async function enqueueRun(tx: Ctx, launchId: string, { steps, parts, reason, seed, rejected }: Run): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('launch_remake')
    .values({
      ...{ shop_id: tx.shop.id, id, launch_id: launchId, steps: [...steps], reason, seed, actor: actorName(tx.actor) },
      parts: JSON.stringify(parts),
      rejected: JSON.stringify(rejected),
    })
    .execute();
  await tx.db
    .updateTable('launch_step')
    .set({ state: 'waiting', progress: 0, note: null, ms: null })
    .where('shop_id', '=', tx.shop.id)
    .where('launch_id', '=', launchId)
    .where('name', 'in', [...steps])
    .execute();
  await changeLaunch(tx, launchId, { run_id: id });
  await enqueueWorkflow(tx, 'remakeLaunch', id);
  return id;
}

/** The steps that no run has brought to their end yet. */
export async function listUnmade(ctx: Ctx, launchId: string): Promise<StepName[]> {
  const rows = await ctx.db
    .selectFrom('launch_step')
    .select('name')
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', launchId)
    .where('state', '!=', 'done')
    .orderBy('position')
    .execute();
  return rows.map(({ name }) => name);
}

/** What is sent back now, and what was before: a text that comes round again would be no answer. */
async function collectRejected(ctx: Ctx, launchId: string, parts: readonly RemakePart[]): Promise<RejectedText[]> {
  const copy = (await listCopy(ctx, launchId)).filter(({ channel, language }) => asksForText(parts, channel, language));
  const stories = asks(parts, 'story') ? await listStories(ctx, launchId) : [];
  const earlier = await ctx.db
    .selectFrom('launch_remake')
    .select('rejected')
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', launchId)
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute();
  const now = [
    ...copy.map(({ channel, language, title, description }) => ({
      place: `copy ${channel} ${language}`,
      text: `${title}\n${description}`,
    })),
    ...stories.map(({ language, scenes }) => ({
      place: `story ${language}`,
      text: scenes.map(({ narration }) => narration).join('\n'),
    })),
  ];
  const places = new Set(now.map(({ place }) => place));
  return [...now, ...earlier.flatMap(({ rejected }) => rejected).filter(({ place }) => places.has(place))].slice(
    0,
    MOST_REJECTED + now.length,
  );
}
