import type { ProductFacts, Story } from '@bottega/contracts';
import { BottegaError, type Ctx, keepEvidence } from '#platform';

export type StoryInput = { subjectId: string; facts: ProductFacts; language: string; seconds: number; seed: number };

/** Writes the story of a film in one language and keeps it; writing it again replaces it. `seconds` is how long it should take to speak. */
export function writeStory(
  ctx: Ctx,
  { subjectId, facts, language, seconds, seed }: StoryInput,
): Promise<{ provider: string; story: Story }> {
  return ctx.providers.ask(
    'text',
    { signal: ctx.signal, serves: (writer) => writer.languages.includes(language) },
    (writer, call) => writer.writeStory({ facts, language, seconds, seed }, call),
    async ({ provider, made }) => {
      const story = { scenes: JSON.stringify(made.value.scenes), provider };
      await ctx.db
        .insertInto('story')
        .values({ shop_id: ctx.shop.id, subject_id: subjectId, language, ...story })
        .onConflict((conflict) => conflict.columns(['shop_id', 'subject_id', 'language']).doUpdateSet(story))
        .execute();
      await keepEvidence(ctx, { subjectId, asset: `story ${language}`, provider, made });
      return { provider, story: made.value };
    },
  );
}

/** @throws BottegaError not_found when no story was written in that language. */
export async function getStory(ctx: Ctx, subjectId: string, language: string): Promise<Story> {
  const row = await ctx.db
    .selectFrom('story')
    .select('scenes')
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .where('language', '=', language)
    .executeTakeFirst();
  if (!row) throw new BottegaError('not_found', `There is no story in ${language}.`);
  return { language, scenes: row.scenes };
}
