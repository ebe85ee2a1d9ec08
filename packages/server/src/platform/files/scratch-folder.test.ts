import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepScratch, withScratchFolder } from './scratch-folder.ts';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(path.join(os.tmpdir(), 'bottega-scratch-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const scratch = () => readdir(path.join(data, 'scratch'));

test('a process that starts leaves what the others beside it have in hand', async () => {
  await withScratchFolder(data, 'films', async (folder) => {
    await sweepScratch(data);
    expect(await scratch()).toEqual([path.basename(folder)]);
  });
  expect(await scratch()).toEqual([]);
});

test('what the dead left is swept away, what another machine does in a shared folder is not', async () => {
  const host = os.hostname().replaceAll(/[^\w.]/g, '_');
  const folders = [
    `films-@${host}@4194303@1@abcdef`,
    `call-@${host}@${process.pid}@1@abcdef`,
    'call-from-before',
    'call-@elsewhere@1@1@abcdef',
  ];
  for (const folder of folders) await mkdir(path.join(data, 'scratch', folder), { recursive: true });
  await sweepScratch(data);
  expect(await scratch()).toEqual(['call-@elsewhere@1@1@abcdef']);
});
