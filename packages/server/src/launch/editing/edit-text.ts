import { authorise, BottegaError, type Ctx, inTransaction } from '#platform';
import { type CopyChange, editCopy } from '#studio';
import { beginRemake } from '../remakes/begin-remake.ts';
import { TEXT_CHANNELS } from '../steps/facts.ts';

/**
 * Changes the text of one channel in one language, inside its limits. What came from it follows: it passes the gate again, kits are
 * packed with it, and the product's page gets it when the launch is approved.
 * @throws BottegaError not_found, conflict for another version or while the launch is being made, invalid_input with each field
 * outside its limits, forbidden
 */
export async function editText(
  ctx: Ctx,
  { launchId, channel: id, language, change }: { launchId: string; channel: string; language: string; change: CopyChange },
): Promise<{ version: number }> {
  authorise(ctx, 'launches.write');
  const channel = TEXT_CHANNELS.find((known) => known.id === id);
  if (!channel) throw new BottegaError('not_found', `There is no channel "${id}".`);
  return inTransaction(ctx, async (tx) => {
    // The launch first: whoever edits beside us waits here, and then sees our version.
    await beginRemake(tx, { launchId, parts: [{ part: 'kits' }], fresh: false });
    const { version } = await editCopy(tx, { subjectId: launchId, channel: id, language, limits: channel.text, change });
    return { version };
  });
}
