import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { checksOf } from '@bottega/contracts/conformance';
import { testCall } from '@bottega/contracts/fakes';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../testing/fault-proxy.ts';
import { type S3Server, s3Settings, startS3Server } from '../../testing/s3-server.ts';
import { createDiskFileStore } from './disk-store.ts';
import type { FileStore } from './file-store.ts';
import { createPatientStore } from './patient-store.ts';
import { createRemoteStore } from './remote-store.ts';
import { openS3Bucket } from './s3-bucket.ts';

const log = pino({ level: 'silent' });
let folder: string;
let s3: S3Server;
let strict: S3Server;
let proxy: FaultProxy;
let copies: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-s3-'));
  s3 = await startS3Server(path.join(folder, 's3'));
  strict = await startS3Server(path.join(folder, 'strict'), { checksSignatures: true });
  proxy = await startFaultProxy(s3.port);
});
afterAll(async () => {
  await proxy?.close();
  await s3?.close();
  await strict?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  proxy.behave('none');
  copies = await mkdtemp(path.join(folder, 'copies-'));
});

const openStore = (port = proxy.port): FileStore =>
  createRemoteStore({ bucket: openS3Bucket(s3Settings(port)), copies, isDirect: true, log });

/** Keeps a text under the hash of it. */
async function keep(store: FileStore, text: string): Promise<string> {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const file = path.join(folder, sha256);
  await writeFile(file, text);
  const key = `${sha256.slice(0, 2)}/${sha256.slice(2)}.vtt`;
  await store.put(key, file);
  return key;
}

describe('files in a bucket of S3', () => {
  for (const { name } of checksOf(createDiskFileStore('unused'))) {
    test(name, async () => {
      await using call = await testCall();
      await checksOf(openStore())
        .find((check) => check.name === name)
        ?.run(call);
    });
  }

  test('are fetched once for many who want them on local disk', async () => {
    const key = await keep(openStore(), 'a film of 60 MB');
    await rm(copies, { recursive: true });
    const store = openStore();
    const places = await Promise.all(Array.from({ length: 8 }, () => store.localPath(key)));
    expect(new Set(places)).toEqual(new Set([store.placeOf(key)]));
    expect(await readFile(places[0] as string, 'utf8')).toBe('a film of 60 MB');
  });

  test('are not taken for what they should be when the bytes are others', async () => {
    const store = openStore();
    const key = await keep(store, 'the true bytes');
    const upload = await store.direct?.signUpload(key, { seconds: 60, bytes: 15, mediaType: 'text/vtt' });
    if (!upload) throw new Error('nothing was signed');
    expect((await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: 'the other bytes' })).status).toBe(200);
    await rm(copies, { recursive: true });
    await expect(store.localPath(key)).rejects.toMatchObject({ code: 'files_away' });
  });

  test('can be sent to a signed address and read at one, by nobody who changes a letter of it', async () => {
    const store = openStore(strict.port);
    const body = 'straight into the bucket';
    const upload = await store.direct?.signUpload('uploads/one', { seconds: 60, bytes: body.length, mediaType: 'video/mp4' });
    if (!upload) throw new Error('nothing was signed');
    const send = (url: string, type = 'video/mp4', text = body) =>
      fetch(url, {
        method: 'PUT',
        headers: { ...upload.headers, 'content-type': type, 'content-length': String(text.length) },
        body: text,
      });
    expect((await send(upload.url.replace('uploads/one', 'uploads/two'))).status).toBe(403);
    expect((await send(upload.url, 'text/html')).status).toBe(403);
    expect((await send(upload.url, 'video/mp4', `${body} and more`)).status).toBe(403);
    expect((await send(upload.url)).status).toBe(200);
    expect(await store.describe('uploads/one')).toMatchObject({ bytes: body.length });

    const url = await store.direct?.signRead('uploads/one', { seconds: 60, mediaType: 'video/mp4', fileName: 'film "1".mp4' });
    const answer = await fetch(url as string);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="film _1_.mp4"']);
    expect(await answer.text()).toBe(body);
  });

  test('keys that lead elsewhere are refused before the storage is asked', async () => {
    proxy.behave('down');
    for (const key of ['../x.bin', 'ab/../../x.bin', '/etc/passwd', 'ab/x.bin?acl', 'ab\\x.bin', '']) {
      await expect(openStore().read(key), key).rejects.toMatchObject({ kind: 'bad_input' });
    }
  });
});

describe('a storage that is away', () => {
  const away = { code: 'files_away' };

  test('down: every request says so, soon without asking; back: all goes on', async () => {
    const store = openStore();
    const key = await keep(store, 'down');
    proxy.behave('down');
    for (let count = 0; count < 6; count++) await expect(store.read(key)).rejects.toMatchObject(away);
    const began = performance.now();
    await expect(store.exists(key)).rejects.toMatchObject(away);
    expect(performance.now() - began).toBeLessThan(50); // the breaker is open
    expect(await readFile(await store.localPath(key), 'utf8')).toBe('down'); // the copy is at hand all the same
    proxy.behave('none');
    await expect.poll(() => store.exists(key).catch(() => false), { timeout: 8_000 }).toBe(true);
  });

  test('silent: it is given up after its patience', async () => {
    const store = openStore();
    const key = await keep(store, 'silent');
    proxy.behave('silent');
    const began = performance.now();
    await expect(store.read(key)).rejects.toMatchObject(away);
    expect(performance.now() - began).toBeLessThan(6_000);
  });

  test('late, but it answers: nothing is refused', async () => {
    const store = openStore();
    const key = await keep(store, 'late');
    proxy.behave({ lateMs: 200 });
    expect(String(await buffer(await store.read(key)))).toBe('late');
  });

  test('a patient one waits until it is back', async () => {
    const store = createPatientStore(openStore(), { forMs: 20_000, signal: new AbortController().signal });
    const key = await keep(store, 'patience');
    await rm(copies, { recursive: true });
    proxy.behave('down');
    setTimeout(() => proxy.behave('none'), 1_500);
    expect(await readFile(await store.localPath(key), 'utf8')).toBe('patience');
  });
});
