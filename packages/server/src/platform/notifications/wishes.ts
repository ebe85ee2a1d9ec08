import { type Ctx, may } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { NOTIFICATION_KIND_NAMES, NOTIFICATION_KINDS } from './kinds.ts';
import { requirePerson, type Wish, wishSchema } from './notification.ts';

/** How the member who asks wants to be told of each kind of thing that their role may know of. */
export async function listWishes(ctx: Ctx): Promise<Wish[]> {
  const userId = requirePerson(ctx);
  const rows = await ctx.db
    .selectFrom('notification_wish')
    .select(['kind', 'in_app', 'by_mail'])
    .where('shop_id', '=', ctx.shop.id)
    .where('user_id', '=', userId)
    .execute();
  const wished = new Map(rows.map((row) => [row.kind, row]));
  return NOTIFICATION_KIND_NAMES.filter((kind) => may(ctx.actor, NOTIFICATION_KINDS[kind].permission)).map((kind) => {
    const wish = wished.get(kind);
    return { kind, inApp: wish?.in_app ?? true, byMail: wish?.by_mail ?? NOTIFICATION_KINDS[kind].byMail };
  });
}

/** Says how the member who asks wants to be told of one kind of thing. @throws BottegaError invalid_input */
export async function setWish(ctx: Ctx, input: Wish): Promise<Wish> {
  const userId = requirePerson(ctx);
  const { kind, inApp, byMail } = readInput(wishSchema, input);
  const wish = { in_app: inApp, by_mail: byMail };
  await ctx.db
    .insertInto('notification_wish')
    .values({ shop_id: ctx.shop.id, user_id: userId, kind, ...wish })
    .onConflict((conflict) => conflict.columns(['shop_id', 'user_id', 'kind']).doUpdateSet(wish))
    .execute();
  return { kind, inApp, byMail };
}
