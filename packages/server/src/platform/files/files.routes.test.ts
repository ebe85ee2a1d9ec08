import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFaultProxy } from '../../testing/fault-proxy.ts';
import { s3Settings, startS3Server } from '../../testing/s3-server.ts';
import { OPERATOR_TOKEN, openTestApp, type TestApp } from '../../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { module } from '../module.ts';
import type { UploadTicket } from './begin-upload.ts';
import type { LibraryFile } from './library-file.ts';
import { createRemoteStore } from './remote-store.ts';
import { openS3Bucket } from './s3-bucket.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

const photo = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: randomBytes(1)[0] ?? 0, g: randomBytes(1)[0] ?? 0, b: 0 } } })
    .jpeg()
    .toBuffer();

async function openShop(http: TestApp) {
  const { shop } = await world.createCtx();
  const headers = { 'x-bottega-shop': shop.slug, authorization: `Bearer ${OPERATOR_TOKEN}` };
  const ask = (address: string, init: RequestInit = {}) =>
    http.ask(address, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } });
  const json = async <T>(address: string, method = 'GET', body?: unknown) => {
    const answer = await ask(address, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, value: (answer.status === 204 ? undefined : await answer.json()) as T };
  };
  return { shop, ask, json };
}

const announcement = (bytes: Buffer, name = 'bowl.jpg') => ({
  ...{ name, bytes: bytes.length, mediaType: 'image/jpeg' },
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

describe('the library over HTTP, on disk', () => {
  let http: TestApp;
  beforeAll(async () => {
    http = await openTestApp(world, { modules: [module] });
  });
  afterAll(() => http?.close());

  test('takes a file by a signed address of ours, shows it, renames it, signs a download, deletes it', async () => {
    const { ask, json } = await openShop(http);
    const bytes = await photo();
    const ticket = (await json<UploadTicket>('/api/v1/files/uploads', 'POST', announcement(bytes))).value;
    const put = { method: 'PUT', headers: ticket.headers, body: new Uint8Array(bytes) };
    expect((await http.ask(ticket.url, put)).status).toBe(204); // nobody is signed in: the signature is enough
    const added = await json<LibraryFile>(`/api/v1/files/uploads/${ticket.uploadId}/confirm`, 'POST');
    expect([added.status, added.value.name]).toEqual([201, 'bowl.jpg']);

    const { id } = added.value;
    expect((await json<{ items: LibraryFile[] }>('/api/v1/files?kind=picture&search=BOWL')).value.items.map((one) => one.id)).toEqual([id]);
    expect((await json<LibraryFile>(`/api/v1/files/${id}`, 'PATCH', { name: 'cup.jpg' })).value.name).toBe('cup.jpg');
    const { url } = (await json<{ url: string }>(`/api/v1/files/${id}/address`)).value;
    const download = await http.ask(url);
    expect([download.status, download.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
    const changed = await http.ask(url.replace(/signature=./, 'signature=~'));
    expect([changed.status, ((await changed.json()) as { code: string }).code]).toEqual([403, 'address_expired']);
    expect((await json<{ files: number }>('/api/v1/files/usage')).value.files).toBeGreaterThan(1);
    expect((await ask(`/api/v1/files/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await json(`/api/v1/files/${id}`)).status).toBe(404);
  });

  test('takes files by a form, none when one is of no kind that is taken', async () => {
    const { ask, json } = await openShop(http);
    const form = new FormData();
    form.append('files', new File([new Uint8Array(await photo())], 'one.jpg'));
    form.append('files', new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'two.svg'));
    const refused = await ask('/api/v1/files', { method: 'POST', body: form });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([415, 'unsupported_file']);
    expect((await json<{ items: unknown[] }>('/api/v1/files')).value.items).toEqual([]);

    form.delete('files');
    form.append('files', new File([new Uint8Array(await photo())], 'one.jpg'));
    const sent = await ask('/api/v1/files', { method: 'POST', body: form, headers: { accept: 'text/html' } });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, expect.stringMatching(/\/studio\/library$/)]);
    expect((await json<{ items: unknown[] }>('/api/v1/files')).value.items).toHaveLength(1);
  });
});

test('on S3 bytes go into the bucket and come from it, and while it is away that is said', async () => {
  const folder = await mkdtemp(path.join(world.folder, 's3-'));
  const s3 = await startS3Server(folder);
  const proxy = await startFaultProxy(s3.port);
  const bucket = openS3Bucket(s3Settings(proxy.port));
  const files = createRemoteStore({ bucket, copies: path.join(folder, 'copies'), isDirect: true, log: world.ground.log });
  const http = await openTestApp({ ...world, ground: { ...world.ground, files } }, { modules: [module] });
  try {
    const { ask, json, shop } = await openShop(http);
    const bytes = await photo();
    const ticket = (await json<UploadTicket>('/api/v1/files/uploads', 'POST', announcement(bytes))).value;
    expect(new URL(ticket.url).port).toBe(String(proxy.port));
    expect((await fetch(ticket.url, { method: 'PUT', headers: ticket.headers, body: new Uint8Array(bytes) })).status).toBe(200);
    const { value: file } = await json<LibraryFile>(`/api/v1/files/uploads/${ticket.uploadId}/confirm`, 'POST');
    expect(file.picture?.sizes).toHaveLength(8);
    const thumb = `/s/${shop.slug}/${file.picture?.sizes[0]?.url}`;
    const whole = Buffer.from(await (await ask(thumb)).arrayBuffer());
    const part = await ask(thumb, { headers: { range: 'bytes=2-5' } });
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, whole.subarray(2, 6)]);
    const download = await ask(`${thumb}?download=1`);
    expect(download.status).toBe(302);
    expect(Buffer.from(await (await fetch(download.headers.get('location') as string)).arrayBuffer())).toEqual(whole);

    proxy.behave('down');
    const away = await ask(thumb);
    expect([away.status, ((await away.json()) as { code: string }).code]).toEqual([503, 'files_away']);
    expect((await ask(`/s/${shop.slug}/${file.url}`, { method: 'HEAD' })).status).toBe(200); // what needs no bytes goes on
    const form = new FormData();
    form.append('files', new File([new Uint8Array(await photo())], 'one.jpg'));
    expect((await ask('/api/v1/files', { method: 'POST', body: form })).status).toBe(503);
    expect((await ask('/readyz')).status).toBe(200);
    proxy.behave('none');
    await expect.poll(async () => (await ask('/api/v1/files', { method: 'POST', body: form })).status, { timeout: 8_000 }).toBe(201);
  } finally {
    await http.close();
    await proxy.close();
    await s3.close();
  }
});
