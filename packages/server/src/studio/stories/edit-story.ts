import { SCENE_ROLES } from '@bottega/contracts';
import { z } from '@hono/zod-openapi';
import { BottegaError, type Ctx, inTransaction, readInput } from '#platform';
import { wasChanged } from '../copy/edit-copy.ts';
import type { KeptScene } from '../tables.ts';
import { getStory, type KeptStory } from './write-story.ts';

const sceneChangeSchema = z.object({
  role: z.enum(SCENE_ROLES),
  caption: z.string().trim().min(1, 'A caption cannot be empty.').max(600, 'Keep the caption within 600 characters.').optional(),
  card: z.string().trim().max(80, 'Keep the card within 80 characters.').optional(),
  speak: z
    .boolean()
    .default(false)
    .openapi({ description: 'Whether the voice is to say the new words too; it says the old ones otherwise.' }),
});

export const storyChangeSchema = z
  .object({ version: z.int().min(1), scenes: z.array(sceneChangeSchema).min(1).max(SCENE_ROLES.length) })
  .openapi('StoryChange', { example: { version: 1, scenes: [{ role: 'hook', caption: 'A bowl, turned from one block of walnut.' }] } });
export type StoryChange = z.input<typeof storyChangeSchema>;

/**
 * Changes what is read in scenes, and what is said where that is asked. A caption that is the narration again is no caption of its own.
 * @throws BottegaError not_found, conflict for another version, invalid_input for letters that no font has.
 */
export async function editStory(
  ctx: Ctx,
  { subjectId, language, change }: { subjectId: string; language: string; change: StoryChange },
): Promise<KeptStory> {
  const { version, scenes } = readInput(storyChangeSchema, change);
  const story = await getStory(ctx, subjectId, language);
  const edited = story.scenes.map((scene) => {
    const wanted = scenes.find(({ role }) => role === scene.role);
    return wanted ? editScene(scene, wanted) : scene;
  });
  await checkGlyphs(ctx, scenes);
  await inTransaction(ctx, async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('story')
      .set({ scenes: JSON.stringify(edited), version: version + 1 })
      .where('shop_id', '=', tx.shop.id)
      .where('subject_id', '=', subjectId)
      .where('language', '=', language)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw wasChanged(story.version);
  });
  return { language, version: version + 1, scenes: edited };
}

function editScene(scene: KeptScene, { caption, card, speak }: z.output<typeof sceneChangeSchema>): KeptScene {
  const { caption: before, ...rest } = scene;
  const words = caption ?? before ?? scene.narration;
  const narration = speak ? words : scene.narration;
  return { ...rest, narration, card: card ?? scene.card, ...(words === narration ? {} : { caption: words }) };
}

async function checkGlyphs(
  ctx: Ctx,
  scenes: readonly { role: string; caption?: string | undefined; card?: string | undefined }[],
): Promise<void> {
  for (const { caption = '', card = '' } of scenes) {
    const { missing } = await ctx.media.checkGlyphs([caption, card], { signal: ctx.signal });
    if (missing.length === 0) continue;
    throw new BottegaError('invalid_input', `Our fonts cannot draw these characters in a film: ${missing.join(' ')}`, {
      problems: [{ path: 'caption', message: `Write it without ${missing.join(' ')}.` }],
    });
  }
}
