import { authorise, type Ctx, inTransaction } from '../../context.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { appendAudit, appendEvent } from '../../events/append.ts';
import type { Role } from '../../permissions.ts';
import { refuseHigher } from './member.ts';

/** Gives a member another role. @throws BottegaError forbidden above one's own role, not_found, conflict for the last owner */
export async function changeRole(ctx: Ctx, { id, role }: { id: string; role: Role }): Promise<void> {
  authorise(ctx, 'members.write');
  refuseHigher(ctx, role);
  await inTransaction(ctx, async (tx) => {
    const { role: before, isLastOwner } = await lockStanding(tx, id);
    refuseHigher(tx, before);
    if (before === role) return;
    if (isLastOwner) throw lastOwner();
    await tx.db.updateTable('shop_member').set({ role }).where('shop_id', '=', tx.shop.id).where('user_id', '=', id).execute();
    await withdrawInvitationsOf(tx, id);
    await appendEvent(tx, { type: 'member.role_changed', subjectId: id, payload: { role } });
    await appendAudit(tx, { action: 'member.role_changed', subjectId: id, detail: { before, role } });
  });
}

/**
 * Takes somebody out of the shop at once, with the keys that act in their name. Anybody may leave by themselves.
 * @throws BottegaError forbidden for somebody above one's own role, not_found, conflict for the last owner
 */
export async function removeMember(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const isSelf = ctx.actor.type === 'staff' && ctx.actor.id === id;
  if (!isSelf) authorise(ctx, 'members.write');
  await inTransaction(ctx, async (tx) => {
    const { role, isLastOwner } = await lockStanding(tx, id);
    refuseHigher(tx, role);
    if (isLastOwner) throw lastOwner();
    await tx.db.deleteFrom('shop_member').where('shop_id', '=', tx.shop.id).where('user_id', '=', id).execute();
    await withdrawInvitationsOf(tx, id);
    await appendEvent(tx, { type: 'member.removed', subjectId: id, payload: { role } });
    await appendAudit(tx, { action: 'member.removed', subjectId: id, detail: { role } });
  });
}

type Standing = { readonly role: Role; readonly isLastOwner: boolean };

/**
 * How a member stands. The rows of all owners are locked with theirs, always in the same order, so that of two owners who leave at the
 * same moment one stays. @throws BottegaError not_found
 */
async function lockStanding(tx: Ctx, id: string): Promise<Standing> {
  const members = await tx.db
    .selectFrom('shop_member')
    .select(['user_id', 'role'])
    .where('shop_id', '=', tx.shop.id)
    .where((eb) => eb.or([eb('role', '=', 'owner'), eb('user_id', '=', id)]))
    .orderBy('user_id')
    .forUpdate()
    .execute();
  const member = members.find(({ user_id }) => user_id === id);
  if (!member) throw new BottegaError('not_found', 'This shop has no such member.');
  return { role: member.role, isLastOwner: member.role === 'owner' && members.length === 1 };
}

const lastOwner = (): BottegaError => new BottegaError('conflict', 'A shop keeps at least one owner. Make somebody else an owner first.');

/** Whoever has less of a say now takes back what they offered others. */
async function withdrawInvitationsOf(tx: Ctx, id: string): Promise<void> {
  await tx.db
    .deleteFrom('invitation')
    .where('shop_id', '=', tx.shop.id)
    .where('invited_by', '=', `staff:${id}`)
    .where('accepted_at', 'is', null)
    .execute();
}
