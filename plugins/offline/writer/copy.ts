import type { ChannelCopy, CopyRequest, ProductFacts, TextLimits } from '@bottega/contracts';
import { type Desk, describe, type Room } from './description.ts';
import { cutAtWord, firstThatFits, measure, type Unit } from './fit.ts';
import { dice, fill } from './grammar.ts';
import { languageFor } from './languages/index.ts';
import { drawAnew, tighten } from './revise.ts';
import { isolate, writtenSlots } from './slots.ts';
import { hashtagsOf, tagsOf } from './tags.ts';
import { entitle } from './titles.ts';
import { SEARCH_VOICE, voiceOf } from './voices.ts';

/** What screen readers and search results show whole. */
const LONGEST_ALT_TEXT = 125;
const LONGEST_SEO_TITLE = 60;
const LONGEST_SEO_DESCRIPTION = 155;

/**
 * The texts of one product for one channel, each inside its limit; said otherwise than what was sent back, as far as grammar goes.
 * @throws ProviderError `unsupported` for a language the writer lacks.
 */
export function composeCopy({ revision, ...request }: CopyRequest): ChannelCopy {
  const limits = tighten(request.limits, revision);
  const draw = (seed: number) => drawCopy({ ...request, limits, seed });
  return drawAnew(revision, request.seed, draw, ({ title, description }) => `${title}\n${description}`);
}

function drawCopy({ facts, channel, limits, language: tag, seed }: CopyRequest): ChannelCopy {
  const language = languageFor(tag);
  const voice = voiceOf(channel);
  const deskFor = (purpose: string): Desk => ({
    facts,
    language,
    slots: writtenSlots(facts, language, tag),
    dice: dice([seed, channel, language.code, facts.name, purpose].join('|')),
  });
  const hashtags = hashtagsThatFit(hashtagsOf(limits.hashtags, deskFor('hashtags')), limits.description);
  return {
    channel,
    language: tag,
    title: limits.title ? entitle(voice.title, limits.title, deskFor('title')) : '',
    description: limits.description ? describe(voice, besides(hashtags, limits.description), deskFor('description')) : '',
    hashtags,
    tags: tagsOf(limits.tags, deskFor('tags')),
    altText: altTextOf(deskFor('alt text'), tag),
    seoTitle: seoTitleOf(deskFor('seo')),
    seoDescription: describe(SEARCH_VOICE, { max: LONGEST_SEO_DESCRIPTION }, deskFor('seo')),
  };
}

/** Hashtags are posted under the description and count with it. */
const spaceOf = (hashtags: readonly string[], unit?: Unit): number => (hashtags.length ? measure(`\n\n${hashtags.join(' ')}`, unit) : 0);

function hashtagsThatFit(hashtags: readonly string[], description: TextLimits['description']): string[] {
  const kept = [...hashtags];
  while (description && spaceOf(kept, description.unit) > description.max / 4 && kept.length > 0) kept.pop();
  return kept;
}

function besides(hashtags: readonly string[], room: NonNullable<TextLimits['description']>): Room {
  return { ...room, max: Math.max(room.max - spaceOf(hashtags, room.unit), room.min ?? 0) };
}

/** The picture in words; colours are left away before the name is cut. */
function altTextOf(desk: Desk, tag: string): string {
  const { language, facts, dice: chance } = desk;
  const plain = language.altTexts.at(-1)!;
  const coloured = chance.shuffle(language.altTexts.slice(0, -1));
  const palettes = [3, 2, 1].map((count) => facts.palette.slice(0, count));
  const candidates = palettes.flatMap((palette) => {
    const slots = writtenSlots({ ...facts, palette }, language, tag);
    return coloured.map((pattern) => fill(pattern, slots));
  });
  const whole = firstThatFits([...candidates, fill(plain, desk.slots)].filter(Boolean), LONGEST_ALT_TEXT);
  return whole || fill(plain, { ...desk.slots, name: shortName(facts, LONGEST_ALT_TEXT - measure(fill(plain, { name: ' ' })), desk) });
}

function seoTitleOf(desk: Desk): string {
  const candidates = desk.language.titles.seo.map((pattern) => fill(pattern, desk.slots)).filter(Boolean);
  return firstThatFits(candidates, LONGEST_SEO_TITLE) || cutAtWord(desk.facts.name.trim(), LONGEST_SEO_TITLE);
}

/** The name cut to a room that its isolates share. */
function shortName({ name }: ProductFacts, max: number, { language }: Desk): string {
  const isolates = measure(isolate(name, language)) - measure(name);
  return isolate(cutAtWord(name.trim(), max - isolates), language);
}
