import { authorise, type Ctx, inTransaction } from '#platform';
import { editStory, type StoryChange } from '#studio';
import { beginRemake } from '../remakes/begin-remake.ts';
import type { RemakePart } from '../remakes/remake.ts';

/**
 * Changes captions and cards of scenes in one language. Only what they touch is made again: the pieces of film in which they are
 * read, the caption files, the kits. The voice says the old words, unless a scene asks to be spoken again.
 * @throws BottegaError not_found, conflict for another version or while the launch is being made, invalid_input, forbidden
 */
export async function editScenes(
  ctx: Ctx,
  { launchId, language, change }: { launchId: string; language: string; change: StoryChange },
): Promise<{ version: number }> {
  authorise(ctx, 'launches.write');
  const spoken = change.scenes.filter(({ speak }) => speak).map(({ role }): RemakePart => ({ part: 'voice', scene: role }));
  return inTransaction(ctx, async (tx) => {
    await beginRemake(tx, { launchId, parts: [{ part: 'captions' }, ...spoken], fresh: false });
    const { version } = await editStory(tx, { subjectId: launchId, language, change });
    return { version };
  });
}
