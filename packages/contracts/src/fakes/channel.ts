import type { ChannelProvider, PostRequest, PostResult } from '../channel.ts';
import type { CallContext } from '../provider.ts';
import { type Fake, fakeControl } from './control.ts';

/**
 * Publishes into memory, once per key. With `pendingFinds` a post stays pending for so many calls of `find`, as on the platforms that
 * work through a film before they show it.
 */
export function fakeChannel(options: { readonly pendingFinds?: number } = {}): Fake<ChannelProvider> {
  const { control, attempt } = fakeControl();
  const posts = new Map<string, { readonly id: string; pendingFinds: number }>();
  const resultOf = (post: { id: string; pendingFinds: number }): PostResult =>
    post.pendingFinds > 0
      ? { state: 'pending', id: post.id }
      : { state: 'published', id: post.id, url: `https://channel.example/posts/${post.id}` };
  const publishOnce = (key: string): PostResult => {
    const post = posts.get(key) ?? { id: `fake-${posts.size + 1}`, pendingFinds: options.pendingFinds ?? 0 };
    posts.set(key, post);
    return resultOf(post);
  };
  const look = (key: string): PostResult | null => {
    const post = posts.get(key);
    if (!post) return null;
    if (post.pendingFinds > 0) post.pendingFinds -= 1;
    return resultOf(post);
  };
  return Object.assign(control, {
    id: 'fake-channel',
    kind: 'channel' as const,
    label: 'Fake channel',
    offline: true,
    publish: (request: PostRequest, call: CallContext) =>
      attempt({ operation: 'publish', input: request, signal: call.signal }, () => publishOnce(request.key)),
    find: (key: string, call: CallContext) => attempt({ operation: 'find', input: key, signal: call.signal }, () => look(key)),
  });
}
