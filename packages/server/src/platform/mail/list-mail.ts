import { authorise, type Ctx } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import type { z } from '@hono/zod-openapi';
import { type Page, toPage } from '../routes/paging.ts';
import { listMailSchema, MAIL_SUMMARY_COLUMNS, type MailSummary } from './mail.ts';

/** The mail of the shop, newest first, without what it says. @throws BottegaError forbidden, invalid_input */
export async function listMail(ctx: Ctx, input: z.input<typeof listMailSchema> = {}): Promise<Page<MailSummary>> {
  authorise(ctx, 'mail.read');
  const wanted = readInput(listMailSchema, input);
  let query = ctx.db.selectFrom('mail').select(MAIL_SUMMARY_COLUMNS).where('shop_id', '=', ctx.shop.id);
  if (wanted.state !== undefined) query = query.where('state', '=', wanted.state);
  if (wanted.cursor !== undefined) query = query.where('id', '<', wanted.cursor);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(wanted.limit + 1)
    .execute();
  return toPage(rows, wanted.limit);
}
