import { randomBytes } from 'node:crypto';
import { mkdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unmountDisk, fill, mountDisk } from './small-disk.ts';
import { ask, makeFolder, makeFornace, type Server, serve } from './serve.ts';

const DISK_MB = 700;
const KEPT_FREE_MB = 120;
const STEP_MB = 60;

export type FilledDisk = {
  /** Drafts and files that were acknowledged, before, while and after the disk was short. */
  readonly acknowledged: number;
  readonly lost: number;
  /** Free when the first large write was refused, and when readyz first said 503. */
  readonly leftAtRefusalMb: number;
  readonly leftAtUnreadyMb: number;
  /** Small writes that were acknowledged after large ones were refused. */
  readonly smallAfterRefusal: number;
  readonly deadLooks: number;
  readonly readyAfterMs: number;
  /** Answers that say neither that it was done nor that the disk is full. */
  readonly odd: readonly string[];
};

/** Why it cannot be tried here, or what happened when the disk of a house fills up, to its last byte, and is freed again. */
export async function fillDisk(input: { rounds: number; say: (line: string) => void }): Promise<FilledDisk | string> {
  const home = await makeFolder();
  const disk = path.join(home.folder, 'disk');
  await mkdir(disk);
  const noDisk = await mountDisk(disk, DISK_MB);
  if (noDisk) return noDisk;
  try {
    const server = await serve({ data: path.join(disk, 'data'), env: { BOTTEGA_KEEP_FREE_MB: String(KEPT_FREE_MB) } });
    try {
      await makeFornace(server.data);
      return await fillAndFree(server, disk, input);
    } finally {
      await server.stop();
    }
  } finally {
    await unmountDisk(disk);
    await home.remove();
  }
}

type Account = { drafts: string[]; sounds: { url: string; bytes: Buffer }[]; odd: string[]; deadLooks: number };

async function fillAndFree(
  server: Server,
  disk: string,
  { rounds, say }: { rounds: number; say: (line: string) => void },
): Promise<FilledDisk> {
  const account: Account = { drafts: [], sounds: [], odd: [], deadLooks: 0 };
  const ballast = path.join(disk, 'ballast');
  let [leftAtRefusalMb, leftAtUnreadyMb, smallAfterRefusal, readyAfterMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (let round = 0; round < rounds; round++) {
    let [isRefused, isUnready] = [false, false];
    for (let left = await freeMb(disk); left > 1; left = await freeMb(disk)) {
      const large = await addSound(server, account);
      const small = await addDraft(server, account);
      if (!large && !isRefused) leftAtRefusalMb = Math.min(leftAtRefusalMb, left);
      isRefused ||= !large;
      if (isRefused && small) smallAfterRefusal += 1;
      if (!isUnready && (await ask(server.url, '/readyz')).status === 503) {
        isUnready = true;
        leftAtUnreadyMb = Math.min(leftAtUnreadyMb, left);
      }
      await look(server, account);
      await fill(ballast, Math.max(0, left - STEP_MB));
    }
    say(`round ${round + 1}: full; ${account.drafts.length} drafts and ${account.sounds.length} files acknowledged`);
    for (let count = 0; count < 5; count++) {
      await addSound(server, account);
      await addDraft(server, account);
      await look(server, account);
    }
    await rm(ballast);
    const freed = performance.now();
    while ((await ask(server.url, '/readyz')).status !== 200 && performance.now() - freed < 30_000) await sleep(100);
    readyAfterMs = Math.max(readyAfterMs, performance.now() - freed);
    await addDraft(server, account);
    await addSound(server, account);
  }
  const lost = await countLost(server, account);
  const acknowledged = account.drafts.length + account.sounds.length;
  return {
    acknowledged,
    lost,
    leftAtRefusalMb,
    leftAtUnreadyMb,
    smallAfterRefusal,
    deadLooks: account.deadLooks,
    readyAfterMs,
    odd: account.odd,
  };
}

async function freeMb(disk: string): Promise<number> {
  const { bavail, bsize } = await statfs(disk);
  return (bavail * bsize) / 1024 / 1024;
}

const headersOf = ({ token }: Server) => ({ authorization: `Bearer ${token}`, 'x-bottega-shop': 'fornace' });

async function look(server: Server, account: Account): Promise<void> {
  if ((await ask(server.url, '/livez')).status !== 200) account.deadLooks += 1;
}

/** A megabyte of sound for the library. */
async function addSound(server: Server, account: Account): Promise<boolean> {
  const bytes = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), randomBytes(1024 * 1024)]);
  const form = new FormData();
  form.append('files', new File([bytes], 'bell.wav'));
  const answer = await ask(server.url, '/api/v1/files', { method: 'POST', headers: headersOf(server), body: form });
  const url = await note(answer, 201, account, (body) => (body as { items: [{ url: string }] }).items[0].url);
  if (url !== undefined) account.sounds.push({ url, bytes });
  return url !== undefined;
}

async function addDraft(server: Server, account: Account): Promise<boolean> {
  const body = JSON.stringify({ title: 'Bowl', price: { amount: 4800, currency: 'EUR' }, stock: 1, category: 'tableware', pictures: [] });
  const headers = { ...headersOf(server), 'content-type': 'application/json' };
  const answer = await ask(server.url, '/api/v1/products', { method: 'POST', headers, body });
  const id = await note(answer, 201, account, (made) => (made as { id: string }).id);
  if (id !== undefined) account.drafts.push(id);
  return id !== undefined;
}

/** What a good answer says. One that is refused must be because the disk is full, or because PostgreSQL gave up on it. */
async function note<T>(answer: Response, good: number, account: Account, read: (body: unknown) => T): Promise<T | undefined> {
  const text = await answer.text();
  if (answer.status === good) return read(JSON.parse(text));
  const isSaid = (answer.status === 507 && text.includes('"disk_full"')) || (answer.status === 503 && text.includes('"database_away"'));
  if (!isSaid) account.odd.push(`${answer.status} ${text.slice(0, 200)}`);
  return undefined;
}

async function countLost(server: Server, { drafts, sounds }: Account): Promise<number> {
  let lost = 0;
  for (const id of drafts) {
    if ((await ask(server.url, `/api/v1/products/${id}`, { headers: headersOf(server) })).status !== 200) lost += 1;
  }
  for (const { url, bytes } of sounds) {
    const answer = await ask(server.url, `/s/fornace/${url}`, { headers: { authorization: `Bearer ${server.token}` } });
    if (answer.status !== 200 || !Buffer.from(await answer.arrayBuffer()).equals(bytes)) lost += 1;
  }
  return lost;
}
