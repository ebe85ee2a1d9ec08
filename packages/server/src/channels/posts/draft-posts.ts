import { authorise, type Ctx, newId } from '#platform';
import { CHANNELS, type Channel, findChannel } from '../limits/channel.ts';

/** A post on the schedule. `scheduledFor` is an ISO instant; `timeZone` is where its hour was meant. */
export type Post = {
  readonly id: string;
  readonly subjectId: string;
  readonly productId: string;
  readonly channel: string;
  /** A draft waits until the launch is approved. */
  readonly state: 'draft' | 'scheduled';
  readonly scheduledFor: string;
  readonly timeZone: string;
};

/** Puts a draft on the schedule for every channel; what is there stays as it is. */
export async function draftPosts(ctx: Ctx, input: { subjectId: string; productId: string }): Promise<{ posts: number }> {
  const { timeZone } = ctx.shop;
  const rows = CHANNELS.map((channel) => ({
    shop_id: ctx.shop.id,
    id: newId(),
    subject_id: input.subjectId,
    product_id: input.productId,
    channel: channel.id,
    state: 'draft' as const,
    scheduled_for: nextGoodTime(channel, ctx.clock.now(), timeZone).toString(),
    time_zone: timeZone,
  }));
  await ctx.db
    .insertInto('post')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['shop_id', 'subject_id', 'channel']).doNothing())
    .execute();
  return { posts: rows.length };
}

/** Puts the drafts of a subject on the schedule; one whose hour has passed while it waited gets the next good one. */
export async function schedulePosts(ctx: Ctx, { subjectId }: { subjectId: string }): Promise<void> {
  const now = ctx.clock.now();
  for (const post of await listPosts(ctx, { subjectId })) {
    if (post.state !== 'draft') continue;
    const isPast = Temporal.Instant.compare(Temporal.Instant.from(post.scheduledFor), now) <= 0;
    const channel = findChannel(post.channel);
    const scheduled_for = isPast && channel ? nextGoodTime(channel, now, post.timeZone).toString() : post.scheduledFor;
    await ctx.db
      .updateTable('post')
      .set({ state: 'scheduled', scheduled_for })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', post.id)
      .execute();
  }
}

/** Tomorrow at the hour at which people of that channel tend to look: a day is left to read the drafts. */
export function nextGoodTime({ bestHour }: Pick<Channel, 'bestHour'>, now: Temporal.Instant, timeZone: string): Temporal.Instant {
  const tomorrow = now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 });
  return tomorrow.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: bestHour }) }).toInstant();
}

/** Posts of the shop in order of time; of one subject where it is given. */
export async function listPosts(ctx: Ctx, input: { from?: string; to?: string; subjectId?: string } = {}): Promise<Post[]> {
  authorise(ctx, 'posts.read');
  let query = ctx.db
    .selectFrom('post')
    .select([
      'id',
      'subject_id as subjectId',
      'product_id as productId',
      'channel',
      'state',
      'scheduled_for as scheduledFor',
      'time_zone as timeZone',
    ])
    .where('shop_id', '=', ctx.shop.id);
  if (input.from) query = query.where('scheduled_for', '>=', input.from);
  if (input.to) query = query.where('scheduled_for', '<', input.to);
  if (input.subjectId) query = query.where('subject_id', '=', input.subjectId);
  return query.orderBy('scheduled_for').limit(500).execute();
}
