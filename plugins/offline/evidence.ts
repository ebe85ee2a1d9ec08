import { FREE, type Made } from '@bottega/contracts';

/**
 * What this machine made by itself: it costs nothing and belongs to whoever runs it. `prompt` is what was asked, so that the making
 * can be repeated.
 */
export const ownWork = <T>(value: T, prompt: unknown): Made<T> => ({
  value,
  cost: FREE,
  evidence: { licence: 'LicenseRef-own-work', prompt: JSON.stringify(prompt) },
});
