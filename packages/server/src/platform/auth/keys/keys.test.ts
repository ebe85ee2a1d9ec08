import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Ctx } from '../../context.ts';
import { may } from '../../context.ts';
import type { Permission, Role } from '../../permissions.ts';
import { changeRole, removeMember } from '../members/change-members.ts';
import { type Entrance, openEntrance } from '../testing/entrance.ts';
import { KEY_SCOPES } from './key.ts';
import { makeApiKey } from './make-key.ts';
import { listApiKeys, revokeApiKey } from './manage-keys.ts';
import { readApiKey } from './read-key.ts';

let entrance: Entrance;
beforeAll(async () => {
  entrance = await openEntrance();
});
afterAll(() => entrance?.close());

async function employ(role: Role, ctx?: Ctx): Promise<Ctx> {
  const shop = (ctx ?? (await entrance.world.createCtx())).shop;
  const person = await entrance.hire();
  await entrance.auth.addMember({ shop, userId: person.id, role });
  return entrance.world.createCtx({ shop, actor: { type: 'staff', ...person, role } });
}
const read = (key: string) => readApiKey(entrance.world.database, key);
/** The ctx of a machine that shows this key. */
const asKey = async (ctx: Ctx, key: string): Promise<Ctx> => ({ ...ctx, actor: (await read(key))?.actor as Actor });
const idOf = (ctx: Ctx) => (ctx.actor as { id: string }).id;
const make = (ctx: Ctx, ...scopes: Permission[]) => makeApiKey(ctx, { name: 'Robot', scopes });

describe('a key', () => {
  test('speaks for its scopes in its shop, and is kept as a hash', async () => {
    const owner = await employ('owner');
    const { key, prefix, id } = await make(owner, 'products.read', 'orders.read');
    expect(key.startsWith(`${prefix}_`)).toBe(true);
    const holder = await read(key);
    expect(holder).toEqual({
      slug: owner.shop.slug,
      actor: { type: 'key', id, name: 'Robot', role: 'owner', scopes: ['products.read', 'orders.read'] },
    });
    const rows = await owner.db.selectFrom('api_key').selectAll().where('shop_id', '=', owner.shop.id).execute();
    expect(JSON.stringify(rows)).not.toContain(key.slice(prefix.length + 1));
    const [listed] = await listApiKeys(owner);
    expect(listed).toMatchObject({ id, prefix, usedAt: expect.any(String) });
    expect(JSON.stringify(listed)).not.toContain(key);
  });

  test('that is wrong in any letter is none', async () => {
    const owner = await employ('owner');
    const { key, prefix } = await make(owner, 'products.read');
    const last = key.at(-1) === 'A' ? 'B' : 'A';
    const wrong = [
      `${key.slice(0, -2)}${last}${key.at(-1)}`,
      key.slice(0, -1),
      `${key}A`,
      prefix,
      `${prefix}_`,
      key.toUpperCase(),
      ` ${key}`,
      '',
    ];
    for (const text of wrong) expect([text, await read(text)]).toEqual([text, null]);
  });

  test('counts no more once it is revoked, has expired, or its maker has left', async () => {
    const owner = await employ('owner');
    const admin = await employ('admin', owner);
    const [revoked, expiring, orphaned] = [
      await make(owner, 'products.read'),
      await make(owner, 'products.read'),
      await make(admin, 'products.read'),
    ];
    await revokeApiKey(owner, { id: revoked.id });
    await owner.db
      .updateTable('api_key')
      .set({ expires_at: '2020-01-01T00:00:00Z' })
      .where('shop_id', '=', owner.shop.id)
      .where('id', '=', expiring.id)
      .execute();
    await removeMember(owner, { id: idOf(admin) });
    for (const { key } of [revoked, expiring, orphaned]) expect(await read(key)).toBeNull();
  });

  test('follows the role of its maker down', async () => {
    const owner = await employ('owner');
    const admin = await employ('admin', owner);
    const { key } = await make(admin, 'products.write', 'webhooks.read');
    const mayNow = async () => {
      const actor = (await read(key))?.actor as Actor;
      return [may(actor, 'products.write'), may(actor, 'webhooks.read'), may(actor, 'orders.read')];
    };
    expect(await mayNow()).toEqual([true, true, false]);
    await changeRole(owner, { id: idOf(admin), role: 'operator' });
    expect(await mayNow()).toEqual([true, false, false]);
    await changeRole(owner, { id: idOf(admin), role: 'viewer' });
    expect(await mayNow()).toEqual([false, false, false]);
  });
});

describe('scopes only narrow', () => {
  test('nobody makes a key of more than they may', async () => {
    const owner = await employ('owner');
    const admin = await employ('admin', owner);
    await expect(make(admin, 'shop.export')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await make(owner, 'shop.export')).toMatchObject({ scopes: ['shop.export'] });
    for (const role of ['operator', 'viewer'] as const) {
      await expect(make(await employ(role, owner), 'products.read')).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('a key makes keys only with leave, of no more than itself, and for no longer', async () => {
    const owner = await employ('owner');
    const plain = await asKey(owner, (await make(owner, 'products.read')).key);
    await expect(make(plain, 'products.read')).rejects.toMatchObject({ code: 'forbidden' });
    const parent = await makeApiKey(owner, { name: 'Parent', scopes: ['keys.write', 'products.read'], expiresInDays: 2 });
    const machine = await asKey(owner, parent.key);
    for (const scope of KEY_SCOPES.filter((scope) => !parent.scopes.includes(scope))) {
      await expect(make(machine, 'products.read', scope)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const child = await makeApiKey(machine, { name: 'Child', scopes: ['keys.write', 'products.read'], expiresInDays: 300 });
    expect(child).toMatchObject({ expiresAt: parent.expiresAt, madeBy: idOf(owner) });
    expect(await makeApiKey(machine, { name: 'Child', scopes: ['products.read'] })).toMatchObject({ expiresAt: parent.expiresAt });
  });

  test('no key may make people, whatever its maker may', async () => {
    const owner = await employ('owner');
    for (const scope of ['members.write', 'shop.delete'] as const) {
      await expect(make(owner, scope)).rejects.toMatchObject({ code: 'invalid_input' });
    }
    await expect(makeApiKey(owner, { name: 'x', scopes: ['everything'] as never })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(makeApiKey(owner, { name: 'x', scopes: [] })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('with a key go all that it has made, however many steps away', async () => {
    const owner = await employ('owner');
    const keys = [await make(owner, 'keys.write', 'products.read')];
    for (let step = 0; step < 3; step++)
      keys.push(await make(await asKey(owner, keys.at(-1)?.key as string), 'keys.write', 'products.read'));
    const other = await make(owner, 'products.read');
    const machine = await asKey(owner, keys.at(-1)?.key as string);
    await revokeApiKey(owner, { id: keys[0]?.id as string });
    for (const { key } of keys) expect(await read(key)).toBeNull();
    expect(await read(other.key)).not.toBeNull();
    await expect(make(machine, 'products.read')).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

test('keys of another shop are not there', async () => {
  const [ours, theirs] = [await employ('owner'), await employ('owner')];
  const { id, key } = await make(theirs, 'products.read');
  await expect(revokeApiKey(ours, { id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await listApiKeys(ours)).toEqual([]);
  expect((await read(key))?.slug).toBe(theirs.shop.slug);
});
