import { createWriteStream, type WriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { BottegaError, type Ctx, type ErrorCode, MOST_PHOTO_BYTES, toBottegaError, withScratchFolder } from '#platform';
import { MOST_PHOTOS } from './launch.ts';

/** The parts of a multipart form: its fields, and its photos on local disk. */
export type Upload = {
  readonly fields: ReadonlyMap<string, string>;
  readonly photos: readonly { readonly path: string; readonly label: string }[];
};

const MOST_FIELD_BYTES = 64 * 1024;

/**
 * Streams a multipart form to disk, lends it to `work`, and removes it. Never more than one chunk is held in memory.
 * @throws BottegaError malformed_request, payload_too_large, invalid_input for too many photos, disk_full.
 */
export function withUpload<T>(ctx: Ctx, request: Request, work: (upload: Upload) => Promise<T>): Promise<T> {
  return withScratchFolder(ctx.data, 'upload', async (folder) => work(await receive(request, folder)));
}

async function receive(request: Request, folder: string): Promise<Upload> {
  const form = openForm(request);
  const fields = new Map<string, string>();
  const photos: { path: string; label: string }[] = [];
  const keeping: Keeping[] = [];
  let refusal: BottegaError | undefined;
  const refuse = (code: ErrorCode, message: string) => {
    refusal ??= new BottegaError(code, `${message}.`, { problems: [{ path: 'photos', message }] });
  };
  // Checkboxes of one name come one by one: they are a comma list like the one that a program sends.
  form.on('field', (name, value) => fields.set(name, fields.has(name) ? `${fields.get(name)},${value}` : value));
  form.on('file', (_field, part, label) => {
    // A form without a chosen file sends an empty one without a name.
    if (!label || photos.length >= MOST_PHOTOS) {
      if (label) refuse('invalid_input', `Give at most ${MOST_PHOTOS} photos`);
      part.resume();
      return;
    }
    const file = path.join(folder, `photo-${photos.length + 1}`);
    photos.push({ path: file, label });
    part.on('limit', () => refuse('payload_too_large', `${label} has more than ${MOST_PHOTO_BYTES / 1024 / 1024} MB`));
    keeping.push(keep(part, file));
  });
  if (!request.body) throw new BottegaError('malformed_request', 'The form is empty.');
  try {
    await pipeline(Readable.fromWeb(request.body as import('node:stream/web').ReadableStream), form);
  } catch (error) {
    for (const { target } of keeping) target.destroy();
    throw new BottegaError('malformed_request', 'The form could not be read to its end.', { cause: error });
  } finally {
    await Promise.all(keeping.map(({ failure }) => failure)); // nobody writes any more: the folder may go
  }
  for (const { failure } of keeping) refusal ??= await failure;
  if (refusal) throw refusal;
  return { fields, photos };
}

type Keeping = { readonly target: WriteStream; readonly failure: Promise<BottegaError | undefined> };

/** Writes a part to disk. Where that fails its rest is read and dropped, so that the sender hears the reason and not a cut line. */
function keep(part: Readable, file: string): Keeping {
  const target = createWriteStream(file);
  target.once('error', () => part.resume());
  return { target, failure: finished(part.pipe(target)).then(() => undefined, toBottegaError) };
}

function openForm(request: Request): BusboyInstance {
  const headers = Object.fromEntries(request.headers) as BusboyHeaders;
  try {
    return new Busboy({ headers, limits: { fileSize: MOST_PHOTO_BYTES, files: MOST_PHOTOS + 1, fields: 40, fieldSize: MOST_FIELD_BYTES } });
  } catch (error) {
    throw new BottegaError('malformed_request', 'Send the launch as multipart/form-data: photos and fields.', { cause: error });
  }
}
