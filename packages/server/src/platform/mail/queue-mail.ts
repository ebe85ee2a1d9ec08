import { appendEvent } from '../events/append.ts';
import type { Ctx } from '../context.ts';
import { newId } from '../context.ts';
import { languageOfMail } from './languages.ts';
import { composeLetter, type Letter } from './letter.ts';
import './tables.ts';

/** A mail to write down. `key` names its occasion: the same key is sent once, however often it is asked for. */
export type QueuedMail = {
  readonly key: string;
  readonly kind: string;
  readonly to: string;
  /** BCP 47; the shop's where nothing is known of the reader. */
  readonly locale: string;
  readonly letter: Letter;
};

/** The event that has a mail sent. */
export const MAIL_QUEUED = 'mail.queued';

/** Writes a mail down in the caller's transaction; it is sent once that is committed, and not at all when it is rolled back. */
export async function queueMail(ctx: Ctx, mail: QueuedMail): Promise<void> {
  const id = newId();
  const { subject, text, html } = composeLetter(mail.letter, { locale: mail.locale, from: ctx.shop.name });
  const written = await ctx.db
    .insertInto('mail')
    .values({
      shop_id: ctx.shop.id,
      id,
      key: mail.key,
      kind: mail.kind,
      to_address: mail.to,
      language: languageOfMail(mail.locale),
      subject,
      body_text: text,
      body_html: html,
      due_at: ctx.clock.now().toString(),
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (written) await appendEvent(ctx, { type: MAIL_QUEUED, subjectId: id, payload: {} });
}
