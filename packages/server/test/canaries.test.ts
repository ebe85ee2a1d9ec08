import { afterAll, beforeAll, expect, test } from 'vitest';
import { huntCanaries } from './hunt-canaries.ts';
import { makeFolder } from './serve.ts';

let home: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  home = await makeFolder();
}, 120_000);
afterAll(() => home?.remove());

test('no secret leaves the program', async () => {
  const hunt = await huntCanaries(home.folder);
  expect(hunt.sightings).toEqual([]);
  expect(hunt.canaries).toBe(11);
  expect(hunt.bait).toEqual(expect.arrayContaining(['table shop_plugin', expect.stringContaining('GET /api/v1/plugins/leaky')]));
}, 120_000);
