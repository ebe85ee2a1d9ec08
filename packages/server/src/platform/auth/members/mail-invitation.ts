import type { EventListener } from '../../events/deliver-events.ts';
import type { Auth } from '../auth.ts';
import { sendLetter } from '../letters/send-letter.ts';
import { linkOfInvitation } from './invitation-link.ts';
import { MEMBER_INVITED } from './invite-member.ts';
import '../tables.ts';

/** Mails an invitation with its link, unless it was taken back by then. */
export const createInvitationMail = (auth: Auth, mailFrom: string): EventListener => ({
  name: 'invitation-mail',
  types: [MEMBER_INVITED],
  async hear(ctx, event) {
    const invitation = await ctx.db
      .selectFrom('invitation')
      .select(['email', 'role'])
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', event.subjectId)
      .where('accepted_at', 'is', null)
      .executeTakeFirst();
    if (!invitation) return;
    const { shop, providers, signal } = ctx;
    const url = linkOfInvitation(auth, event.subjectId);
    await sendLetter(
      { providers, mailFrom, signal },
      { kind: 'invitation', to: invitation.email, locale: shop.locale, url, shop: shop.name, role: invitation.role },
    );
  },
});
