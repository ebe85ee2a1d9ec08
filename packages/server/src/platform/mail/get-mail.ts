import { authorise, type Ctx, inTransaction } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { appendAudit } from '../events/append.ts';
import { MAIL_SUMMARY_COLUMNS, type MailView } from './mail.ts';

/** One mail with what it says. Reading somebody's mail is written into the audit log. @throws BottegaError forbidden, not_found */
export async function getMail(ctx: Ctx, { id }: { id: string }): Promise<MailView> {
  authorise(ctx, 'mail.read');
  return inTransaction(ctx, async (tx) => {
    const mail = await tx.db
      .selectFrom('mail')
      .select([...MAIL_SUMMARY_COLUMNS, 'language', 'body_text as text', 'body_html as html', 'attempts', 'provider'])
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!mail) throw new BottegaError('not_found', 'This shop has sent no such mail.');
    await appendAudit(tx, { action: 'mail.read', subjectId: id, detail: { kind: mail.kind } });
    return mail;
  });
}
