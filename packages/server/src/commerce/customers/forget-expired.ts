import type { Ctx } from '#platform';

/** Forgets the codes and the sign-ins that are over. */
export async function forgetExpired(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now().toString();
  for (const table of ['customer_code', 'customer_session'] as const) {
    await ctx.db.deleteFrom(table).where('shop_id', '=', ctx.shop.id).where('expires_at', '<', now).execute();
  }
}
