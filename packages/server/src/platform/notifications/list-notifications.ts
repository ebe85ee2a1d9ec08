import type { z } from '@hono/zod-openapi';
import type { Ctx } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { type Page, toPage } from '../routes/paging.ts';
import { isNotificationKind, NOTIFICATION_KINDS } from './kinds.ts';
import { listNotificationsSchema, type NotificationView, requirePerson } from './notification.ts';

/** What the member who asks was told, newest first. @throws BottegaError forbidden, invalid_input */
export async function listNotifications(ctx: Ctx, input: z.input<typeof listNotificationsSchema> = {}): Promise<Page<NotificationView>> {
  const userId = requirePerson(ctx);
  const wanted = readInput(listNotificationsSchema, input);
  let query = ctx.db
    .selectFrom('notification')
    .select(['id', 'kind', 'subject_id', 'detail', 'read_at', 'created_at'])
    .where('shop_id', '=', ctx.shop.id)
    .where('user_id', '=', userId);
  if (wanted.unread === true) query = query.where('read_at', 'is', null);
  if (wanted.cursor !== undefined) query = query.where('id', '<', wanted.cursor);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(wanted.limit + 1)
    .execute();
  const page = toPage(rows, wanted.limit);
  const items = page.items.flatMap(({ id, kind, subject_id, detail, read_at, created_at }): NotificationView[] => {
    if (!isNotificationKind(kind)) return []; // of a kind that a later release took away
    const { name = '' } = detail as { name?: string };
    return [{ id, kind, name, href: NOTIFICATION_KINDS[kind].href(subject_id), read: read_at !== null, at: created_at }];
  });
  return { ...page, items };
}

/** How many the member who asks has not read, at most 100. */
export async function countUnread(ctx: Ctx): Promise<number> {
  const userId = requirePerson(ctx);
  const rows = await ctx.db
    .selectFrom('notification')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .limit(100)
    .execute();
  return rows.length;
}
