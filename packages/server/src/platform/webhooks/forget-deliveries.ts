import type { Chore } from '../chores.ts';
import type { Ctx } from '../context.ts';
import type {} from './tables.ts';

const KEEP_DAYS = 30;

/** Takes out of the log what was settled a month ago. What waits stays, however old. */
export async function forgetDeliveries(ctx: Ctx): Promise<void> {
  const before = ctx.clock.now().subtract({ hours: 24 * KEEP_DAYS });
  await ctx.db.deleteFrom('webhook_delivery').where('shop_id', '=', ctx.shop.id).where('settled_at', '<', before.toString()).execute();
}

export const forgetDeliveriesChore: Chore = {
  name: 'forget old webhook deliveries',
  when: { cron: '20 3 * * *', zone: 'UTC' },
  run: forgetDeliveries,
};
