import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { joinServer } from './join-server.ts';
import { lockDataFolder } from './run-file.ts';

const WHERE = { url: 'http://127.0.0.1:1', token: 'token' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-join-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What has become of a promise by now. */
const stateOf = (promise: Promise<void>): Promise<string> => Promise.race([promise.then(() => 'ended'), sleep(700, 'goes on')]);

test('a worker where no server runs is told so, and what to start', async () => {
  await expect(joinServer(folder, { waitMs: 100 })).rejects.toMatchObject({
    code: 'server_away',
    message: expect.stringContaining(folder),
  });
});

test('a worker waits for a server that starts after it, and ends when that says that it will', async () => {
  const joining = joinServer(folder);
  await sleep(100);
  const lock = await lockDataFolder(folder, { isShared: false });
  await lock.announce(WHERE);
  const beside = await joining;
  expect(await stateOf(beside.ended)).toBe('goes on');
  await lock.announceEnd();
  await beside.ended;
});

test('a server that is gone and comes back in time keeps its workers; one that stays away does not', async () => {
  const lock = await lockDataFolder(folder, { isShared: false });
  await lock.announce(WHERE);
  const beside = await joinServer(folder, { graceMs: 1_500 });
  await lock.release();
  await sleep(600);
  const next = await lockDataFolder(folder, { isShared: false });
  await next.announce(WHERE);
  await sleep(1_200);
  expect(await stateOf(beside.ended)).toBe('goes on');
  await next.release();
  await beside.ended;
});

test('several servers share a folder where they may; the first is the one that is found', async () => {
  const first = await lockDataFolder(folder, { isShared: true });
  await first.announce(WHERE);
  const second = await lockDataFolder(folder, { isShared: true });
  await second.announce({ ...WHERE, url: 'http://127.0.0.1:2' });
  await second.release();
  const beside = await joinServer(folder, { waitMs: 0 });
  beside.leave();
  await expect(lockDataFolder(folder, { isShared: false })).rejects.toMatchObject({ code: 'already_running' });
  await first.release();
});
