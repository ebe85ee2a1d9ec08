import { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { appendEvent } from '../events/append.ts';
import './tables.ts';

export const feedbackSchema = z
  .object({
    words: z.string().trim().min(1, 'Write a few words.').max(4000, 'At most 4,000 characters.'),
    page: z.string().max(200, 'At most 200 characters.').default('').openapi({ description: 'Where in the admin it was written.' }),
  })
  .openapi('Feedback');

/** Keeps what a member tells the operator; the event has it sent on. @throws BottegaError invalid_input, forbidden */
export async function sendFeedback(ctx: Ctx, input: z.input<typeof feedbackSchema>): Promise<{ id: string }> {
  authorise(ctx, 'feedback.write');
  const { actor } = ctx;
  if (actor.type !== 'staff') throw new BottegaError('forbidden', 'Feedback comes from a person: sign in as a member of the shop.');
  const { words, page } = readInput(feedbackSchema, input);
  const id = newId();
  await inTransaction(ctx, async (tx) => {
    await tx.db.insertInto('feedback').values({ shop_id: tx.shop.id, id, user_id: actor.id, words, page }).execute();
    await appendEvent(tx, { type: 'feedback.sent', subjectId: id, payload: {} });
  });
  return { id };
}
