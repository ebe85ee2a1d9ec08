import { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction, readInput } from '#platform';
import { moveLaunch } from '../launches/launches.store.ts';
import { beginRemake, enqueueRun, listUnmade } from './begin-remake.ts';
import { remakePartSchema } from './remake.ts';
import { findRemake } from './runs.store.ts';

export const remakeSchema = z
  .object({
    parts: z.array(remakePartSchema).min(1, 'Say what is to be made again.').max(40),
    reason: z.string().trim().max(1_000).default(''),
    seed: z.int().min(0).max(2_147_483_647).optional(),
  })
  .openapi('Remake', { example: { parts: [{ part: 'music' }], reason: 'Calmer, please' } });

/**
 * Makes parts of a launch again, otherwise than they were. Everything else stays, to the byte.
 * @throws BottegaError not_found, conflict while it is being made, invalid_input, forbidden
 */
export async function remakeLaunch(ctx: Ctx, input: { launchId: string } & z.input<typeof remakeSchema>): Promise<void> {
  authorise(ctx, 'launches.write');
  const { parts, reason, seed } = readInput(remakeSchema, input);
  const wish = { launchId: input.launchId, parts, reason, fresh: true, ...(seed === undefined ? {} : { seed }) };
  await inTransaction(ctx, (tx) => beginRemake(tx, wish));
}

/**
 * Takes a launch up again that was cancelled or failed: what is made stays, the rest is made as it was asked for.
 * @throws BottegaError not_found, conflict, forbidden
 */
export async function resumeLaunch(ctx: Ctx, { launchId }: { launchId: string }): Promise<void> {
  authorise(ctx, 'launches.write');
  await inTransaction(ctx, async (tx) => {
    const launch = await moveLaunch(tx, launchId, 'resume');
    const cut = launch.run_id ? await findRemake(tx, launch.run_id) : undefined;
    const { parts, reason, seed, rejected } = cut ?? { parts: [{ part: 'all' as const }], reason: '', seed: launch.seed, rejected: [] };
    const unmade = await listUnmade(tx, launchId);
    await enqueueRun(tx, launchId, { steps: unmade.length > 0 ? unmade : ['posts'], parts, reason, seed, rejected });
  });
}
