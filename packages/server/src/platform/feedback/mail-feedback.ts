import type { EventListener } from '../events/deliver-events.ts';
import { queueMail } from '../mail/queue-mail.ts';
import './tables.ts';

/** Sends feedback on to the operator of the installation. */
export const mailFeedback = (operator: string): EventListener => ({
  name: 'feedback-mail',
  types: ['feedback.sent'],
  async hear(ctx, { subjectId }) {
    const feedback = await ctx.db
      .selectFrom('feedback')
      .select(['words', 'page'])
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', subjectId)
      .executeTakeFirst();
    if (!feedback) return;
    const letter = { subject: `Feedback from ${ctx.shop.name}`, paragraphs: [feedback.words], foot: feedback.page };
    await queueMail(ctx, { key: `feedback:${subjectId}`, kind: 'feedback', to: operator, locale: 'en', letter });
  },
});
