import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Clock, type Ctx, newId } from '../context.ts';
import { addFile } from './add-file.ts';
import { addressFile, getSignedFile } from './address-file.ts';
import { beginUpload, type UploadTicket } from './begin-upload.ts';
import { confirmUpload } from './confirm-upload.ts';
import { deleteFile } from './delete-file.ts';
import { getFileUsage } from './file-quota.ts';
import { listReferences } from './file-uses.ts';
import { listFiles, showFile } from './list-files.ts';
import { uploadKey } from './object-key.ts';
import { receiveUpload } from './receive-upload.ts';
import { renameFile } from './rename-file.ts';

let world: TestWorld;
let ctx: Ctx;
let now: Temporal.Instant;
const clock: Clock = { now: () => now };
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  now = Temporal.Now.instant();
  ctx = await world.createCtx({ clock });
});

let drawn = 0;
/** A small photo that no other is like. */
const drawPhoto = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: drawn++ % 256, g: 90, b: 40 } } })
    .jpeg()
    .toBuffer();

const box = (name: string, data: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length + 8);
  return Buffer.concat([length, Buffer.from(name), data]);
};
const film = () => Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), box('moov', Buffer.alloc(8)), box('mdat', randomBytes(500))]);

const announce = (bytes: Buffer, more: { name?: string; mediaType?: string; sha256?: string; bytes?: number } = {}) =>
  beginUpload(ctx, {
    name: 'bowl.jpg',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mediaType: 'image/jpeg',
    ...more,
  });

function send(ticket: UploadTicket, bytes: Buffer): Promise<void> {
  const { expires = '', signature = '' } = Object.fromEntries(new URL(ticket.url).searchParams);
  return receiveUpload(ctx, { id: ticket.uploadId, expires, signature, body: Readable.toWeb(Readable.from([bytes])) });
}

async function add(bytes: Buffer, name = 'bowl.jpg') {
  const file = path.join(world.folder, newId());
  await writeFile(file, bytes);
  return (await addFile(ctx, { path: file, name })).fileId;
}

const refusal = (code: string, field?: string) => ({ code, ...(field ? { problems: [expect.objectContaining({ path: field })] } : {}) });

