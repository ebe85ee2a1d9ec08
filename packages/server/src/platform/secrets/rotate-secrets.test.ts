import { utimesSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import type { Ctx } from '../context.ts';
import { addKeyToFile, keyFile } from './key-file.ts';
import type { Keyring } from './keyring.ts';
import { openSecrets } from './open-secrets.ts';
import { rewrapSecrets } from './rewrap-secrets.ts';
import { forgetOldKeys, rotateSecrets } from './rotate-secrets.ts';
import { readSecretStatus } from './secret-status.ts';

const SETTINGS = 230; // more than a batch

let world: TestWorld;
let ours: Ctx;
let theirs: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
});
beforeEach(async () => {
  ours = await openShop('ours');
  theirs = await openShop('theirs');
});
afterAll(() => world?.close());

const place = (setting: string) => ({ table: 'shop_plugin_secret', column: 'sealed', id: `acme/${setting}` }) as const;

async function openShop(word: string): Promise<Ctx> {
  const ctx = await world.createCtx();
  await ctx.db.insertInto('shop_plugin').values({ shop_id: ctx.shop.id, plugin: 'acme', enabled: true }).execute();
  const settings = Array.from({ length: SETTINGS }, (_, index) => `setting${index}`);
  await ctx.db
    .insertInto('shop_plugin_secret')
    .values(
      settings.map((setting) => ({
        shop_id: ctx.shop.id,
        plugin: 'acme',
        setting,
        sealed: ctx.secrets.seal(place(setting), `${word} ${setting}`),
      })),
    )
    .execute();
  return ctx;
}

async function readAll(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.selectFrom('shop_plugin_secret').selectAll().where('shop_id', '=', ctx.shop.id).orderBy('setting').execute();
  return rows.map(({ setting, sealed }) => `${setting}: ${ctx.secrets.open(place(setting), sealed)}`);
}
const installation = () => ({ config: world.ground.config, database: world.database, secrets: world.ground.secrets });
const status = () => readSecretStatus(world.database, world.ground.secrets.keyring);
const countUnderOlderKeys = async () => (await status()).keys.slice(1).reduce((sum, { secrets }) => sum + secrets, 0);
const isSettled = () => utimesSync(keyFile(world.folder), 0, 0);

test('a rotation puts every secret of every shop under a new key, and all of them can be read all the while', async () => {
  const before = await Promise.all([readAll(ours), readAll(theirs)]);
  const rotating = rotateSecrets(installation());
  expect((await readAll(ours)).length).toBe(SETTINGS);
  const done = await rotating;
  expect(done).toMatchObject({ newKey: true, unreadable: [] });
  expect(done.rewrapped).toBeGreaterThanOrEqual(2 * SETTINGS);
  expect(await Promise.all([readAll(ours), readAll(theirs)])).toEqual(before);
  const [newest, ...others] = (await status()).keys;
  expect(newest).toMatchObject({ state: 'newest' });
  expect(others.map(({ state, secrets }) => [state, secrets])).toEqual(others.map(() => ['older', 0]));
});

test('of two that rotate at once none undoes or repeats what the other did, and a value given meanwhile stays', async () => {
  const other = await openSecrets(world.ground.config, world.ground.log);
  const given = ours.secrets.seal(place('setting7'), 'given meanwhile');
  await addKeyToFile(world.folder);
  const waiting = await countUnderOlderKeys();
  const [one, two] = await Promise.all([
    rewrapSecrets(world.database, world.ground.secrets.keyring),
    rewrapSecrets(world.database, other.keyring),
    ours.db
      .updateTable('shop_plugin_secret')
      .set({ sealed: given })
      .where('shop_id', '=', ours.shop.id)
      .where('setting', '=', 'setting7')
      .execute(),
  ]);
  expect(one.rewrapped).toBeGreaterThan(0);
  expect(two.rewrapped).toBeGreaterThan(0);
  expect(Math.abs(one.rewrapped + two.rewrapped - waiting)).toBeLessThanOrEqual(1); // the value given meanwhile counts or does not
  await rewrapSecrets(world.database, other.keyring);
  expect(await readAll(ours)).toContain('setting7: given meanwhile');
  expect(await countUnderOlderKeys()).toBe(0);
  other.keyring.close();
});

test('one that was stopped in the middle goes on where it was', async () => {
  const before = await Promise.all([readAll(ours), readAll(theirs)]);
  await addKeyToFile(world.folder);
  const waiting = await countUnderOlderKeys();
  await expect(rewrapSecrets(world.database, stoppingAfter(150))).rejects.toThrow('killed');
  expect(await countUnderOlderKeys()).toBe(waiting - 150);
  expect(await Promise.all([readAll(ours), readAll(theirs)])).toEqual(before);
  expect(await rewrapSecrets(world.database, world.ground.secrets.keyring)).toEqual({ rewrapped: waiting - 150, unreadable: [] });
  expect(await Promise.all([readAll(ours), readAll(theirs)])).toEqual(before);
});

/** A keyring that dies when it is asked for the key of one more envelope. */
function stoppingAfter(envelopes: number): Keyring {
  const { keyring } = world.ground.secrets;
  let looks = 0;
  return {
    ...keyring,
    find(id) {
      if (looks++ === envelopes) throw new Error('killed');
      return keyring.find(id);
    },
  };
}

test('what was moved between rows or shops is told of and left as it is', async () => {
  const [mine] = await ours.db.selectFrom('shop_plugin_secret').selectAll().where('shop_id', '=', ours.shop.id).limit(1).execute();
  await theirs.db
    .updateTable('shop_plugin_secret')
    .set({ sealed: mine?.sealed ?? '' })
    .where('shop_id', '=', theirs.shop.id)
    .where('setting', '=', mine?.setting ?? '')
    .execute();
  await expect(readAll(theirs)).rejects.toMatchObject({ code: 'secret_unreadable' });
  const done = await rotateSecrets(installation());
  expect(done.unreadable).toEqual([expect.stringContaining(`shop_plugin_secret.sealed of acme/${mine?.setting}`)]);
  await theirs.db.deleteFrom('shop_plugin_secret').where('shop_id', '=', theirs.shop.id).execute();
});

test('older keys are forgotten when nothing is under them and nothing under way can be', async () => {
  await rotateSecrets(installation());
  await expect(forgetOldKeys(installation())).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('five minutes') });
  isSettled();
  expect(await forgetOldKeys(installation())).toBeGreaterThan(0);
  expect((await status()).keys).toHaveLength(1);
  expect((await readAll(ours))[0]).toBe('setting0: ours setting0');
  const elsewhere = { ...installation(), config: { ...world.ground.config, secretKeyFrom: 'aws:keys' } };
  await expect(forgetOldKeys(elsewhere)).rejects.toMatchObject({ code: 'conflict' });
});
