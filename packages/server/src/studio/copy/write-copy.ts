import { type ProductFacts, ProviderError, type Revision, type TextLimits } from '@bottega/contracts';
import { type Ctx, keepEvidence } from '#platform';
import { checkCopy } from './check-copy.ts';
import { saveCopy } from './copy.store.ts';

type Place = { readonly channel: string; readonly language: string };

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
    /** Which texts to write; all of them unless it says otherwise. */
    isWanted?: (place: Place) => boolean;
    /** Why a text is written again, and what it is not to say. */
    revisionOf?: (place: Place) => Revision | undefined;
    onProgress?: (done: number, note: string) => void;
  },
): Promise<{ provider: string; texts: number }> {
  const all = input.languages.flatMap((language) => input.channels.map((channel) => ({ language, channel })));
  const jobs = all.filter(({ language, channel }) => input.isWanted?.({ channel: channel.id, language }) ?? true);
  let provider = '';
  for (const [index, { language, channel }] of jobs.entries()) {
    const revision = input.revisionOf?.({ channel: channel.id, language });
    provider = await writeOne(ctx, { ...input, language, channel, ...(revision ? { revision } : {}) });
    input.onProgress?.((index + 1) / jobs.length, `${channel.id}, ${language}`);
  }
  return { provider, texts: jobs.length };
}

type OneText = {
  subjectId: string;
  facts: ProductFacts;
  seed: number;
  language: string;
  channel: { id: string; text: TextLimits };
  revision?: Revision;
};

function writeOne(ctx: Ctx, { subjectId, facts, seed, language, channel, revision }: OneText): Promise<string> {
  const request = { facts, channel: channel.id, limits: channel.text, language, seed, ...(revision ? { revision } : {}) };
  return ctx.providers.ask(
    'text',
    { signal: ctx.signal, serves: (writer) => writer.languages.includes(language) },
    async (writer, call) => {
      const made = await writer.writeCopy(request, call);
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

/** The languages that some text provider writes. */
export const writableLanguages = async (ctx: Ctx): Promise<string[]> => [
  ...new Set((await ctx.providers.list('text')).flatMap((writer) => writer.languages)),
];
