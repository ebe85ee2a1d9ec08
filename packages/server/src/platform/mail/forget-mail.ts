import type { Ctx } from '../context.ts';
import './tables.ts';

/** What stands where the address of somebody stood who asked to be forgotten. */
const FORGOTTEN = 'erased@erased.invalid';

/** What was written to an address: subject and text, as they were sent. */
export const listMailTo = (ctx: Ctx, address: string) =>
  ctx.db
    .selectFrom('mail')
    .select(['id', 'kind', 'subject', 'body_text as text', 'created_at as createdAt', 'sent_at as sentAt'])
    .where('shop_id', '=', ctx.shop.id)
    .where((eb) => eb(eb.fn<string>('lower', ['to_address']), '=', address.toLowerCase()))
    .orderBy('id')
    .execute();

/** Takes somebody out of the shop's mail: what was written to that address, and to whom. What was not sent yet is not sent any more. */
export async function forgetMailTo(ctx: Ctx, address: string): Promise<void> {
  await ctx.db
    .updateTable('mail')
    .set((eb) => ({
      to_address: FORGOTTEN,
      subject: '',
      body_text: '',
      body_html: '',
      state: eb
        .case()
        .when('state', '=', 'queued')
        .then('failed' as const)
        .else(eb.ref('state'))
        .end(),
      problem: null,
    }))
    .where('shop_id', '=', ctx.shop.id)
    .where((eb) => eb(eb.fn<string>('lower', ['to_address']), '=', address.toLowerCase()))
    .execute();
}
