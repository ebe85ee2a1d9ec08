import type { CallContext, Provider } from './provider.ts';
import type { ChannelCopy } from './text.ts';

/** A post as it is handed over: files on local disk, texts already inside the channel's limits. */
export type PostRequest = {
  /** Unique per post, for the channels that deduplicate. */
  readonly key: string;
  readonly copy: ChannelCopy;
  readonly pictures: readonly string[];
  readonly film?: string;
  readonly captions?: string;
  readonly thumbnail?: string;
};

/** Publishing may take a while on their side: `pending` is asked again with `find`. */
export type PostResult =
  | { readonly state: 'published'; readonly id: string; readonly url: string }
  | { readonly state: 'pending'; readonly id: string }
  | { readonly state: 'refused'; readonly userMessage: string };

/** Publishes to one platform. */
export type ChannelProvider = Provider & {
  readonly kind: 'channel';
  publish(request: PostRequest, call: CallContext): Promise<PostResult>;
  /** Reads back what became of a post; the only way to learn the outcome when an answer was lost. */
  find(key: string, call: CallContext): Promise<PostResult | null>;
};
