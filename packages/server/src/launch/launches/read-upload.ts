import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { BottegaError, type Ctx, MOST_PHOTO_BYTES } from '#platform';
import { MOST_PHOTOS } from './launch.ts';

/** The parts of a multipart form: its fields, and its photos on local disk. */
export type Upload = {
  readonly fields: ReadonlyMap<string, string>;
  readonly photos: readonly { readonly path: string; readonly label: string }[];
};

const MOST_FIELD_BYTES = 64 * 1024;

/**
 * Streams a multipart form to disk, lends it to `work`, and removes it. Never more than one chunk is held in memory.
 * @throws BottegaError malformed_request, payload_too_large.
 */
export async function withUpload<T>(ctx: Ctx, request: Request, work: (upload: Upload) => Promise<T>): Promise<T> {
  await mkdir(path.join(ctx.data, 'scratch'), { recursive: true });
  const folder = await mkdtemp(path.join(ctx.data, 'scratch', 'upload-'));
  try {
    return await work(await receive(request, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(request: Request, folder: string): Promise<Upload> {
  const form = openForm(request);
  const fields = new Map<string, string>();
  const photos: { path: string; label: string }[] = [];
  const writing: Promise<void>[] = [];
  let refusal: BottegaError | undefined;
  form.on('field', (name, value) => fields.set(name, value));
  form.on('file', (_field, stream, label) => {
    // A form without a chosen file sends an empty one without a name.
    if (!label || photos.length >= MOST_PHOTOS) {
      if (label) refusal ??= new BottegaError('invalid_input', `Give at most ${MOST_PHOTOS} photos.`);
      stream.resume();
      return;
    }
    const file = path.join(folder, `photo-${photos.length + 1}`);
    photos.push({ path: file, label });
    stream.on('limit', () => {
      refusal ??= new BottegaError('payload_too_large', `${label} has more than ${MOST_PHOTO_BYTES / 1024 / 1024} MB.`);
    });
    writing.push(pipeline(stream, createWriteStream(file)));
  });
  if (!request.body) throw new BottegaError('malformed_request', 'The form is empty.');
  try {
    await pipeline(Readable.fromWeb(request.body as import('node:stream/web').ReadableStream), form);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    throw new BottegaError('malformed_request', 'The form could not be read to its end.', { cause: error });
  }
  await Promise.all(writing);
  if (refusal) throw refusal;
  return { fields, photos };
}

function openForm(request: Request): BusboyInstance {
  const headers = Object.fromEntries(request.headers) as BusboyHeaders;
  try {
    return new Busboy({ headers, limits: { fileSize: MOST_PHOTO_BYTES, files: MOST_PHOTOS + 1, fields: 40, fieldSize: MOST_FIELD_BYTES } });
  } catch (error) {
    throw new BottegaError('malformed_request', 'Send the launch as multipart/form-data: photos and fields.', { cause: error });
  }
}
