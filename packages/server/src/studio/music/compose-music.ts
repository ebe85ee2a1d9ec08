import type { Mood, ProductCategory } from '@bottega/contracts';
import type { Ctx } from '#platform';
import { type Asset, listAssets, saveAsset } from '../assets/assets.store.ts';

const MOOD_OF: Readonly<Record<ProductCategory, Mood>> = {
  tableware: 'warm',
  kitchen: 'warm',
  decor: 'calm',
  furniture: 'warm',
  jewellery: 'grand',
  clothing: 'bright',
  bags: 'bright',
  candles: 'calm',
  soap: 'calm',
  toys: 'playful',
  stationery: 'bright',
  art: 'grand',
  garden: 'calm',
  food: 'playful',
  other: 'warm',
};

/** Composes the bed of a film, fitted to its length in seconds. */
export function composeMusic(
  ctx: Ctx,
  { subjectId, seconds, category, seed }: { subjectId: string; seconds: number; category: ProductCategory; seed: number },
): Promise<{ provider: string; mood: Mood }> {
  const mood = MOOD_OF[category];
  return ctx.providers.ask(
    'music',
    { signal: ctx.signal },
    (composer, call) => composer.compose({ seconds, mood, seed }, call),
    async ({ provider, made }) => {
      const asset = { subjectId, kind: 'music', name: 'bed', extension: 'wav', audience: 'staff' } as const;
      await saveAsset(ctx, { ...asset, path: made.value.path, details: { seconds: made.value.seconds, mood }, provider, made });
      return { provider, mood };
    },
  );
}

export const findMusic = async (ctx: Ctx, subjectId: string): Promise<Asset | undefined> => (await listAssets(ctx, subjectId, 'music'))[0];
