import { type CallContext, FREE, type Made, OWN_WORK, type TextProvider } from '@bottega/contracts';
import { composeCopy } from './copy.ts';
import { LANGUAGES } from './languages/index.ts';
import { composeStory } from './story.ts';

const made = <T>(value: T, what: string, { signal }: CallContext): Made<T> => {
  signal.throwIfAborted();
  return { value, cost: FREE, evidence: { licence: OWN_WORK, prompt: what } };
};

/** Writes copy and stories by grammar, from the facts alone: the same request with the same seed gives the same text. */
export const grammarWriter: TextProvider = {
  id: 'offline-grammar',
  kind: 'text',
  label: 'Written on this machine',
  offline: true,
  languages: LANGUAGES.map(({ code }) => code),

  async writeCopy(request, call) {
    return made(composeCopy(request), `copy for ${request.channel} in ${request.language}, seed ${request.seed}`, call);
  },

  async writeStory(request, call) {
    return made(composeStory(request), `story of ${request.seconds} s in ${request.language}, seed ${request.seed}`, call);
  },
};
