import { type ChannelCopy, type LengthUnit, type TextLimits, textLength } from '@bottega/contracts';

/** What of a copy is outside a channel's limits, as sentences; empty when all of it fits. */
export function checkCopy(copy: ChannelCopy, limits: TextLimits): string[] {
  const problems: string[] = [];
  const checkLength = (name: string, text: string, limit: { max: number; min?: number; unit?: LengthUnit } | undefined) => {
    if (!limit) return;
    const length = textLength(text, limit.unit);
    if (length > limit.max) problems.push(`The ${name} has ${length} of ${limit.max} characters: cut ${length - limit.max}.`);
    if (limit.min !== undefined && length < limit.min)
      problems.push(`The ${name} has ${length} characters, ${copy.channel} asks for ${limit.min}.`);
  };
  checkLength('title', copy.title, limits.title);
  checkLength('description', copy.description, limits.description);
  if (limits.hashtags && copy.hashtags.length > limits.hashtags.max) {
    problems.push(`There are ${copy.hashtags.length} hashtags, ${limits.hashtags.max} are allowed.`);
  }
  if (limits.tags) {
    const { max, maxLength } = limits.tags;
    if (copy.tags.length > max) problems.push(`There are ${copy.tags.length} tags, ${max} are allowed.`);
    for (const tag of copy.tags) if (textLength(tag) > maxLength) problems.push(`The tag "${tag}" is longer than ${maxLength} characters.`);
  }
  return problems;
}
