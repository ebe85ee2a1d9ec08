import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.ts';
import { makePhotos } from './photos.ts';
import { ask, bottega, freePort, makeFolder, makeFornace, readRunFile, type Server, serve, type Started, startProgram } from './serve.ts';

// One server that only answers, and two workers beside it on its PostgreSQL: real processes, of which one is killed.

type Worker = Started & { readonly url: string };

let home: Awaited<ReturnType<typeof makeFolder>>;
let data: string;
let photo: string;
let api: Server;
let workers: Worker[];
let admin: pg.Client;

beforeAll(async () => {
  home = await makeFolder();
  data = path.join(home.folder, 'data');
  photo = (await makePhotos(home.folder)).good;
  [api, workers] = await Promise.all([serve({ data, env: { BOTTEGA_ROLE: 'api' } }), Promise.all([startWorker(), startWorker()])]);
  await makeFornace(data);
  admin = new pg.Client((await startEmbeddedPostgres(data, true)).admin);
  admin.on('error', () => undefined); // the server takes PostgreSQL with it
  await admin.connect();
  await Promise.all(workers.map(untilWorkerReady));
}, 60_000);
afterAll(async () => {
  await admin?.end();
  await home?.remove();
}, 30_000);

async function startWorker(): Promise<Worker> {
  const port = await freePort();
  return { ...startProgram(['serve', '--role', 'worker'], { data, port }), url: `http://127.0.0.1:${port}` };
}

async function until(what: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  for (const deadline = performance.now() + timeoutMs; performance.now() < deadline; await sleep(50)) if (await what()) return;
  throw new Error(`waited ${timeoutMs / 1000} s in vain until ${what}`);
}

const untilWorkerReady = ({ url }: Worker) => until(async () => (await ask(url, '/readyz').catch(() => undefined))?.status === 200, 30_000);

async function launch(name: string): Promise<string> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ name, price: '48.00', currency: 'EUR', seconds: '6', seed: '3' })) form.set(field, value);
  form.set('photos', new Blob([new Uint8Array(await readFile(photo))]), 'bowl.jpg');
  const headers = { authorization: `Bearer ${api.token}`, 'x-bottega-shop': 'fornace' };
  const answer = await ask(api.url, '/api/v1/launches', { method: 'POST', headers, body: form });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { launchId: string }).launchId;
}

/** Who runs a launch: the pid of a worker. */
async function runnerOf(launchId: string): Promise<number | undefined> {
  const { rows } = await admin.query<{ pid: number }>(
    'select e.pid from dbos.workflow_status s join work.executor e on e.id = s.executor_id where s.workflow_uuid = $1',
    [`launchProduct:${launchId}`],
  );
  return rows[0]?.pid;
}

const workflowOf = async (launchId: string): Promise<string> => {
  const { rows } = await admin.query<{ status: string }>('select status from dbos.workflow_status where workflow_uuid = $1', [
    `launchProduct:${launchId}`,
  ]);
  return rows[0]?.status ?? '';
};
const isDone = async (launchId: string, step: string): Promise<boolean> => {
  const query = `select from launch_step where launch_id = $1 and name = $2 and state = 'done'`;
  return (await admin.query(query, [launchId, step])).rowCount === 1;
};
const count = async (query: string, id: string): Promise<number> => (await admin.query(query, [id])).rowCount ?? 0;

describe('a server that only answers, and two workers', () => {
  let launchId: string;

  test('share one PostgreSQL; the server runs no workflow, the workers answer health alone', async () => {
    expect(readRunFile(data)?.pid).toBe(api.pid);
    for (const { url } of workers) {
      expect((await ask(url, '/livez')).status).toBe(200);
      expect((await ask(url, '/admin')).status).toBe(404);
      expect((await ask(url, '/api/v1/products', { headers: { 'x-bottega-shop': 'fornace' } })).status).toBe(404);
    }
    launchId = await launch('Walnut bowl');
    await until(() => isDone(launchId, 'photo'), 20_000);
    expect(workers.map(({ pid }) => pid)).toContain(await runnerOf(launchId));
  }, 40_000);

  test('one is killed amid a launch: the other goes on with it within 30 s, and nothing is doubled', async () => {
    const runner = await runnerOf(launchId);
    const [victim, survivor] = workers.toSorted((one) => (one.pid === runner ? -1 : 1)) as [Worker, Worker];
    victim.signal('SIGKILL');
    await victim.ended;
    await until(async () => (await runnerOf(launchId)) === survivor.pid, 15_000);
    await until(async () => (await workflowOf(launchId)) === 'SUCCESS', 90_000);
    expect(await isDone(launchId, 'posts')).toBe(true);
    expect(await count(`select from product where id = (select product_id from launch where id = $1)`, launchId)).toBe(1);
    expect(await count(`select from event where type = 'launch.started' and subject_id = $1`, launchId)).toBe(1);
    expect(await count(`select from asset where kind = 'film' and subject_id = $1`, launchId)).toBe(3);
    workers = [survivor];
  }, 120_000);

  test('a second server on the folder is refused, whichever its role', async () => {
    const second = await bottega(['serve', '--role', 'api'], { data, port: await freePort() });
    expect(second.code).toBe(2);
    expect(second.stderr).toContain(`The process ${api.pid} serves ${data}.`);
  }, 20_000);

  test('the workers end in order when the server does', async () => {
    const [worker] = workers as [Worker];
    const [ended, workerEnded] = await Promise.all([api.stop(), worker.ended]);
    expect([ended.code, workerEnded.code]).toEqual([0, 0]);
    expect(workerEnded.stderr).not.toContain('"level":"error"');
  }, 20_000);
});
