import { randomInt } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killDatabase } from './kill-database.ts';
import { makeFolder, makeFornace, type Server, serve } from './serve.ts';

const seed = randomInt(2 ** 31);

let home: Awaited<ReturnType<typeof makeFolder>>;
let server: Server;

beforeAll(async () => {
  home = await makeFolder();
  const data = path.join(home.folder, 'data');
  server = await serve({ data });
  await makeFornace(data);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await home?.remove();
});

test(`PostgreSQL killed twice in the middle of writing loses nothing that was acknowledged (seed ${seed})`, async () => {
  const { acknowledged, lost, doubled, odd, noticedMs, recoveredMs } = await killDatabase(server, { shop: 'fornace', kills: 2, seed });
  const { stderr } = await server.stop();
  const errors = stderr.split('\n').filter((line) => line.includes('"level":"error"'));
  expect({ lost, doubled, odd }, errors.join('\n')).toEqual({ lost: 0, doubled: 0, odd: [] });
  expect(acknowledged).toBeGreaterThan(20);
  for (const ms of noticedMs) expect(ms).toBeLessThan(2_000);
  for (const ms of recoveredMs) expect(ms).toBeLessThan(10_000);
}, 60_000);
