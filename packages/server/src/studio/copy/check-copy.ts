import { type ChannelCopy, type LengthUnit, type TextLimits, textLength } from '@bottega/contracts';

/** A field of a text that is outside its channel's limits, and what to do, as a sentence. */
export type CopyProblem = { readonly path: 'title' | 'description' | 'hashtags' | 'tags'; readonly message: string };

/** What of a copy is outside a channel's limits, field by field; empty when all of it fits. */
export function findCopyProblems(copy: ChannelCopy, limits: TextLimits): CopyProblem[] {
  const problems: CopyProblem[] = [];
  const checkLength = (path: 'title' | 'description', limit: { max: number; min?: number; unit?: LengthUnit } | undefined) => {
    if (!limit) return;
    const length = textLength(copy[path], limit.unit);
    if (length > limit.max)
      problems.push({ path, message: `The ${path} has ${length} of ${limit.max} characters: cut ${length - limit.max}.` });
    if (limit.min !== undefined && length < limit.min)
      problems.push({ path, message: `The ${path} has ${length} characters, ${copy.channel} asks for ${limit.min}.` });
  };
  checkLength('title', limits.title);
  checkLength('description', limits.description);
  if (limits.hashtags && copy.hashtags.length > limits.hashtags.max) {
    problems.push({ path: 'hashtags', message: `There are ${copy.hashtags.length} hashtags, ${limits.hashtags.max} are allowed.` });
  }
  return [...problems, ...findTagProblems(copy, limits)];
}

function findTagProblems({ tags }: ChannelCopy, limits: TextLimits): CopyProblem[] {
  if (!limits.tags) return [];
  const { max, maxLength } = limits.tags;
  const long = tags.filter((tag) => textLength(tag) > maxLength);
  return [
    ...(tags.length > max ? [{ path: 'tags' as const, message: `There are ${tags.length} tags, ${max} are allowed.` }] : []),
    ...long.map((tag) => ({ path: 'tags' as const, message: `The tag "${tag}" is longer than ${maxLength} characters.` })),
  ];
}

/** The same as sentences. */
export const checkCopy = (copy: ChannelCopy, limits: TextLimits): string[] => findCopyProblems(copy, limits).map(({ message }) => message);
