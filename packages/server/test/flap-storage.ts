import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { LibraryFile, UploadTicket } from '#platform';
import { type Fault, startFaultProxy } from '../src/testing/fault-proxy.ts';
import { s3Settings, startS3Server } from '../src/testing/s3-server.ts';
import { makePhotos } from './photos.ts';
import { ask, makeFolder, makeFornace, type Server, serve } from './serve.ts';

export type Flapping = {
  readonly launched: number;
  /** Launches that did not come to their end. */
  readonly lost: number;
  readonly asked: number;
  /** Answers that are neither what was asked for nor a 503 with the reason. */
  readonly odd: readonly string[];
  readonly refused: number;
  readonly slowestMs: number;
  /** Files that were acknowledged and cannot be read afterwards, byte for byte. */
  readonly lostFiles: number;
  readonly faults: number;
};

const ENDED: ReadonlySet<string> = new Set(['completed', 'waiting']);
const SPELL = fc.record({
  fault: fc.constantFrom<Fault>('down', 'silent', { lateMs: 150 }),
  forMs: fc.integer({ min: 500, max: 3_000 }),
  restMs: fc.integer({ min: 500, max: 3_000 }),
});
const MOST_SPELLS = 500;

/**
 * Runs launches on a house that keeps its files in S3, which meanwhile goes down, falls silent, is late and comes back, as the seed says;
 * files are asked for and sent all the time.
 */
export async function flapStorage(input: { seed: number; launches: number; seconds: number }): Promise<Flapping> {
  const home = await makeFolder();
  const s3 = await startS3Server(path.join(home.folder, 's3'));
  const proxy = await startFaultProxy(s3.port);
  const server = await serve({ data: path.join(home.folder, 'data'), env: environmentOf(proxy.port) });
  try {
    await makeFornace(server.data);
    const { good } = await makePhotos(home.folder);
    const file = await addFile(server, good);
    const ids = await Promise.all(Array.from({ length: input.launches }, () => startLaunch(server, good, input.seconds)));
    const watch = startWatch(server, file);
    let faults = 0;
    let states: string[] = [];
    for (const { fault, forMs, restMs } of fc.sample(SPELL, { seed: input.seed, numRuns: MOST_SPELLS })) {
      states = await Promise.all(ids.map((id) => statusOf(server, id)));
      if (states.every((state) => state !== 'queued' && state !== 'running')) break;
      faults += 1;
      proxy.behave(fault);
      await sleep(forMs);
      proxy.behave('none');
      await sleep(restMs);
    }
    const seen = await watch.stop();
    proxy.behave('none');
    await sleep(4_000); // the breaker rests
    const lostFiles = (await Promise.all(seen.added.map((one) => isWhole(server, one)))).filter((whole) => !whole).length;
    const lost = states.filter((state) => !ENDED.has(state)).length;
    return { ...seen, launched: ids.length, lost, lostFiles, faults };
  } finally {
    await server.stop();
    await proxy.close();
    await s3.close();
    await home.remove();
  }
}

function environmentOf(port: number): Record<string, string> {
  const { filesBucket = '', filesEndpoint = '', filesKeyId = '', filesSecret = '' } = s3Settings(port);
  return {
    BOTTEGA_FILES: 's3',
    BOTTEGA_FILES_BUCKET: filesBucket,
    BOTTEGA_FILES_ENDPOINT: filesEndpoint,
    BOTTEGA_FILES_KEY_ID: filesKeyId,
    BOTTEGA_FILES_SECRET: filesSecret,
    BOTTEGA_FILES_PATH_STYLE: 'yes',
    BOTTEGA_FILES_PATIENCE: '1',
    BOTTEGA_FILES_DIRECT: 'no',
  };
}

const headersOf = ({ token }: Server) => ({ authorization: `Bearer ${token}`, 'x-bottega-shop': 'fornace' });

async function sendForm(
  server: Server,
  address: string,
  field: string,
  photo: string,
  fields: Record<string, string> = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.append(field, await openAsBlob(photo), path.basename(photo));
  return ask(server.url, address, { method: 'POST', headers: headersOf(server), body: form });
}

