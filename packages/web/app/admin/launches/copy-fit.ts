import type { ChannelText } from '../types.ts';
import { textLength } from './text-length.ts';

/** One field of a channel's text beside what the channel allows. `max` is null where there is no limit. */
export type FieldFit = { readonly count: number; readonly max: number | null; readonly state: 'fits' | 'long' | 'short' };

type CopyFit = Readonly<Partial<Record<'title' | 'description' | 'hashtags' | 'tags', FieldFit>>>;

/** Measures the fields that a text has; a field that the channel lacks and the text leaves empty is absent. */
export function measureCopy(copy: Pick<ChannelText, 'title' | 'description' | 'hashtags' | 'tags' | 'limits'>): CopyFit {
  const { limits } = copy;
  return {
    ...(copy.title && { title: fit(textLength(copy.title), limits.title) }),
    ...(copy.description && { description: fit(textLength(copy.description, limits.description?.unit), limits.description) }),
    ...(copy.hashtags.length > 0 && { hashtags: fit(copy.hashtags.length, limits.hashtags) }),
    ...(copy.tags.length > 0 && { tags: fit(copy.tags.length, limits.tags) }),
  };
}

function fit(count: number, limit: { readonly max: number; readonly min?: number } | undefined): FieldFit {
  if (!limit) return { count, max: null, state: 'fits' };
  if (count > limit.max) return { count, max: limit.max, state: 'long' };
  return { count, max: limit.max, state: count < (limit.min ?? 0) ? 'short' : 'fits' };
}

/** The worst of a text's fields, which is what its pill says. */
export function overallFit(fit: CopyFit): FieldFit['state'] {
  const states = Object.values(fit).map((field) => field.state);
  return states.find((state) => state === 'long') ?? states.find((state) => state === 'short') ?? 'fits';
}
