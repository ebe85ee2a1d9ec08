import { ProviderError } from '@bottega/contracts';
import type { Delivery } from '../platform/calls/ledger/delivery.ts';

/** What the channel does with one sending. `lost` takes it and loses the answer, `swallowed` loses both. */
export type ChannelMood = 'well' | 'lost' | 'swallowed' | 'refuses' | 'busy' | 'breaks';

/** A service without idempotency keys, as most platforms are: each sending that it takes is one more post. */
export type FakeChannel = {
  readonly posts: { readonly key: string; readonly reference: string }[];
  /** How often a post stands there under the key. */
  count(key: string): number;
  /** A delivery to it; each sending asks `mood` anew. */
  delivery(key: string, mood: () => ChannelMood, showsWithinMs?: number): Delivery;
};

export function createFakeChannel(): FakeChannel {
  const posts: { key: string; reference: string }[] = [];
  const take = (key: string): string => {
    const reference = `post-${posts.length + 1}`;
    posts.push({ key, reference });
    return reference;
  };
  const moods: Record<ChannelMood, (key: string) => string> = {
    well: take,
    lost(key) {
      take(key);
      throw new ProviderError('unknown_outcome', 'The answer was lost.');
    },
    swallowed() {
      throw new ProviderError('unknown_outcome', 'The answer was lost.');
    },
    refuses() {
      throw new ProviderError('refused', 'This is not for us.');
    },
    busy() {
      throw new ProviderError('rate_limited', 'Later, please.', { retryAfterSeconds: 1 });
    },
    breaks(key) {
      take(key);
      throw new TypeError('a bug in the provider');
    },
  };
  return {
    posts,
    count: (key) => posts.filter((post) => post.key === key).length,
    delivery: (key, mood, showsWithinMs = 0) => ({
      key,
      service: 'fake-channel',
      showsWithinMs,
      send: async (call) => moods[mood()](call.key),
      async readBack(call) {
        const post = posts.find(({ key: known }) => known === call.key);
        return post ? { state: 'found', reference: post.reference } : { state: 'absent' };
      },
    }),
  };
}