async function addFile(server: Server, photo: string): Promise<LibraryFile> {
  const answer = await sendForm(server, '/api/v1/files', 'files', photo);
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { items: [LibraryFile] }).items[0];
}

async function startLaunch(server: Server, photo: string, seconds: number): Promise<string> {
  const fields = { name: 'Walnut bowl', price: '48.00', currency: 'EUR', seconds: String(seconds) };
  const answer = await sendForm(server, '/api/v1/launches', 'photos', photo, fields);
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { launchId: string }).launchId;
}

async function statusOf(server: Server, id: string): Promise<string> {
  const answer = await ask(server.url, `/api/v1/launches/${id}`, { headers: headersOf(server) });
  return ((await answer.json()) as { status: string }).status;
}

type Added = { readonly url: string; readonly text: string };
type Seen = { asked: number; refused: number; slowestMs: number; odd: string[]; added: Added[] };

/** Reads a file and sends another, again and again, and keeps account of what came back. */
function startWatch(server: Server, file: LibraryFile) {
  const seen: Seen = { asked: 0, refused: 0, slowestMs: 0, odd: [], added: [] };
  let isOver = false;
  const note = async (what: string, good: number, request: Promise<Response>): Promise<unknown> => {
    const began = performance.now();
    const answer = await request.catch((error: Error) => new Response(error.message, { status: 599 }));
    const body = await answer.text().catch((error: Error) => `broke off: ${error.message}`);
    seen.asked += 1;
    seen.slowestMs = Math.max(seen.slowestMs, performance.now() - began);
    if (answer.status === good) return body === '' || !body.startsWith('{') ? undefined : JSON.parse(body);
    if (answer.status === 503 && body.includes('"files_away"')) seen.refused += 1;
    else seen.odd.push(`${what}: ${answer.status} ${body.slice(0, 200)}`);
    return undefined;
  };
  const working = (async () => {
    while (!isOver) {
      await note('livez', 200, ask(server.url, '/livez'));
      await note('readyz', 200, ask(server.url, '/readyz'));
      await note('library', 200, ask(server.url, '/api/v1/files', { headers: headersOf(server) }));
      await note('thumb', 200, ask(server.url, `/s/fornace/${file.picture?.sizes[0]?.url}`));
      await sendSound(server, seen, note);
      await sleep(100);
    }
  })();
  return {
    async stop(): Promise<Seen> {
      isOver = true;
      await working;
      return seen;
    },
  };
}

let sounds = 0;

async function sendSound(
  server: Server,
  seen: Seen,
  note: (what: string, good: number, request: Promise<Response>) => Promise<unknown>,
): Promise<void> {
  const text = `RIFF\0\0\0\0WAVEfmt ${sounds++} of ${process.pid}`;
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex');
  const announced = JSON.stringify({ name: 'bell.wav', bytes: text.length, sha256, mediaType: 'audio/wav' });
  const headers = { ...headersOf(server), 'content-type': 'application/json' };
  const at = '/api/v1/files/uploads';
  const ticket = (await note('begin', 201, ask(server.url, at, { method: 'POST', headers, body: announced }))) as UploadTicket | undefined;
  if (!ticket) return;
  const put = { method: 'PUT', headers: { ...ticket.headers, 'x-bottega-shop': 'fornace' }, body: text };
  const address = new URL(ticket.url);
  const before = seen.refused + seen.odd.length;
  await note('send', 204, ask(server.url, `${address.pathname}${address.search}`, put));
  if (seen.refused + seen.odd.length > before) return;
  const confirm = ask(server.url, `${at}/${ticket.uploadId}/confirm`, { method: 'POST', headers: headersOf(server) });
  const added = (await note('confirm', 201, confirm)) as LibraryFile | undefined;
  if (added) seen.added.push({ url: added.url, text });
}

async function isWhole(server: Server, { url, text }: Added): Promise<boolean> {
  const answer = await ask(server.url, `/s/fornace/${url}`, { headers: { authorization: `Bearer ${server.token}` } });
  return answer.status === 200 && (await answer.text()) === text;
}
