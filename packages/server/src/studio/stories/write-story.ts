import { type ProductFacts, type Revision, SCENE_ROLES, type SceneRole, type Story } from '@bottega/contracts';
import { sql } from 'kysely';
import { BottegaError, type Ctx, keepEvidence } from '#platform';
import type { KeptScene } from '../tables.ts';

export type StoryInput = {
  subjectId: string;
  facts: ProductFacts;
  language: string;
  seconds: number;
  seed: number;
  /** Why it is written again, and what it is not to say. */
  revision?: Revision;
};

/** A story as it is kept. `version` counts its changes. */
export type KeptStory = { readonly language: string; readonly version: number; readonly scenes: readonly KeptScene[] };

/** Writes the story of a film in one language and keeps it; writing it again replaces it. `seconds` is how long it should take to speak. */
export function writeStory(
  ctx: Ctx,
  { subjectId, facts, language, seconds, seed, revision }: StoryInput,
): Promise<{ provider: string; story: Story }> {
  return ctx.providers.ask(
    'text',
    { signal: ctx.signal, serves: (writer) => writer.languages.includes(language) },
    (writer, call) => writer.writeStory({ facts, language, seconds, seed, ...(revision ? { revision } : {}) }, call),
    async ({ provider, made }) => {
      const story = { scenes: JSON.stringify(made.value.scenes), provider };
      await ctx.db
        .insertInto('story')
        .values({ shop_id: ctx.shop.id, subject_id: subjectId, language, ...story })
        .onConflict((conflict) =>
          conflict
            .columns(['shop_id', 'subject_id', 'language'])
            .doUpdateSet((of) => ({ ...story, version: of('story.version', '+', 1) }))
            .where(sql<boolean>`story.scenes is distinct from excluded.scenes`),
        )
        .execute();
      await keepEvidence(ctx, { subjectId, asset: `story ${language}`, provider, made });
      return { provider, story: made.value };
    },
  );
}

/** The stories of a subject, one for each language. */
export const listStories = (ctx: Ctx, subjectId: string): Promise<KeptStory[]> =>
  ctx.db
    .selectFrom('story')
    .select(['language', 'version', 'scenes'])
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .orderBy('language')
    .execute();

/** The scenes that these stories tell, in their order. Not all have every scene: there was no close look once. */
export function rolesOf(stories: readonly KeptStory[]): SceneRole[] {
  const told = new Set(stories.flatMap(({ scenes }) => scenes.map(({ role }) => role)));
  return SCENE_ROLES.filter((role) => told.has(role));
}

/** @throws BottegaError not_found when no story was written in that language. */
export async function getStory(ctx: Ctx, subjectId: string, language: string): Promise<KeptStory> {
  const story = (await listStories(ctx, subjectId)).find((kept) => kept.language === language);
  if (!story) throw new BottegaError('not_found', `There is no story in ${language}.`);
  return story;
}
