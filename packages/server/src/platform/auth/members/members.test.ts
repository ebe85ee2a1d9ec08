import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Ctx } from '../../context.ts';
import type { Role } from '../../permissions.ts';
import type { Staff } from '../auth.ts';
import { type Entrance, openEntrance, PASSWORD } from '../testing/entrance.ts';
import { acceptInvitation, getInvitation } from './accept-invitation.ts';
import { changeRole, removeMember } from './change-members.ts';
import { linkOfInvitation } from './invitation-link.ts';
import { inviteMember, withdrawInvitation } from './invite-member.ts';
import { listMembers } from './list-members.ts';

let entrance: Entrance;
beforeAll(async () => {
  entrance = await openEntrance();
});
afterAll(() => entrance?.close());

/** A shop and somebody who works there. */
async function employ(role: Role, ctx?: Ctx): Promise<{ ctx: Ctx; person: Staff }> {
  const shop = (ctx ?? (await entrance.world.createCtx())).shop;
  const person = await entrance.hire();
  await entrance.auth.addMember({ shop, userId: person.id, role });
  const actor: Actor = { type: 'staff', ...person, role };
  return { ctx: await entrance.world.createCtx({ shop, actor }), person };
}
const roleOf = async (ctx: Ctx, { id }: Staff) => (await listMembers(ctx)).members.find((member) => member.id === id)?.role;
const tokenOf = (id: string) => linkOfInvitation(entrance.auth, id).split('/').at(-1) as string;
let addresses = 0;
const newAddress = () => `invited-${++addresses}@example.com`;

