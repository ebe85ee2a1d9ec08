import { authorise, type Ctx, actorName, inTransaction, newId } from '../../context.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { readInput } from '../../errors/input-error.ts';
import { appendAudit, appendEvent } from '../../events/append.ts';
import type { z } from '@hono/zod-openapi';
import { readMembers } from './list-members.ts';
import { DAYS_INVITED, type InvitationView, inviteSchema, refuseHigher } from './member.ts';

/** The event that has the invitation mailed. */
export const MEMBER_INVITED = 'member.invited';

/**
 * Invites somebody to the shop, by mail, for seven days. Inviting the same address again replaces the invitation before.
 * @throws BottegaError forbidden also for a role above one's own; conflict for a member; invalid_input
 */
export async function inviteMember(ctx: Ctx, input: z.input<typeof inviteSchema>): Promise<InvitationView> {
  authorise(ctx, 'members.write');
  const { email, role } = readInput(inviteSchema, input);
  refuseHigher(ctx, role);
  if ((await readMembers(ctx)).some((member) => member.email === email)) {
    throw new BottegaError('conflict', `${email} is a member already; change the role instead.`);
  }
  const id = newId();
  const expiresAt = ctx.clock
    .now()
    .add({ hours: 24 * DAYS_INVITED })
    .toString();
  return inTransaction(ctx, async (tx) => {
    await tx.db
      .deleteFrom('invitation')
      .where('shop_id', '=', tx.shop.id)
      .where('email', '=', email)
      .where('accepted_at', 'is', null)
      .execute();
    await tx.db
      .insertInto('invitation')
      .values({ shop_id: tx.shop.id, id, email, role, invited_by: actorName(tx.actor), expires_at: expiresAt })
      .execute();
    await appendEvent(tx, { type: MEMBER_INVITED, subjectId: id, payload: { role } });
    await appendAudit(tx, { action: MEMBER_INVITED, subjectId: id, detail: { email, role } });
    return { id, email, role, expiresAt };
  });
}

/** Takes an invitation back; its link does nothing then. @throws BottegaError forbidden, not_found */
export async function withdrawInvitation(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'members.write');
  await inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .deleteFrom('invitation')
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', id)
      .where('accepted_at', 'is', null)
      .returning('email')
      .executeTakeFirst();
    if (!gone) throw new BottegaError('not_found', 'This shop has no such invitation.');
    await appendAudit(tx, { action: 'member.invitation_withdrawn', subjectId: id, detail: { email: gone.email } });
  });
}
