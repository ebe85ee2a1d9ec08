import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageOf } from '../routes/paging.ts';
import type { RoomEnv } from '../routes/room-module.ts';
import { idParams, json, jsonBody, problems } from '../routes/route-schemas.ts';
import { listNotifications } from './list-notifications.ts';
import { markRead } from './mark-read.ts';
import { listNotificationsSchema, notificationSchema, wishSchema } from './notification.ts';
import { listWishes, setWish } from './wishes.ts';

const tags = ['Notifications'];
const done = { 204: { description: 'Done.' } };

const list = createRoute({
  method: 'get',
  path: '/api/v1/notifications',
  tags,
  summary: 'List notifications',
  description: 'What the member who asks was told, newest first. Permission: `notifications.read`.',
  request: { query: listNotificationsSchema },
  responses: { 200: json(pageOf(notificationSchema), 'One page of notifications.'), ...problems(401, 403, 422) },
});

const readAll = createRoute({
  method: 'post',
  path: '/api/v1/notifications/read',
  tags,
  summary: 'Mark all as read',
  description: 'Permission: `notifications.read`.',
  responses: { ...done, ...problems(401, 403) },
});

const readOne = createRoute({
  method: 'post',
  path: '/api/v1/notifications/{id}/read',
  tags,
  summary: 'Mark one as read',
  description: 'One that is read already stays as it is. Permission: `notifications.read`.',
  request: { params: idParams },
  responses: { ...done, ...problems(401, 403, 404) },
});

const wishes = createRoute({
  method: 'get',
  path: '/api/v1/notification-wishes',
  tags,
  summary: 'See how you are told',
  description: 'Of each kind of thing that your role may know of. Permission: `notifications.read`.',
  responses: { 200: json(z.object({ items: z.array(wishSchema) }), 'A wish for each kind.'), ...problems(401, 403) },
});

const wish = createRoute({
  method: 'put',
  path: '/api/v1/notification-wishes',
  tags,
  summary: 'Say how you want to be told',
  description: 'Permission: `notifications.read`.',
  request: { body: jsonBody(wishSchema) },
  responses: { 200: json(wishSchema, 'The wish.'), ...problems(401, 403, 422) },
});

/** Notifications of the member who asks: list, read, wishes. */
export function addNotificationRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listNotifications(c.var.ctx, c.req.query()), 200));
  app.openapi(readAll, async (c) => {
    await markRead(c.var.ctx);
    return c.body(null, 204);
  });
  app.openapi(readOne, async (c) => {
    await markRead(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(wishes, async (c) => c.json({ items: await listWishes(c.var.ctx) }, 200));
  app.openapi(wish, async (c) => c.json(await setWish(c.var.ctx, c.req.valid('json')), 200));
}
