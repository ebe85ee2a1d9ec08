import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ChannelProvider, PostRequest } from '../channel.ts';
import { drawProduct } from '../fakes/picture.ts';
import type { CallContext } from '../provider.ts';
import { type Check, selfDescription } from './check.ts';

/** Promises of whoever publishes. */
export const channelConformance: readonly Check<ChannelProvider>[] = [
  selfDescription('channel'),
  {
    name: 'publishes, or says why not',
    run: async (provider, call) => {
      const result = await provider.publish(await postOf('post-published', call), call);
      if (result.state === 'refused') assert.ok(result.userMessage.length > 0);
      else assert.ok(result.id.length > 0);
      if (result.state === 'published') assert.ok(URL.canParse(result.url), `${result.url} is no address`);
    },
  },
  {
    name: 'finds again what it published',
    run: async (provider, call) => {
      const result = await provider.publish(await postOf('post-found', call), call);
      if (result.state === 'refused') return;
      const found = await provider.find('post-found', call);
      assert.ok(found !== null && found.state !== 'refused', 'the post cannot be found');
      assert.equal(found.id, result.id);
    },
  },
  {
    name: 'knows nothing of a post that was never handed over',
    run: async (provider, call) => assert.equal(await provider.find('post-never-made', call), null),
  },
];

async function postOf(key: string, call: CallContext): Promise<PostRequest> {
  const picture = join(call.folder, 'post.png');
  await drawProduct(picture, { size: 640, seed: 3 });
  const copy = {
    channel: 'instagram',
    language: 'en',
    title: 'Walnut bowl',
    description: 'Hand-turned, oiled, 24 cm.',
    hashtags: ['#walnut'],
    tags: [],
    altText: 'A walnut bowl on a table',
    seoTitle: '',
    seoDescription: '',
  };
  return { key, copy, pictures: [picture] };
}
