import { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction, readInput } from '#platform';
import { moveLaunch } from '../launches/launches.store.ts';
import { beginRemake } from '../remakes/begin-remake.ts';
import { remakePartSchema } from '../remakes/remake.ts';

export const rejectionSchema = z
  .object({
    reason: z.string().trim().min(1, 'Say what is wrong with it.').max(1_000, 'Keep the reason within 1,000 characters.'),
    again: z
      .array(remakePartSchema)
      .max(40)
      .default([])
      .openapi({ description: 'What is to be made again, otherwise than it was. Nothing ends the launch.' }),
    seed: z.int().min(0).max(2_147_483_647).optional().openapi({ description: 'Chosen at random unless you give one.' }),
  })
  .openapi('Rejection', { example: { reason: 'Too flowery for Etsy', again: [{ part: 'text', channel: 'etsy' }] } });

/**
 * A person's no. What they want otherwise is made again with a new seed, and the writer is told the reason and what was sent back;
 * where nothing is, the launch has ended. The product stays as it is.
 * @throws BottegaError not_found, conflict when there is nothing to reject, invalid_input, forbidden
 */
export async function rejectLaunch(ctx: Ctx, input: { launchId: string } & z.input<typeof rejectionSchema>): Promise<void> {
  authorise(ctx, 'launches.approve');
  const { reason, again, seed } = readInput(rejectionSchema, input);
  await inTransaction(ctx, async (tx) => {
    await moveLaunch(tx, input.launchId, 'reject', { reason });
    if (again.length > 0)
      await beginRemake(tx, { launchId: input.launchId, parts: again, reason, fresh: true, ...(seed === undefined ? {} : { seed }) });
  });
}
