import { type Ctx, inTransaction } from '../../context.ts';
import { findInvitation, findShopById } from '../../database/system-door.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { appendAudit, appendEvent } from '../../events/append.ts';
import { createCtx, type InstallationCtx } from '../../ground.ts';
import type { Role } from '../../permissions.ts';
import type { Shop } from '../../shops/shop.ts';
import type { Staff } from '../auth.ts';
import { readInvitationToken } from './invitation-link.ts';

type Invitation = { readonly id: string; readonly shop: Shop; readonly email: string; readonly role: Role };

/** What whoever holds the link is shown. `isKnown`: there is an account with this address, so they sign in; others choose a password. */
export type OpenInvitation = {
  readonly shop: { readonly slug: string; readonly name: string };
  readonly email: string;
  readonly role: Role;
  readonly isKnown: boolean;
};

/** @throws BottegaError not_found for an invitation that was accepted, taken back, is too old or never was */
export async function getInvitation(ctx: InstallationCtx, { token }: { token: string }): Promise<OpenInvitation> {
  const { shop, email, role } = await readInvitation(ctx, token);
  const isKnown = (await ctx.auth.findStaff(email)) !== null;
  return { shop: { slug: shop.slug, name: shop.name }, email, role, isKnown };
}

/**
 * Joins the shop. Somebody new gives a name and a password, and is signed in by the cookie in `headers`; the link has shown that the
 * address is theirs. Somebody who has an account must be signed in with it.
 * @throws BottegaError not_found, unauthenticated, invalid_input
 */
export async function acceptInvitation(
  ctx: InstallationCtx,
  input: { token: string; name?: string | undefined; password?: string | undefined },
): Promise<{ shop: OpenInvitation['shop']; headers: Headers | null }> {
  const { auth, staff, headers, address } = ctx;
  const invitation = await readInvitation(ctx, input.token);
  const known = await auth.findStaff(invitation.email);
  if (known && known.id !== staff?.id) throw new BottegaError('unauthenticated', `Sign in as ${invitation.email} to accept this.`);
  const { name = '', password = '' } = input;
  const person = known ?? (await auth.createStaff({ name, email: invitation.email, password }));
  await join(ctx, invitation, person);
  const { slug, name: shopName } = invitation.shop;
  return {
    shop: { slug, name: shopName },
    headers: known ? null : await auth.openSession({ userId: person.id, headers, address }),
  };
}

async function readInvitation(ctx: InstallationCtx, token: string): Promise<Invitation> {
  const { database } = ctx.ground;
  const id = readInvitationToken(ctx.auth, token);
  const found = id === null ? undefined : await findInvitation(database, id);
  const isOpen = found && found.acceptedAt === null && Temporal.Instant.compare(found.expiresAt, ctx.clock.now()) > 0;
  const shop = isOpen ? await findShopById(database, found.shopId) : undefined;
  if (id === null || !found || !shop) throw gone();
  return { id, shop, email: found.email, role: found.role };
}

async function join(ctx: InstallationCtx, { id, shop, role }: Invitation, person: Staff): Promise<void> {
  const { ground, signal, requestId } = ctx;
  const member: Ctx = createCtx(ground, { shop, actor: { type: 'staff', ...person, role }, signal, requestId });
  await inTransaction(member, async (tx) => {
    const accepted = await tx.db
      .updateTable('invitation')
      .set({ accepted_at: tx.clock.now().toString() })
      .where('shop_id', '=', shop.id)
      .where('id', '=', id)
      .where('accepted_at', 'is', null)
      .where('expires_at', '>', tx.clock.now().toString())
      .returning('id')
      .executeTakeFirst();
    if (!accepted) throw gone();
    await tx.db
      .insertInto('shop_member')
      .values({ shop_id: shop.id, user_id: person.id, role })
      .onConflict((conflict) => conflict.columns(['shop_id', 'user_id']).doNothing())
      .execute();
    await appendEvent(tx, { type: 'member.joined', subjectId: person.id, payload: { role } });
    await appendAudit(tx, { action: 'member.joined', subjectId: person.id, detail: { role, invitation: id } });
  });
}

const gone = (): BottegaError => new BottegaError('not_found', 'This invitation was used, taken back, or is too old.');
