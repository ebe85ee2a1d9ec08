import type { ProductFacts, Revision, SceneRole, WordTime } from '@bottega/contracts';
import type { Ctx } from '#platform';
import { type Asset, listAssets, saveAsset } from '../assets/assets.store.ts';
import { getStory, writeStory } from '../stories/write-story.ts';

/** What a film needs to know of the voice of one scene. */
export type SpokenScene = { readonly seconds: number; readonly words: readonly WordTime[] };

/** Silence before the voice of a scene, and after it, in seconds; a film under 18 s has less of it to give. */
export function silenceOf(filmSeconds: number): { readonly lead: number; readonly tail: number } {
  const share = Math.min(1, filmSeconds / 18);
  return { lead: 0.35 * share, tail: 0.4 * share };
}

/** The voice should fill this much of the time it is given. */
const FULL_ENOUGH = 0.72;
const TRIES = 4;
/** A voice that is still too long for a short film is hurried by so much at most: faster is hard to follow. */
const MOST_PACE = 1.3;

type NarrationInput = {
  subjectId: string;
  facts: ProductFacts;
  language: string;
  /** Of the whole film. */
  seconds: number;
  seed: number;
  /** What a story that is written to another length is not to say. */
  revision?: Revision;
  onProgress?: (done: number, note: string) => void;
};

type Spoken = { readonly provider: string; readonly seconds: number };
/** `filled` is the share of the time for words that they take. */
type SpokenStory = Spoken & { readonly filled: number };

/**
 * Speaks the story scene by scene. Only the voice knows how long its words take: where they are too many or too few for the film,
 * the story is written again, shorter or longer, and spoken again. What cannot be said in fewer words is said faster.
 */
export async function speakStory(ctx: Ctx, input: NarrationInput): Promise<Spoken> {
  let aim = input.seconds;
  let best = { aim, filled: 0, miss: Number.POSITIVE_INFINITY };
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const spoken = await speakScenes(ctx, input, 1, (note) => input.onProgress?.(attempt / (TRIES + 1), note));
    const { filled } = spoken;
    const miss = filled > 1 ? filled - 1 : Math.max(0, FULL_ENOUGH - filled);
    if (miss === 0) return spoken;
    if (miss < best.miss) best = { aim, filled, miss };
    aim *= Math.min(1.6, Math.max(0.55, 0.9 / filled));
    await writeStory(ctx, { ...input, seconds: aim });
  }
  await writeStory(ctx, { ...input, seconds: best.aim });
  const pace = Math.min(MOST_PACE, Math.max(1, best.filled));
  return speakScenes(ctx, input, pace, () => undefined);
}

async function speakScenes(ctx: Ctx, input: NarrationInput, pace: number, onScene: (note: string) => void): Promise<SpokenStory> {
  const { scenes } = await getStory(ctx, input.subjectId, input.language);
  const { lead, tail } = silenceOf(input.seconds);
  let seconds = 0;
  let provider = '';
  for (const [index, scene] of scenes.entries()) {
    const spoken = await speakScene(ctx, input, { index, text: scene.narration, pace });
    seconds += spoken.seconds;
    provider = spoken.provider;
    onScene(`scene ${index + 1} of ${scenes.length}`);
  }
  return { provider, seconds, filled: seconds / (input.seconds - scenes.length * (lead + tail)) };
}

/** Speaks some scenes of a story again, as they stand: nothing is written anew, and the other scenes keep their voice. */
export async function speakScenesAgain(ctx: Ctx, input: NarrationInput & { scenes: readonly SceneRole[] }): Promise<Spoken> {
  const { scenes } = await getStory(ctx, input.subjectId, input.language);
  let spoken: Spoken = { provider: '', seconds: 0 };
  for (const [index, { role, narration }] of scenes.entries()) {
    if (!input.scenes.includes(role)) continue;
    const { provider, seconds } = await speakScene(ctx, input, { index, text: narration, pace: 1 });
    spoken = { provider, seconds: spoken.seconds + seconds };
    input.onProgress?.((index + 1) / scenes.length, `scene ${index + 1} of ${scenes.length}`);
  }
  return spoken;
}

function speakScene(ctx: Ctx, { subjectId, language, seed }: NarrationInput, scene: { index: number; text: string; pace: number }) {
  return ctx.providers.ask(
    'speech',
    { signal: ctx.signal, serves: (voice) => voice.languages.includes(language) },
    (voice, call) => voice.speak({ text: scene.text, language, seed, pace: scene.pace }, call),
    async ({ provider, made }) => {
      const details: SpokenScene = { seconds: made.value.seconds, words: made.value.words };
      const asset = { subjectId, kind: 'narration', name: `scene ${scene.index + 1}`, extension: 'wav', audience: 'staff' } as const;
      await saveAsset(ctx, { ...asset, path: made.value.path, details, provider, made });
      return { provider, seconds: made.value.seconds };
    },
  );
}

/** The voices of a film, scene by scene. */
export const listNarration = (ctx: Ctx, subjectId: string): Promise<Asset<SpokenScene>[]> =>
  listAssets<SpokenScene>(ctx, subjectId, 'narration');
