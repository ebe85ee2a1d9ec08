import { type ChannelCopy, type ProductFacts, ProviderError, type TextLimits } from '@bottega/contracts';
import { type Ctx, keepEvidence } from '#platform';
import { checkCopy } from './check-copy.ts';

export type WrittenCopy = ChannelCopy & { readonly provider: string };

/**
 * Writes the texts of every channel in every language, inside each channel's limits, and keeps them with their evidence.
 * What is there already is written over: the same seed gives the same texts.
 */
export async function writeCopy(
  ctx: Ctx,
  input: {
    subjectId: string;
    facts: ProductFacts;
    channels: readonly { id: string; text: TextLimits }[];
    languages: readonly string[];
    seed: number;
    onProgress?: (done: number, note: string) => void;
  },
): Promise<{ provider: string; texts: number }> {
  const jobs = input.languages.flatMap((language) => input.channels.map((channel) => ({ language, channel })));
  let provider = '';
  for (const [index, { language, channel }] of jobs.entries()) {
    provider = await writeOne(ctx, { ...input, language, channel });
    input.onProgress?.((index + 1) / jobs.length, `${channel.id}, ${language}`);
  }
  return { provider, texts: jobs.length };
}

type OneText = { subjectId: string; facts: ProductFacts; seed: number; language: string; channel: { id: string; text: TextLimits } };

function writeOne(ctx: Ctx, { subjectId, facts, seed, language, channel }: OneText): Promise<string> {
  return ctx.providers.ask(
    'text',
    { signal: ctx.signal, serves: (writer) => writer.languages.includes(language) },
    async (writer, call) => {
      const made = await writer.writeCopy({ facts, channel: channel.id, limits: channel.text, language, seed }, call);
      const problems = checkCopy(made.value, channel.text);
      // Another provider is asked then: what a channel would refuse is not kept.
      if (problems.length > 0) throw new ProviderError('bad_input', `${writer.label}: ${channel.id}, ${language}: ${problems.join(' ')}`);
      return made;
    },
    async ({ provider, made }) => {
      await saveCopy(ctx, subjectId, { ...made.value, provider });
      await keepEvidence(ctx, { subjectId, asset: `copy ${channel.id} ${language}`, provider, made });
      return provider;
    },
  );
}

async function saveCopy(ctx: Ctx, subjectId: string, copy: WrittenCopy): Promise<void> {
  const texts = {
    title: copy.title,
    description: copy.description,
    hashtags: [...copy.hashtags],
    tags: [...copy.tags],
    alt_text: copy.altText,
    seo_title: copy.seoTitle,
    seo_description: copy.seoDescription,
    provider: copy.provider,
  };
  await ctx.db
    .insertInto('copy_text')
    .values({ shop_id: ctx.shop.id, subject_id: subjectId, channel: copy.channel, language: copy.language, ...texts })
    .onConflict((conflict) => conflict.columns(['shop_id', 'subject_id', 'channel', 'language']).doUpdateSet(texts))
    .execute();
}

/** All texts of a subject. */
export async function listCopy(ctx: Ctx, subjectId: string): Promise<WrittenCopy[]> {
  return ctx.db
    .selectFrom('copy_text')
    .select([
      'channel',
      'language',
      'title',
      'description',
      'hashtags',
      'tags',
      'alt_text as altText',
      'seo_title as seoTitle',
      'seo_description as seoDescription',
      'provider',
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .orderBy('channel')
    .orderBy('language')
    .execute();
}

/** The languages that some text provider writes. */
export const writableLanguages = (ctx: Ctx): string[] => [...new Set(ctx.providers.list('text').flatMap((writer) => writer.languages))];
