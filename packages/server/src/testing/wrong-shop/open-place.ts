import { globSync } from 'node:fs';
import path from 'node:path';
import type { Ctx } from '../../platform/context.ts';
import type { Role } from '../../platform/permissions.ts';
import type { RoomModule } from '../../platform/routes/room-module.ts';
import type { WorkflowDefinition } from '../../platform/workflows/definition.ts';
import type { Shop } from '../../platform/shops/shop.ts';
import type { TestApp } from '../test-app.ts';
import type { TestWorld } from '../test-world.ts';
import type { Caller } from './ask.ts';
import type { Ids, WrongShopCases } from './cases.ts';

const SOURCE = path.join(import.meta.dirname, '../..');

/** A shop with something of each kind in it, and with everybody who may ask in its name. */
export type Place = {
  readonly shop: Shop;
  readonly ctx: Ctx;
  readonly ids: Ids;
  readonly roles: Readonly<Record<Role, Caller>>;
  /** Its keys and tokens, as the cases make them. */
  readonly machines: readonly Caller[];
};

export async function openPlace(world: TestWorld, http: TestApp, files: readonly WrongShopCases[], canary: string): Promise<Place> {
  const ctx = await world.createCtx();
  const { shop } = ctx;
  const signIn = async (role: Role): Promise<Caller> => ({
    name: `the ${role} of ${canary}`,
    headers: { cookie: await http.signInAs([{ shop, role }]) },
  });
  const roles: Place['roles'] = {
    owner: await signIn('owner'),
    admin: await signIn('admin'),
    operator: await signIn('operator'),
    viewer: await signIn('viewer'),
  };
  const cookie = roles.owner.headers.cookie as string;
  const session = await http.auth.readSession(new Headers({ cookie }));
  if (!session) throw new Error('The owner is not signed in.');
  const { id, email, name } = session;
  const owner: Ctx = { ...ctx, actor: { type: 'staff', id, name, email, role: 'owner' } };
  const guest: Ctx = { ...ctx, actor: { type: 'guest' } };
  const place = { world, http, owner, guest, staff: { id, email, cookie }, canary };
  let ids: Ids = {};
  for (const file of files) ids = { ...ids, ...(await file.plant?.({ ...place, ids })) };
  const machines: Caller[] = [];
  for (const file of files) {
    const made = Object.entries((await file.callers?.({ ...place, ids })) ?? {});
    machines.push(...made.map(([caller, headers]) => ({ name: `${caller} of ${canary}`, headers })));
  }
  return { shop, ctx: owner, ids, roles, machines };
}

type Room = { readonly module: RoomModule; readonly workflows?: readonly WorkflowDefinition[] };
type Rooms = { readonly modules: RoomModule[]; readonly workflows: WorkflowDefinition[]; readonly files: WrongShopCases[] };

/** What every room hands to the program, and its cases. */
export async function loadRooms(): Promise<Rooms> {
  const load = async <T>(pattern: string): Promise<T[]> =>
    Promise.all(
      globSync(pattern, { cwd: SOURCE })
        .sort()
        .map(async (file) => (await import(/* @vite-ignore */ path.join(SOURCE, file))) as T),
    );
  const rooms = await load<Room>('*/module.ts');
  const files = await load<{ cases: WrongShopCases }>('**/*.wrong-shop.ts');
  return {
    modules: rooms.map(({ module }) => module),
    workflows: rooms.flatMap(({ workflows = [] }) => workflows),
    files: files.map(({ cases }) => cases),
  };
}
