import { authorise, type Ctx, inTransaction } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { appendAudit, appendEvent } from '../events/append.ts';
import { getMail } from './get-mail.ts';
import { type MailView, RESENDABLE } from './mail.ts';
import { MAIL_QUEUED } from './queue-mail.ts';

/** Has a mail sent again that failed, or of which nobody knows whether it arrived. @throws BottegaError forbidden, not_found, conflict */
export async function resendMail(ctx: Ctx, { id }: { id: string }): Promise<MailView> {
  authorise(ctx, 'mail.write');
  return inTransaction(ctx, async (tx) => {
    const mail = await getMail(tx, { id });
    const queued = await tx.db
      .updateTable('mail')
      .set({ state: 'queued', attempts: 0, due_at: tx.clock.now().toString(), problem: null })
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', id)
      .where('state', 'in', RESENDABLE)
      .returning('id')
      .executeTakeFirst();
    if (!queued) throw new BottegaError('conflict', `This mail is ${mail.state}, so there is nothing to send again.`);
    await appendEvent(tx, { type: MAIL_QUEUED, subjectId: id, payload: {} });
    await appendAudit(tx, { action: 'mail.resent', subjectId: id, detail: { kind: mail.kind, was: mail.state } });
    return { ...mail, state: 'queued', problem: null, attempts: 0 };
  });
}
