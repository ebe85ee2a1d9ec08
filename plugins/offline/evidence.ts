import { FREE, type Made, OWN_WORK } from '@bottega/contracts';

/**
 * What this machine made by itself: it costs nothing and belongs to whoever runs it. `prompt` is what was asked, so that the making
 * can be repeated.
 */
export const ownWork = <T>(value: T, prompt: unknown): Made<T> => ({
  value,
  cost: FREE,
  evidence: { licence: OWN_WORK, prompt: JSON.stringify(prompt) },
});
