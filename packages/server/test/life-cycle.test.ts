import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuth, openSecrets } from '#platform';
import { makePhotos } from './photos.ts';
import {
  ask,
  bottega,
  type Ended,
  freePort,
  makeFolder,
  makeFolderOf,
  makeFornace,
  postgresPid,
  readRunFile,
  type Server,
  serve,
  startProgram,
  withGuest,
} from './serve.ts';

const run = promisify(execFile);
const NOBODY = { uid: 65_534, gid: 65_534 };
const onLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;

let home: Awaited<ReturnType<typeof makeFolder>>;
let data: string;
let photo: string;

beforeAll(async () => {
  home = await makeFolder();
  data = path.join(home.folder, 'La bottega di Zoë 工房');
  photo = (await makePhotos(home.folder)).good;
});
afterAll(() => home?.remove());

const launchWords = (name: string) =>
  ['launch', photo, '--shop', 'fornace', '--name', name, '--price', '48.00', '--currency', 'EUR', '--seconds', '6', '--json'] as const;

/** A process and all that descend from it, by the system's own list. */
function familyOf(pid: number): number[] {
  if (!onLinux) return [pid];
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = readStat(Number(entry));
    if (stat) parents.set(Number(entry), Number(stat[1]));
  }
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

/** State, parent and what follows in /proc/PID/stat; undefined for a process that is gone. */
function readStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

const lives = (pid: number): boolean => {
  if (onLinux) return !['Z', undefined].includes(readStat(pid)?.[0]);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Whoever of these is still there a moment later. */
async function survivors(family: readonly number[]): Promise<number[]> {
  for (let waited = 0; waited < 2_000 && family.some(lives); waited += 50) await sleep(50);
  return family.filter(lives);
}

/** Ends it with these signals, and expects everything of it to be gone within 10 s. */
async function expectCleanEnd(server: Server, ...signals: NodeJS.Signals[]): Promise<Ended> {
  const family = [...new Set([...familyOf(server.pid), postgresPid(server.data)])];
  const began = performance.now();
  for (const name of signals) {
    server.signal(name);
    await sleep(50);
  }
  const ended = await server.ended;
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(ended.code, ended.stderr).toBe(0);
  expect(await survivors(family)).toEqual([]);
  expect(readRunFile(server.data)).toBeUndefined();
  return ended;
}

/** Makes the server use its media worker, so that there is one to close. */
async function wakeMediaWorker(server: Server): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ name: 'Cup', price: '9.00', currency: 'EUR' })) form.set(name, value);
  form.set('photos', new Blob(['no photo']), 'cup.jpg');
  const headers = { authorization: `Bearer ${server.token}`, 'x-bottega-shop': 'fornace' };
  expect((await ask(server.url, '/api/v1/launches', { method: 'POST', headers, body: form })).status).toBe(415);
}

