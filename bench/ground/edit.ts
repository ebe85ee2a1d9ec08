import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SCENE_ROLES } from '@bottega/contracts';
import type { LaunchView } from '../../packages/server/src/launch/index.ts';
import { makePhotos } from '../../packages/server/test/photos.ts';
import { ask, makeFolder, makeFornace, type Server, serve } from '../../packages/server/test/serve.ts';
import { atMost, type Figure, plain } from '../figure.ts';
import type { Measure } from './run.ts';

const MOST_SHARE = 0.25;
const TICKS_PER_SECOND = 100;
const PATIENCE_MS = 10 * 60_000;

/**
 * What an edit costs beside a full render: the processor seconds of the media worker and its children, as the kernel counts them, for a
 * caption, and for another photo in each scene in turn. The full render is the same kind of edit on an empty cache.
 */
export const measure: Measure = async ({ quick }) => {
  const { folder, remove } = await makeFolder();
  const data = path.join(folder, 'data');
  try {
    const { good } = await makePhotos(folder);
    const server = await serve({ data });
    await makeFornace(data);
    const shop = talkTo(server);
    const id = await shop.launch(good, quick ? 8 : 30);
    const caption = (text: string) => () => shop.edit(id, text);
    await rm(path.join(data, 'cache', 'film'), { recursive: true });
    const full = await cpuOf(server, caption('Before'));
    const edited = await cpuOf(server, caption('After'));
    const swaps: Figure[] = [];
    const shares: number[] = [];
    const other = await shop.addPhoto(id, good);
    for (const scene of quick ? ['hook'] : SCENE_ROLES) {
      shares.push((await cpuOf(server, () => shop.choosePhoto(id, scene, other))) / full);
      swaps.push(plain(`ground/edit/photo-${scene}`, shares.at(-1) as number, 'of the CPU', 'a full render'));
    }
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    await server.stop();
    // In a short film what starting the processes costs outweighs the film.
    const share = (name: string, value: number, against: string): Figure =>
      quick ? plain(name, value, 'of the CPU', against) : atMost(MOST_SHARE, name, value, 'of the CPU', against);
    return [
      plain('ground/edit/full', full, 's CPU', 'nothing'),
      share('ground/edit/caption', edited / full, 'a full render'),
      ...swaps,
      share('ground/edit/photo', mean, 'a full render, the scenes in turn'),
    ];
  } finally {
    await remove();
  }
};

/** Processor seconds of the media worker and all its children while `work` is done. */
async function cpuOf(server: Server, work: () => Promise<unknown>): Promise<number> {
  const before = mediaCpu(server.pid);
  await work();
  await sleep(500); // children that end are counted when they are gone
  return mediaCpu(server.pid) - before;
}

/** Of the worker, of its children that have ended, and of those that wait for the next request. */
function mediaCpu(serverPid: number): number {
  const processes = readProcesses();
  const worker = processes.find(({ pid, parent }) => parent === serverPid && isMediaWorker(pid));
  if (!worker) throw new Error('there is no media worker');
  const children = processes.filter(({ parent }) => parent === worker.pid);
  return [worker, ...children].reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

type Process = { readonly pid: number; readonly parent: number; readonly ticks: number };

function readProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const stat = readIfThere(`/proc/${pid}/stat`);
      // The fields behind the name, which may hold anything: the parent is the 4th of all, and utime, stime, cutime and cstime are
      // the 14th to the 17th.
      const fields = stat
        .slice(stat.lastIndexOf(') ') + 2)
        .split(' ')
        .map(Number);
      const ticks = fields.slice(11, 15).reduce((sum, count) => sum + count, 0);
      return stat === '' ? [] : [{ pid: Number(pid), parent: fields[1] as number, ticks }];
    });
}

const isMediaWorker = (pid: number): boolean => readIfThere(`/proc/${pid}/cmdline`).includes('media/src/main.ts');

/** Empty when the process has ended since the folder was read. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

function talkTo(server: Server) {
  const headers = { authorization: `Bearer ${server.token}`, 'x-bottega-shop': 'fornace' };
  const send = async <Answer>(address: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await ask(server.url, `/api/v1/launches${address}`, { ...init, headers: { ...headers, ...init.headers } });
    if (answer.status === 503) return sleep(1_000).then(() => send<Answer>(address, init)); // a busy machine: nothing was begun
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const json = (method: string, body: unknown): RequestInit => ({
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const made = async (id: string): Promise<LaunchView> => {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(250)) {
      const launch = await send<LaunchView>(`/${id}`);
      if (launch.status === 'completed') return launch;
      if (launch.status !== 'queued' && launch.status !== 'running') throw new Error(`the launch is ${launch.status}`);
    }
    throw new Error('the launch took too long');
  };
  const formOf = async (photo: string, fields: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('photos', new Blob([new Uint8Array(readFileSync(photo))]), path.basename(photo));
    return form;
  };
  return {
    async launch(photo: string, seconds: number): Promise<string> {
      const fields = { name: 'Walnut bowl', price: '48.00', currency: 'EUR', notes: 'oiled, 24 cm', seconds: String(seconds), seed: '3' };
      const { launchId } = await send<{ launchId: string }>('', { method: 'POST', body: await formOf(photo, fields) });
      await made(launchId);
      return launchId;
    },
    /** Changes one word of the longest scene's caption. */
    async edit(id: string, word: string): Promise<void> {
      const [story] = (await made(id)).stories;
      const scene = story?.scenes.toSorted((one, other) => other.caption.length - one.caption.length)[0];
      const caption = scene?.caption.replace(/\S+$/, word);
      await send(`/${id}/scenes/${story?.language}`, json('PATCH', { version: story?.version, scenes: [{ role: scene?.role, caption }] }));
      await made(id);
    },
    async addPhoto(id: string, photo: string): Promise<string> {
      const { default: sharp } = await import('sharp');
      const turned = `${photo}.turned.jpg`;
      await sharp(photo).flop().toFile(turned);
      const { pictureIds } = await send<{ pictureIds: string[] }>(`/${id}/photos`, { method: 'POST', body: await formOf(turned) });
      await made(id);
      return pictureIds.at(-1) as string;
    },
    async choosePhoto(id: string, scene: string, pictureId: string): Promise<void> {
      await send(`/${id}/photo/${scene}`, json('PUT', { pictureId }));
      await made(id);
    },
  };
}