describe('an upload', () => {
  test('is announced, sent and confirmed, and is a photo of the library then', async () => {
    const bytes = await drawPhoto();
    const ticket = await announce(bytes, { name: '../etc/walnut\u202e bowl.jpg' });
    await send(ticket, bytes);
    const { fileId } = await confirmUpload(ctx, { id: ticket.uploadId });
    expect(await showFile(ctx, { id: fileId })).toMatchObject({ name: 'walnut bowl.jpg', kind: 'picture', uses: 0, usedBy: {} });
    expect((await showFile(ctx, { id: fileId })).picture?.sizes).toHaveLength(8);
    expect(await ctx.files.exists(uploadKey(ticket.uploadId))).toBe(false);
    await expect(confirmUpload(ctx, { id: ticket.uploadId })).rejects.toMatchObject(refusal('not_found'));
  });

  test('of a film is kept as it is', async () => {
    const bytes = film();
    const ticket = await announce(bytes, { name: 'kiln.mp4', mediaType: 'video/mp4' });
    await send(ticket, bytes);
    const { fileId } = await confirmUpload(ctx, { id: ticket.uploadId });
    expect(await showFile(ctx, { id: fileId })).toMatchObject({ name: 'kiln.mp4', kind: 'film', bytes: bytes.length, audience: 'staff' });
  });

  test('that is not what was announced is thrown away', async () => {
    const [photo, clip, svg] = [await drawPhoto(), film(), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')];
    const cases = [
      [photo, { sha256: '0'.repeat(64) }, refusal('invalid_input', 'sha256')],
      [clip, { mediaType: 'image/png' }, refusal('invalid_input', 'mediaType')],
      [svg, {}, refusal('unsupported_file')],
    ] as const;
    for (const [bytes, more, expected] of cases) {
      const ticket = await announce(bytes, more);
      await send(ticket, bytes);
      await expect(confirmUpload(ctx, { id: ticket.uploadId })).rejects.toMatchObject(expected);
      await expect(confirmUpload(ctx, { id: ticket.uploadId })).rejects.toMatchObject(refusal('not_found'));
      expect(await ctx.files.exists(uploadKey(ticket.uploadId))).toBe(false);
    }
    expect((await listFiles(ctx)).items).toEqual([]);
  });

  test('takes no byte more or less than was announced, nor anything before it was sent', async () => {
    const bytes = await drawPhoto();
    const ticket = await announce(bytes);
    await expect(confirmUpload(ctx, { id: ticket.uploadId })).rejects.toMatchObject(refusal('conflict'));
    await expect(send(ticket, Buffer.concat([bytes, bytes]))).rejects.toMatchObject(refusal('payload_too_large'));
    await expect(send(ticket, bytes.subarray(1))).rejects.toMatchObject(refusal('malformed_request'));
    expect(await ctx.files.exists(uploadKey(ticket.uploadId))).toBe(false);
    await send(ticket, bytes);
    await confirmUpload(ctx, { id: ticket.uploadId });
  });

  test('goes only to its own address, in its shop and in its time', async () => {
    const bytes = await drawPhoto();
    const [ticket, other] = [await announce(bytes), await announce(bytes)];
    const expired = refusal('address_expired');
    await expect(send({ ...ticket, uploadId: other.uploadId }, bytes)).rejects.toMatchObject(expired);
    await expect(send({ ...ticket, url: ticket.url.replace(/expires=\d/, 'expires=9') }, bytes)).rejects.toMatchObject(expired);
    const elsewhere = ctx;
    ctx = await world.createCtx({ clock });
    await expect(send(ticket, bytes)).rejects.toMatchObject(expired);
    ctx = elsewhere;
    now = now.add({ minutes: 16 });
    await expect(send(ticket, bytes)).rejects.toMatchObject(expired);
    await expect(confirmUpload(ctx, { id: ticket.uploadId })).rejects.toMatchObject(refusal('not_found'));
  });

  test.each([
    ['cut short', () => film().subarray(0, -1)],
    ['without tracks', () => Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), box('mdat', randomBytes(50))])],
    ['a playlist', () => Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')],
  ])('of a film that is none is refused: %s', async (_, make) => {
    await expect(add(make(), 'film.mp4')).rejects.toMatchObject(refusal('unsupported_file'));
  });

  test.each([
    ['no name', { name: ' / ' }, refusal('invalid_input', 'name')],
    ['no bytes', { bytes: 0 }, refusal('invalid_input', 'bytes')],
    ['a hash that is none', { sha256: 'abc' }, refusal('invalid_input', 'sha256')],
    ['a drawing', { mediaType: 'image/svg+xml' }, refusal('unsupported_file', 'mediaType')],
    ['an archive', { mediaType: 'application/zip' }, refusal('unsupported_file', 'mediaType')],
    ['a photo of 2 GB', { bytes: 2 ** 31 }, refusal('payload_too_large')],
  ])('with %s is refused before anything is sent', async (_, more, expected) => {
    await expect(announce(await drawPhoto(), more)).rejects.toMatchObject(expected);
  });

  test('is for those who may write', async () => {
    const bytes = await drawPhoto();
    const viewer = { type: 'staff', id: newId(), name: 'V', email: 'v@example.com', role: 'viewer' } as const;
    ctx = { ...ctx, actor: viewer };
    await expect(announce(bytes)).rejects.toMatchObject(refusal('forbidden'));
    expect((await listFiles(ctx)).items).toEqual([]);
    ctx = { ...ctx, actor: { type: 'guest' } };
    await expect(listFiles(ctx)).rejects.toMatchObject(refusal('unauthenticated'));
  });
});

