import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Config, enqueueWorkflow, inspectDatabase, newId, prepareWorkflows, readQueues } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { checkAddress } from './look-at-settings.ts';

let world: TestWorld;

beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

describe('the address', () => {
  const look = (changes: Partial<Config>) => checkAddress({ ...world.ground.config, ...changes });

  test('is well on this machine, and by https behind a proxy that is named', () => {
    expect(look({ publicUrl: 'http://localhost:4600' })).toMatchObject({ well: true, found: expect.stringContaining('plain cookies') });
    const proxied = look({ publicUrl: 'https://shops.example', trustedProxies: ['10.0.0.0/8'] });
    expect(proxied).toMatchObject({ well: true, found: expect.stringContaining('secure cookies') });
    expect(proxied.note).toBeUndefined();
  });

  test('is not well by plain http elsewhere, and worth a word where no proxy is named', () => {
    expect(look({ publicUrl: 'http://shops.example' })).toMatchObject({ well: false, advice: expect.stringContaining('PUBLIC_URL') });
    expect(look({ publicUrl: 'https://shops.example', trustedProxies: [] })).toMatchObject({
      well: true,
      note: true,
      advice: expect.stringContaining('BOTTEGA_TRUSTED_PROXIES'),
    });
  });
});

describe('the database', () => {
  test('is known by its version and clock, and keeps a session', async () => {
    const { version, now, keepsSession } = await inspectDatabase(world.database);
    expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(16);
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(5_000);
    expect(keepsSession).toBe(true);
  });

  test('has queues that can be counted, before the first workflow too', async () => {
    expect(await readQueues(world.database)).toEqual([]);
    await prepareWorkflows(world.ground, [{ name: 'waiting', run: async () => undefined }]);
    const ctx = await world.createCtx();
    for (let n = 0; n < 3; n++) await enqueueWorkflow(ctx, 'waiting', newId());
    const [queue, ...others] = await readQueues(world.database);
    expect([queue?.waiting, queue?.running, others]).toEqual([3, 0, []]);
    expect(queue?.oldestSeconds).toBeGreaterThanOrEqual(0);
    expect(queue?.oldestSeconds).toBeLessThan(60);
  });
});
