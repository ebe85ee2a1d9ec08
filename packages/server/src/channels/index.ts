import './tables.ts';

export { composeKit, type KitMaterial } from './kits/compose-kit.ts';
export { type Kit, listKits, writeKits } from './kits/write-kits.ts';
export { CHANNELS, type Channel, findChannel, LIMITS_CHECKED_ON } from './limits/channel.ts';
export { draftPosts, listPosts, type Post, schedulePosts } from './posts/draft-posts.ts';