describe('an invitation', () => {
  test('makes somebody new a member and signs them in, once', async () => {
    const { ctx } = await employ('owner');
    const email = newAddress();
    const { id } = await inviteMember(ctx, { email: ` ${email.toUpperCase()} `, role: 'operator' });
    const visitor = entrance.visitor();
    expect(await getInvitation(visitor, { token: tokenOf(id) })).toEqual({
      shop: { slug: ctx.shop.slug, name: ctx.shop.name },
      ...{ email, role: 'operator', isKnown: false },
    });
    const answer = await acceptInvitation(visitor, { token: tokenOf(id), name: 'Bea', password: PASSWORD });
    expect(answer.headers?.getSetCookie()).toHaveLength(1);
    const { members, invitations } = await listMembers(ctx);
    expect(members.map((member) => [member.email, member.role])).toContainEqual([email, 'operator']);
    expect(invitations).toEqual([]);
    for (const asked of [getInvitation, acceptInvitation]) {
      await expect(asked(visitor, { token: tokenOf(id) })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('asks somebody who has an account to sign in with it, and takes nobody else', async () => {
    const { ctx } = await employ('owner');
    const [known, other] = [await entrance.hire(), await entrance.hire()];
    const { id } = await inviteMember(ctx, { email: known.email, role: 'viewer' });
    const token = tokenOf(id);
    for (const visitor of [entrance.visitor(), await entrance.signedIn(other)]) {
      await expect(acceptInvitation(visitor, { token, name: 'Eve', password: PASSWORD })).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
    await acceptInvitation(await entrance.signedIn(known), { token });
    expect(await roleOf(ctx, known)).toBe('viewer');
    expect(await roleOf(ctx, other)).toBeUndefined();
  });

  test('does nothing when it was taken back, replaced, is a week old or was made up', async () => {
    const { ctx } = await employ('owner');
    const email = newAddress();
    const first = await inviteMember(ctx, { email, role: 'admin' });
    const second = await inviteMember(ctx, { email, role: 'viewer' });
    const gone = { code: 'not_found' };
    await expect(getInvitation(entrance.visitor(), { token: tokenOf(first.id) })).rejects.toMatchObject(gone);
    const later = entrance.visitor({ clock: { now: () => Temporal.Now.instant().add({ hours: 7 * 24 + 1 }) } });
    await expect(getInvitation(later, { token: tokenOf(second.id) })).rejects.toMatchObject(gone);
    const forged = [second.id, `${second.id}.${'x'.repeat(43)}`, tokenOf(second.id).replace(/.$/, '~'), ''];
    for (const token of forged) await expect(getInvitation(entrance.visitor(), { token })).rejects.toMatchObject(gone);
    await withdrawInvitation(ctx, { id: second.id });
    await expect(getInvitation(entrance.visitor(), { token: tokenOf(second.id) })).rejects.toMatchObject(gone);
  });

  test('of two who accept at the same moment one comes in', async () => {
    const { ctx } = await employ('owner');
    const { id } = await inviteMember(ctx, { email: newAddress(), role: 'viewer' });
    const accept = () => acceptInvitation(entrance.visitor(), { token: tokenOf(id), name: 'Bea', password: PASSWORD });
    const answers = await Promise.allSettled([accept(), accept(), accept()]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await listMembers(ctx)).members).toHaveLength(2);
  });

  test('is refused for a member, and goes with whoever made it', async () => {
    const { ctx } = await employ('owner');
    const { ctx: admin, person } = await employ('admin', ctx);
    await expect(inviteMember(ctx, { email: person.email, role: 'viewer' })).rejects.toMatchObject({ code: 'conflict' });
    const { id } = await inviteMember(admin, { email: newAddress(), role: 'admin' });
    await removeMember(ctx, { id: person.id });
    await expect(getInvitation(entrance.visitor(), { token: tokenOf(id) })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('nobody', () => {
  test('invites, raises or touches anybody above their own role', async () => {
    const { ctx: owner, person: ada } = await employ('owner');
    const { ctx: admin, person: bea } = await employ('admin', owner);
    const { person: cleo } = await employ('viewer', owner);
    const forbidden = { code: 'forbidden' };
    await expect(inviteMember(admin, { email: newAddress(), role: 'owner' })).rejects.toMatchObject(forbidden);
    await expect(changeRole(admin, { id: bea.id, role: 'owner' })).rejects.toMatchObject(forbidden);
    await expect(changeRole(admin, { id: cleo.id, role: 'owner' })).rejects.toMatchObject(forbidden);
    await expect(changeRole(admin, { id: ada.id, role: 'viewer' })).rejects.toMatchObject(forbidden);
    await expect(removeMember(admin, { id: ada.id })).rejects.toMatchObject(forbidden);
    await changeRole(admin, { id: cleo.id, role: 'admin' });
    expect(await roleOf(owner, cleo)).toBe('admin');
  });

  test('changes members without the permission; anybody leaves by themselves', async () => {
    const { ctx: owner } = await employ('owner');
    for (const role of ['operator', 'viewer'] as const) {
      const { ctx, person } = await employ(role, owner);
      const { person: other } = await employ('viewer', owner);
      const forbidden = { code: 'forbidden' };
      await expect(inviteMember(ctx, { email: newAddress(), role: 'viewer' })).rejects.toMatchObject(forbidden);
      await expect(changeRole(ctx, { id: other.id, role: 'viewer' })).rejects.toMatchObject(forbidden);
      await expect(removeMember(ctx, { id: other.id })).rejects.toMatchObject(forbidden);
      await removeMember(ctx, { id: person.id });
      expect(await roleOf(owner, person)).toBeUndefined();
    }
    const guest = { ...owner, actor: { type: 'guest' } as const };
    await expect(listMembers(guest)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(removeMember(guest, { id: 'x' })).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('sees or touches members of another shop', async () => {
    const [{ ctx: ours }, { ctx: theirs, person }] = [await employ('owner'), await employ('admin')];
    const { id } = await inviteMember(theirs, { email: newAddress(), role: 'viewer' });
    const missing = { code: 'not_found' };
    await expect(changeRole(ours, { id: person.id, role: 'viewer' })).rejects.toMatchObject(missing);
    await expect(removeMember(ours, { id: person.id })).rejects.toMatchObject(missing);
    await expect(withdrawInvitation(ours, { id })).rejects.toMatchObject(missing);
    expect((await listMembers(ours)).members.map((member) => member.id)).not.toContain(person.id);
  });
});

test('a shop keeps an owner, also when all of them leave at the same moment', async () => {
  const { ctx: first, person: ada } = await employ('owner');
  await expect(removeMember(first, { id: ada.id })).rejects.toMatchObject({ code: 'conflict' });
  await expect(changeRole(first, { id: ada.id, role: 'admin' })).rejects.toMatchObject({ code: 'conflict' });
  const others = await Promise.all(Array.from({ length: 3 }, () => employ('owner', first)));
  const leaving = [{ ctx: first, person: ada }, ...others].map(({ ctx, person }) => removeMember(ctx, { id: person.id }));
  const answers = await Promise.allSettled(leaving);
  expect(answers.filter(({ status }) => status === 'rejected').map((answer) => (answer as PromiseRejectedResult).reason.code)).toEqual([
    'conflict',
  ]);
  const left = await first.db.selectFrom('shop_member').select('role').where('shop_id', '=', first.shop.id).execute();
  expect(left).toEqual([{ role: 'owner' }]);
});

test('what was done stands in the audit log', async () => {
  const { ctx } = await employ('owner');
  const { person } = await employ('viewer', ctx);
  await inviteMember(ctx, { email: newAddress(), role: 'viewer' });
  await changeRole(ctx, { id: person.id, role: 'operator' });
  await removeMember(ctx, { id: person.id });
  const entries = await ctx.db
    .selectFrom('audit_entry')
    .select('action')
    .where('shop_id', '=', ctx.shop.id)
    .orderBy('created_at')
    .execute();
  expect(entries.map(({ action }) => action)).toEqual(['member.invited', 'member.role_changed', 'member.removed']);
});
