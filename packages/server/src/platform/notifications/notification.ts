import { z } from '@hono/zod-openapi';
import { authorise, type Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { pageInputSchema } from '../routes/paging.ts';
import { NOTIFICATION_KIND_NAMES } from './kinds.ts';
import './tables.ts';

const kindSchema = z.enum(NOTIFICATION_KIND_NAMES);

export const notificationSchema = z
  .object({
    id: z.string(),
    kind: kindSchema,
    name: z.string().openapi({ description: 'What it is about: an order’s code, a product’s name; empty where there is none.' }),
    href: z.string().openapi({ description: 'Where to look, after `/admin/{shop}`.' }),
    read: z.boolean(),
    at: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Notification');
export type NotificationView = z.output<typeof notificationSchema>;

export const listNotificationsSchema = pageInputSchema.extend({
  unread: z.stringbool().optional().openapi({ type: 'boolean', description: 'Only what was not read yet.' }),
});

export const wishSchema = z
  .object({ kind: kindSchema, inApp: z.boolean(), byMail: z.boolean() })
  .openapi('NotificationWish', { description: 'How a member wants to be told of one kind of thing.' });
export type Wish = z.output<typeof wishSchema>;

/** The member who asks; notifications are a person's. @throws BottegaError unauthenticated, forbidden */
export function requirePerson(ctx: Ctx): string {
  authorise(ctx, 'notifications.read');
  if (ctx.actor.type !== 'staff') throw new BottegaError('forbidden', 'Notifications are a person’s: sign in as a member of the shop.');
  return ctx.actor.id;
}