describe('the quota', () => {
  const KB = 1024;

  test('is refused before a byte is taken, and what is announced counts', async () => {
    ctx = { ...ctx, quota: { bytes: 10 * KB, files: 100 } };
    const bytes = randomBytes(4 * KB);
    await announce(bytes);
    await announce(bytes);
    await expect(announce(bytes)).rejects.toMatchObject(refusal('quota_exceeded'));
    expect(await getFileUsage(ctx)).toEqual({ bytes: 8 * KB, files: 2, most: ctx.quota });
    now = now.add({ minutes: 16 }); // nothing came: the room is free again
    expect((await getFileUsage(ctx)).files).toBe(0);
    await announce(bytes);
  });

  test('is not passed by many who come at once', async () => {
    ctx = { ...ctx, quota: { bytes: 100 * KB, files: 5 } };
    const bytes = randomBytes(KB);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => announce(bytes)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  test('is kept where files are made too, and leaves room for what was reserved', async () => {
    const bytes = film();
    ctx = { ...ctx, quota: { bytes: bytes.length, files: 1 } };
    const ticket = await announce(bytes, { mediaType: 'video/mp4' });
    await expect(add(film())).rejects.toMatchObject(refusal('quota_exceeded'));
    await send(ticket, bytes);
    await confirmUpload(ctx, { id: ticket.uploadId });
    await expect(add(film())).rejects.toMatchObject(refusal('quota_exceeded'));
  });
});

describe('the library', () => {
  test('lists photos once, newest first, in pages, by name and kind', async () => {
    const [first, second] = [await add(await drawPhoto(), 'Walnut bowl.jpg'), await add(film(), 'Kiln 100%.mp4')];
    expect((await listFiles(ctx)).items.map(({ id }) => id)).toEqual([second, first]);
    const page = await listFiles(ctx, { limit: 1 });
    expect((await listFiles(ctx, { cursor: page.next as string })).items.map(({ id }) => id)).toEqual([first]);
    const found = async (input: Parameters<typeof listFiles>[1]) => (await listFiles(ctx, input)).items.map(({ id }) => id);
    expect(await found({ search: 'wALNUT' })).toEqual([first]);
    expect(await found({ search: '0%' })).toEqual([second]);
    expect(await found({ search: '_' })).toEqual([]);
    expect(await found({ kind: 'picture' })).toEqual([first]);
    expect((await renameFile(ctx, { id: first, name: 'Cup.jpg' })).name).toBe('Cup.jpg');
    expect(await found({ search: 'cup' })).toEqual([first]);
  });

  test('knows every column that refers to a file or a picture', async () => {
    const named = (await listReferences(ctx)).map(({ table, column, to }) => `${table}.${column} → ${to}`);
    expect(named).toEqual(
      expect.arrayContaining(['asset.file_id → file', 'product_picture.picture_id → picture', 'product_film.poster_file_id → file']),
    );
    expect(named.filter((name) => name.startsWith('picture'))).toEqual([]);
  });

  test('counts uses, keeps what is used, and deletes the rest with all that was made of it', async () => {
    const used = await add(await drawPhoto());
    const before = await getFileUsage(ctx);
    const unused = await add(await drawPhoto());
    const asset = { kind: 'picture', details: '{}', file_id: used, shop_id: ctx.shop.id } as const;
    await ctx.db
      .insertInto('asset')
      .values([
        { ...asset, subject_id: newId(), name: 'hook' },
        { ...asset, subject_id: newId(), name: 'use' },
      ])
      .execute();
    expect(await showFile(ctx, { id: used })).toMatchObject({ uses: 2, usedBy: { asset: 2 } });
    expect((await listFiles(ctx, { unused: '1' })).items.map(({ id }) => id)).toEqual([unused]);
    await expect(deleteFile(ctx, { id: used })).rejects.toMatchObject(refusal('conflict'));

    await deleteFile(ctx, { id: unused });
    await expect(showFile(ctx, { id: unused })).rejects.toMatchObject(refusal('not_found'));
    expect(await getFileUsage(ctx)).toEqual(before);
  });

  test('has one file for a photo that came twice with other words in it, and deletes both', async () => {
    const before = await getFileUsage(ctx);
    const bytes = await drawPhoto();
    const described = await sharp(bytes)
      .withExif({ IFD0: { Artist: 'Ada' } })
      .jpeg()
      .toBuffer();
    const fileId = await add(bytes);
    expect(await add(described)).toBe(fileId);
    expect(await ctx.db.selectFrom('picture').select('id').where('shop_id', '=', ctx.shop.id).execute()).toHaveLength(2);
    await deleteFile(ctx, { id: fileId });
    expect(await getFileUsage(ctx)).toEqual(before);
  });

  test('shows nothing of another shop', async () => {
    const fileId = await add(await drawPhoto());
    const other = await world.createCtx();
    expect((await listFiles(other)).items).toEqual([]);
    for (const deed of [showFile, deleteFile, addressFile])
      await expect(deed(other, { id: fileId })).rejects.toMatchObject(refusal('not_found'));
  });
});

test('a signed address gives a staff file to a guest, for a quarter of an hour, and no other', async () => {
  const [fileId, other] = [await add(film()), await add(film())];
  const { url, expiresAt } = await addressFile(ctx, { id: fileId });
  const { expires = '', signature = '' } = Object.fromEntries(new URL(url).searchParams);
  const guest: Ctx = { ...ctx, actor: { type: 'guest' } };
  expect((await getSignedFile(guest, { id: fileId, expires, signature })).id).toBe(fileId);
  expect(() => getSignedFile(guest, { id: other, expires, signature })).toThrow(expect.objectContaining({ code: 'address_expired' }));
  now = Temporal.Instant.from(expiresAt).add({ seconds: 1 });
  expect(() => getSignedFile(guest, { id: fileId, expires, signature })).toThrow(expect.objectContaining({ code: 'address_expired' }));
});
