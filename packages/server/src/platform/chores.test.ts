import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';
import { startChores } from './chores.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

test('every chore is done in every shop, behind its wall, whatever befalls another', async () => {
  const shops = (await Promise.all([world.createCtx(), world.createCtx(), world.createCtx()])).map(({ shop }) => shop.id).sort();
  const done: string[] = [];
  const seen = new Set<string>();
  const chores = startChores(world.ground, [
    {
      name: 'sweep',
      run: async ({ db, shop }) => {
        for (const { id } of await db.selectFrom('shop').select('id').execute()) seen.add(`${shop.id} sees ${id}`);
        if (shop.id === shops[0]) throw new Error('the broom broke');
        done.push(`sweep ${shop.id}`);
      },
    },
    { name: 'count', run: async ({ actor, shop }) => void done.push(`${actor.type === 'system' ? actor.name : ''} ${shop.id}`) },
  ]);
  const all = [...shops.slice(1).map((id) => `sweep ${id}`), ...shops.map((id) => `count ${id}`)].sort();
  await expect.poll(() => [...done].sort()).toEqual(all);
  expect([...seen].sort()).toEqual(shops.map((id) => `${id} sees ${id}`));
  await chores.stop();
});

test('a stop waits for the chore that runs, and begins no other', async () => {
  const gate = Promise.withResolvers<void>();
  const done: string[] = [];
  const chores = startChores(world.ground, [
    { name: 'slow', run: ({ shop }) => gate.promise.then(() => void done.push(shop.id)) },
    { name: 'next', run: async () => void done.push('next') },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const stopped = chores.stop();
  gate.resolve();
  await stopped;
  expect(done).toHaveLength(1);
});