describe('a data folder with spaces and letters of three scripts', () => {
  let server: Server;

  test('is served, and says where, to its owner alone', async () => {
    server = await serve({ data });
    expect(readRunFile(data)).toMatchObject({ pid: server.pid, url: server.url, token: expect.stringMatching(/^[\w-]{43}$/) });
    expect(statSync(path.join(data, 'run.json')).mode & 0o777).toBe(0o600);
    await makeFornace(data);
  });

  test('is refused to a second server at once, naming the first', async () => {
    const [second, bare] = await Promise.all([
      bottega(['serve'], { data, port: await freePort() }),
      bottega(['config', 'validate'], { data }),
    ]);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain(`The process ${server.pid} serves ${data}.`);
    expect(second.stderr).toMatch(/stop it, or choose another folder with --data/);
    expect(second.ms - bare.ms).toBeLessThan(2_000); // beyond what any command needs to load on this machine
    expect((await ask(server.url, '/readyz')).status).toBe(200);
  });

  test('has a port that no other can take, which is said with its holder and the remedy', async () => {
    const other = path.join(home.folder, 'other');
    const { port } = new URL(server.url);
    const refused = await bottega(['serve', '--port', port], { data: other });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`Port ${port} on 127.0.0.1 is not free. A Bottega with pid ${server.pid} listens on it.`);
    expect(refused.stderr).toContain('Choose another with --port or PORT');
    expect([readRunFile(other), existsSync(path.join(other, 'postgres/postmaster.pid'))]).toEqual([undefined, false]);
  });

  test('is asked by the other commands while it is served', async () => {
    const json = async (...words: string[]) => {
      const { code, stdout, stderr } = await bottega([...words, '--json'], { data });
      return { code, answer: JSON.parse(stdout || stderr) as unknown };
    };
    expect(await json('shops')).toEqual({ code: 0, answer: [{ slug: 'fornace', name: 'Fornace', currency: 'EUR', country: 'IT' }] });
    const doctor = await json('doctor');
    const findings = doctor.answer as { name: string; well: boolean; found: string }[];
    expect(findings.map(({ name }) => name)).toEqual([
      'node',
      'address',
      'disk',
      'server',
      'database',
      'clock',
      'queue',
      'keys',
      'films',
      'plugins',
      'backups',
    ]);
    expect(findings.filter(({ well }) => !well)).toEqual([]);
    expect([doctor.code, findings[3]?.found]).toEqual([0, `${server.url}, pid ${server.pid}`]);

    expect(await json('link')).toMatchObject({ code: 2, answer: { code: 'not_found' } });
    await withGuest(data, async (database) => {
      const log = pino({ level: 'silent' });
      const secrets = await openSecrets({ data, secretKey: undefined, secretKeyFrom: 'file' }, log);
      const auth = await createAuth({ database, publicUrl: server.url, secrets, log });
      await auth.createStaff({ name: 'Caterina', email: 'caterina@fornace.example' });
      await auth.close();
    });
    const { answer } = await json('link');
    const { pathname } = new URL((answer as { link: string }).link);
    const open = () => ask(server.url, pathname, { redirect: 'manual' });
    expect((await open()).headers.getSetCookie().join()).toContain('session');
    expect((await open()).headers.getSetCookie()).toEqual([]);
  });

  test('is closed by Ctrl-C, also where a launcher hands the signal on a second time', async () => {
    await wakeMediaWorker(server);
    expect(familyOf(server.pid).length).toBeGreaterThan(onLinux ? 3 : 0);
    await expectCleanEnd(server, 'SIGINT', 'SIGINT');
  });

  test('is launched on without a server, by one that lives as long as it takes', async () => {
    const program = startProgram(launchWords('Walnut bowl'), { data });
    await expect.poll(() => readRunFile(data)?.url, { timeout: 20_000 }).toBeDefined();
    const family = [...familyOf(program.pid), postgresPid(data)];
    const { code, stdout, stderr } = await program.ended;
    expect(code, stderr).toBe(0);
    const launch = JSON.parse(stdout);
    expect(launch).toMatchObject({ status: 'completed', product: { title: 'Walnut bowl' }, cost: { amount: '0.00' } });
    expect(launch.videos.map(({ shape }: { shape: string }) => shape).sort()).toEqual(['16:9', '1:1', '9:16']);
    for (const { path: file, bytes } of launch.videos) expect(statSync(file).size).toBe(bytes);
    expect(await survivors(family)).toEqual([]);
    expect(readRunFile(data)).toBeUndefined();
  }, 120_000);

  test('is closed by a Ctrl-C that comes amid its start', async () => {
    const program = startProgram(['serve'], { data, port: await freePort() });
    await expect.poll(() => existsSync(path.join(data, 'postgres/postmaster.pid')), { interval: 5, timeout: 20_000 }).toBe(true);
    const postgres = postgresPid(data);
    expect(readRunFile(data)?.url).toBeUndefined();
    program.signal('SIGINT');
    expect((await program.ended).code).toBe(0);
    expect(await survivors([postgres])).toEqual([]);
    expect(readRunFile(data)).toBeUndefined();
  });

  test('is taken over from a server that was killed, with the PostgreSQL that it left', async () => {
    const killed = await serve({ data });
    const postgres = postgresPid(data);
    await wakeMediaWorker(killed);
    const rest = new Set(familyOf(killed.pid)).difference(new Set(familyOf(postgres)));
    killed.signal('SIGKILL');
    await killed.ended;
    expect(await survivors([...rest])).toEqual([]);
    expect([readRunFile(data)?.pid, lives(postgres)]).toEqual([killed.pid, true]);

    server = await serve({ data });
    expect(postgresPid(data)).toBe(postgres);
    expect(readRunFile(data)?.pid).toBe(server.pid);
  });

  test('is launched on by its server where one runs, and closed by TERM amid the films', async () => {
    const command = startProgram(launchWords('Oak board'), { data });
    const headers = { authorization: `Bearer ${server.token}`, 'x-bottega-shop': 'fornace' };
    type Steps = { items: { launchId: string; name: string }[]; steps: { name: string; state: string }[] };
    const read = async (address: string) => (await (await ask(server.url, address, { headers })).json()) as Steps;
    const filming = async () => {
      const launch = (await read('/api/v1/launches')).items.find(({ name }) => name === 'Oak board');
      if (!launch) return undefined;
      return (await read(`/api/v1/launches/${launch.launchId}`)).steps.find(({ name }) => name === 'films')?.state;
    };
    await expect.poll(filming, { timeout: 40_000 }).toBe('running');
    await expectCleanEnd(server, 'SIGTERM');
    const { code, stdout } = await command.ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ code: 'server_away', next: expect.stringContaining('goes on where it was') });
  }, 60_000);

  test('is left in order by a launch without a server that is stopped', async () => {
    const program = startProgram(launchWords('Ash spoon'), { data });
    await expect.poll(() => readRunFile(data)?.url, { timeout: 20_000 }).toBeDefined();
    const family = [...familyOf(program.pid), postgresPid(data)];
    program.signal('SIGINT');
    const { code, stderr, ms } = await program.ended;
    expect([code, stderr]).toEqual([1, expect.stringContaining('Stopped. What was begun goes on')]);
    expect(ms).toBeLessThan(20_000);
    expect(await survivors(family)).toEqual([]);
    expect(readRunFile(data)).toBeUndefined();
  });
});

