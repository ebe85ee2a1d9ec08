import { SCENE_ROLES, type SceneRole } from '@bottega/contracts';
import { z } from '@hono/zod-openapi';
import { STEPS, type StepName } from '../launches/launch.ts';

const language = z.string().trim().min(2).max(20);
const scene = z.enum(SCENE_ROLES);

/** One part of a launch that can be made again by itself. */
export const remakePartSchema = z
  .discriminatedUnion('part', [
    z.object({ part: z.literal('all') }),
    z.object({ part: z.literal('text'), channel: z.string().optional(), language: language.optional() }),
    z.object({ part: z.literal('story') }),
    z.object({ part: z.literal('voice'), scene }),
    z.object({ part: z.literal('captions') }),
    z.object({ part: z.literal('picture'), scene }),
    z.object({ part: z.literal('music') }),
    z.object({ part: z.literal('kits') }),
  ])
  .openapi('RemakePart', { example: { part: 'text', channel: 'etsy', language: 'en' } });
export type RemakePart = z.output<typeof remakePartSchema>;

/** What a part touches: these steps run again, the others stay as they are. */
const TOUCHED: Readonly<Record<RemakePart['part'], readonly StepName[]>> = {
  all: STEPS,
  text: ['copy', 'moderation', 'product', 'kits', 'posts'],
  // Pictures only where the new story has a scene that the old one had not.
  story: ['story', 'narration', 'pictures', 'moderation', 'product', 'films', 'thumbnails', 'kits', 'posts'],
  voice: ['narration', 'moderation', 'product', 'films', 'kits', 'posts'],
  captions: ['moderation', 'product', 'films', 'kits', 'posts'],
  picture: ['photo', 'pictures', 'moderation', 'product', 'films', 'kits', 'posts'],
  music: ['music', 'product', 'films', 'kits', 'posts'],
  kits: ['photo', 'moderation', 'product', 'kits', 'posts'],
};

/** The stills are drawn over the picture of the first scene. */
const touchesStills = (part: RemakePart): boolean => part.part === 'picture' && part.scene === 'hook';

/** The steps that parts touch, in the order in which they run. */
export const stepsFor = (parts: readonly RemakePart[]): StepName[] =>
  STEPS.filter((step) => parts.some((part) => TOUCHED[part.part].includes(step) || (step === 'thumbnails' && touchesStills(part))));

/** What one run of a launch makes: all of it the first time, then what was asked for. */
export type Assignment = {
  readonly runId: string;
  readonly steps: readonly StepName[];
  readonly parts: readonly RemakePart[];
  readonly reason: string;
  readonly rejected: readonly RejectedText[];
};

/** A text that was sent back: its place (`copy etsy en`, `story en`) and its words. */
export type RejectedText = { readonly place: string; readonly text: string };

export const asks = (parts: readonly RemakePart[], ...names: RemakePart['part'][]): boolean =>
  parts.some(({ part }) => part === 'all' || names.includes(part));

/** Whether a text of a place is to be written again. */
export const asksForText = (parts: readonly RemakePart[], channel: string, language: string): boolean =>
  parts.some(
    (part) =>
      part.part === 'all' || (part.part === 'text' && (part.channel ?? channel) === channel && (part.language ?? language) === language),
  );

/** The scenes whose voice is to be spoken again, and those whose picture is to be made again; undefined for all of them. */
export const scenesToSpeak = (parts: readonly RemakePart[]): readonly SceneRole[] | undefined =>
  asks(parts, 'story') ? undefined : parts.flatMap((part) => (part.part === 'voice' ? [part.scene] : []));
export const scenesToFrame = (parts: readonly RemakePart[]): readonly SceneRole[] | undefined =>
  asks(parts) ? undefined : parts.flatMap((part) => (part.part === 'picture' ? [part.scene] : []));
