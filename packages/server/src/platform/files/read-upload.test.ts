import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOST_PHOTO_BYTES } from '../pictures/receive-photo.ts';
import type { Ctx } from '../context.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Upload, withUpload } from './read-upload.ts';

let world: TestWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
});
afterAll(() => world?.close());

const LIMITS = { field: 'photos', most: 8, mostBytes: MOST_PHOTO_BYTES };
const receive = <T>(request: Request, work: (upload: Upload) => Promise<T>) => withUpload(ctx, request, LIMITS, work);

const ADDRESS = 'http://localhost/api/v1/launches';
const send = (form: FormData) => new Request(ADDRESS, { method: 'POST', body: form });
const photo = (bytes: BlobPart, name = 'bowl.jpg'): File => new File([bytes], name);
const scratch = () => readdir(path.join(world.folder, 'scratch'));
const refuse = async () => {
  throw new Error('the upload should have been refused');
};

function formOf(...entries: readonly (readonly [string, string | File])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

test('fields are read, repeated checkboxes are one list, and photos lie on disk only while they are used', async () => {
  const form = formOf(
    ['name', 'Walnut bowl'],
    ['languages', 'en'],
    ['photos', photo('first')],
    ['languages', 'ar'],
    ['photos', photo('second', '../../bowl "2".jpg')],
    ['languages', 'it'],
  );
  const paths = await receive(send(form), async ({ fields, files: photos }) => {
    expect(Object.fromEntries(fields)).toEqual({ name: 'Walnut bowl', languages: 'en,ar,it' });
    expect(await Promise.all(photos.map((one) => readFile(one.path, 'utf8')))).toEqual(['first', 'second']);
    expect(photos[0]?.label).toBe('bowl.jpg');
    for (const one of photos) expect(one.path.startsWith(path.join(world.folder, 'scratch', 'upload-'))).toBe(true);
    return photos.map((one) => one.path);
  });
  expect(paths).toHaveLength(2);
  expect(await scratch()).toEqual([]);
});

test('a form in which nobody chose a file has no photo', async () => {
  const form = formOf(['name', 'Walnut bowl'], ['photos', photo('', '')]);
  expect(await receive(send(form), async ({ files: photos }) => photos)).toEqual([]);
});

test('photos are removed when the work fails', async () => {
  const failing = receive(send(formOf(['photos', photo('first')])), async () => {
    throw new Error('the launch was refused');
  });
  await expect(failing).rejects.toThrow('the launch was refused');
  expect(await scratch()).toEqual([]);
});

test('a ninth photo is refused', async () => {
  const form = formOf(...Array.from({ length: 9 }, (_, index) => ['photos', photo(`${index}`)] as const));
  await expect(receive(send(form), refuse)).rejects.toMatchObject({
    code: 'invalid_input',
    problems: [{ path: 'photos', message: 'Give at most 8 photos' }],
  });
  expect(await scratch()).toEqual([]);
});

test('a photo of more than 40 MB is refused by its name', async () => {
  const form = formOf(['photos', photo('small')], ['photos', photo(new Uint8Array(40 * 1024 * 1024 + 1), 'huge.jpg')]);
  await expect(receive(send(form), refuse)).rejects.toMatchObject({
    code: 'payload_too_large',
    message: 'huge.jpg has more than 40 MB.',
  });
  expect(await scratch()).toEqual([]);
});

test.each([
  ['is cut off', '--x\r\ncontent-disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\nhalf', 'multipart/form-data; boundary=x'],
  ['is JSON', '{"name":"Walnut bowl"}', 'application/json'],
  ['has no boundary', '--x--\r\n', 'multipart/form-data'],
])('a form that %s is malformed', async (_, body, type) => {
  const request = new Request(ADDRESS, { method: 'POST', body, headers: { 'content-type': type } });
  await expect(receive(request, refuse)).rejects.toMatchObject({ code: 'malformed_request' });
  expect(await scratch()).toEqual([]);
});

test('a form without a body is malformed', async () => {
  const request = new Request(ADDRESS, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } });
  await expect(receive(request, refuse)).rejects.toMatchObject({ code: 'malformed_request' });
});

test.each([
  ['in a photo', 1],
  ['in a photo more than are taken', 9],
])('a form that ends %s, without its last line, is refused, and the process lives', async (_, count) => {
  const part = '--b\r\ncontent-disposition: form-data; name="photos"; filename="cup.jpg"\r\n\r\nbytes';
  const body = Array.from({ length: count }, () => part).join('\r\n');
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const request = new Request(ADDRESS, { method: 'POST', headers, body });
  await expect(receive(request, refuse)).rejects.toMatchObject({ code: 'malformed_request' });
  expect(await scratch()).toEqual([]);
});