test('`bottega start` is closed by Ctrl-C amid the making of the demo shop', async () => {
  const demo = path.join(home.folder, 'demo');
  const program = startProgram(['start'], { data: demo, port: await freePort() });
  await expect.poll(() => program.said(), { timeout: 30_000 }).toContain('1 of 12 products');
  const family = [...familyOf(program.pid), postgresPid(demo)];
  program.signal('SIGINT');
  expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
  expect(await survivors(family)).toEqual([]);
  expect(readRunFile(demo)).toBeUndefined();
});

describe('other places and people', () => {
  test('root, with the data under a closed home', async (context) => {
    if (!isRoot) return context.skip('only root can lend PostgreSQL to another user');
    const closed = await makeFolder(0o700);
    try {
      const server = await serve({ data: path.join(closed.folder, 'data') });
      expect(existsSync(path.join(server.data, 'postgres-lives-in'))).toBe(true);
      await expectCleanEnd(server, 'SIGTERM');
    } finally {
      await closed.remove();
    }
  });

  test('a plain user with a home of their own, and no cache of compiled code', async (context) => {
    if (!isRoot) return context.skip('only root can become another user; everything above ran as a plain one');
    const reads = ['-e', 'require("node:fs").accessSync(process.argv[1])', import.meta.filename];
    const barred = await run(process.execPath, reads, NOBODY).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (barred) return context.skip(`other users cannot read this folder: ${barred}`);
    const own = await makeFolderOf(NOBODY, path.join(home.folder, 'home'));
    const server = await serve({ data: path.join(own, 'data'), as: NOBODY, env: { HOME: own } });
    expect(statSync(path.join(server.data, 'run.json')).uid).toBe(NOBODY.uid);
    const doctor = await bottega(['doctor', '--json'], { data: server.data, as: NOBODY });
    expect([doctor.code, doctor.stderr]).toEqual([0, '']);
    await expectCleanEnd(server, 'SIGINT');
  });
});

describe('the command line', () => {
  const say = (words: string[], env: Record<string, string> = {}) => bottega(words, { data, env });

  test('ends with 0 for help, 2 for what it does not know', async () => {
    const [help, unknown, missing] = await Promise.all([say(['--help']), say(['lunch']), say(['launch', photo])]);
    expect([help.code, unknown.code, missing.code]).toEqual([0, 2, 2]);
    expect(help.stdout).toContain('launch [options] <photo...>');
    expect(unknown.stderr).toContain("unknown command 'lunch'");
    expect(missing.stderr).toContain("required option '--shop <slug>' not specified");
  });

  test('shows the configuration and where it comes from, and every mistake in it at once', async () => {
    const wrong = { PORT: 'abc', BOTTEGA_LOG_LEVEL: 'loud' };
    const [show, valid, invalid, plain] = await Promise.all([
      say(['config', 'show', '--json'], { PORT: '4711' }),
      say(['config', 'validate', '--json']),
      say(['config', 'validate', '--json'], wrong),
      say(['config', 'validate'], wrong),
    ]);
    expect(JSON.parse(show.stdout)).toContainEqual(expect.objectContaining({ key: 'port', value: '4711', source: 'PORT' }));
    expect([valid.code, JSON.parse(valid.stdout)]).toEqual([0, { valid: true }]);
    expect([invalid.code, plain.code]).toEqual([2, 2]);
    expect(JSON.parse(invalid.stdout).errors.map(({ path: key }: { path: string }) => key)).toEqual(['port', 'logLevel']);
    expect(plain.stderr).toMatch(/PORT must be .*"abc"[\s\S]*BOTTEGA_LOG_LEVEL must be .*"loud"/);
  });
});
