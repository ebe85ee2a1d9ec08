import { readMembers } from '../auth/members/list-members.ts';
import { type Ctx, inTransaction, newId } from '../context.ts';
import type { DeliveredEvent, EventListener } from '../events/deliver-events.ts';
import { languageOfMail } from '../mail/languages.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { roleMay } from '../permissions.ts';
import { isNotificationKind, NOTIFICATION_KIND_NAMES, NOTIFICATION_KINDS, type NotificationKind } from './kinds.ts';
import './tables.ts';
import { NOTIFICATION_WORDS } from './words.ts';

/** Tells the members of a shop what happens in it: in the app, and by mail where they wish so. `adminUrl` is without a trailing slash. */
export const notifyMembers = (adminUrl: string): EventListener => ({
  name: 'notifications',
  types: NOTIFICATION_KIND_NAMES,
  async hear(ctx, event) {
    const kind = event.type;
    if (!isNotificationKind(kind)) return;
    const readers = await findReaders(ctx, kind);
    await inTransaction(ctx, async (tx) => {
      for (const { id, email, inApp, byMail } of readers) {
        if (inApp) await keep(tx, id, event);
        if (byMail) await mail(tx, { id, email }, event, kind, adminUrl);
      }
    });
  },
});

type Reader = { readonly id: string; readonly email: string; readonly inApp: boolean; readonly byMail: boolean };

/** Who may know of it, and how each wants to. */
async function findReaders(ctx: Ctx, kind: NotificationKind): Promise<Reader[]> {
  const { permission, byMail } = NOTIFICATION_KINDS[kind];
  const members = await readMembers(ctx);
  const wishes = await ctx.db
    .selectFrom('notification_wish')
    .select(['user_id', 'in_app', 'by_mail'])
    .where('shop_id', '=', ctx.shop.id)
    .where('kind', '=', kind)
    .execute();
  const wished = new Map(wishes.map((wish) => [wish.user_id, wish]));
  return members
    .filter(({ role }) => roleMay(role, permission))
    .map(({ id, email }) => ({ id, email, inApp: wished.get(id)?.in_app ?? true, byMail: wished.get(id)?.by_mail ?? byMail }));
}

async function keep(ctx: Ctx, userId: string, event: DeliveredEvent): Promise<void> {
  await ctx.db
    .insertInto('notification')
    .values({
      ...{ shop_id: ctx.shop.id, id: newId(), user_id: userId, kind: event.type, event_id: event.id },
      ...{ subject_id: event.subjectId, detail: JSON.stringify({ name: nameOf(event) }), created_at: ctx.clock.now().toString() },
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'user_id', 'event_id']).doNothing())
    .execute();
}

async function mail(
  ctx: Ctx,
  person: Pick<Reader, 'id' | 'email'>,
  event: DeliveredEvent,
  kind: NotificationKind,
  adminUrl: string,
): Promise<void> {
  const words = NOTIFICATION_WORDS[languageOfMail(ctx.shop.locale)];
  const said = words.subject[kind](nameOf(event));
  const url = `${adminUrl}/${ctx.shop.slug}${NOTIFICATION_KINDS[kind].href(event.subjectId)}`;
  const letter = {
    subject: `${ctx.shop.name}: ${said}`,
    paragraphs: [`${said}.`],
    action: { label: words.look, url },
    foot: words.why(ctx.shop.name),
  };
  await queueMail(ctx, { key: `notification:${event.id}:${person.id}`, kind, to: person.email, locale: ctx.shop.locale, letter });
}

/** What an event is about, as its payload says: a code, a name, an address. */
function nameOf({ payload }: DeliveredEvent): string {
  const { code, name, url } = (payload ?? {}) as Record<string, unknown>;
  return ([code, name, url].find((text) => typeof text === 'string') as string | undefined) ?? '';
}
