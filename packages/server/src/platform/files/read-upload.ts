import { createWriteStream, type WriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { Ctx } from '../context.ts';
import { BottegaError, toBottegaError } from '../errors/bottega-error.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { requireRoom } from './file-quota.ts';
import { withScratchFolder } from './scratch-folder.ts';

/** The parts of a multipart form: its fields, and its files on local disk. */
export type Upload = {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly { readonly path: string; readonly label: string }[];
};

/** What is taken: how the field of the files is called, how many, and how many bytes each. */
type UploadLimits = { readonly field: string; readonly most: number; readonly mostBytes: number };

const MOST_FIELD_BYTES = 64 * 1024;

/**
 * Streams a multipart form to disk, lends it to `work`, and removes it. Never more than one chunk is held in memory.
 * @throws BottegaError malformed_request, payload_too_large, invalid_input for too many files, quota_exceeded, disk_full.
 */
export async function withUpload<T>(ctx: Ctx, request: Request, limits: UploadLimits, work: (upload: Upload) => Promise<T>): Promise<T> {
  await requireRoom(ctx, Number(request.headers.get('content-length') ?? 0)).catch((error: unknown) => hearOut(request, error));
  return withScratchFolder(ctx.data, 'upload', async (folder) => work(await receive(request, folder, limits)));
}

/** What is refused before it is kept is read to its end and dropped, so that the sender hears the reason and not a cut line. */
export async function hearOut({ body }: Pick<Request, 'body'>, refusal: unknown): Promise<never> {
  await body?.pipeTo(new WritableStream()).catch(() => undefined); // the sender has gone: nobody will hear it
  throw refusal;
}

async function receive(request: Request, folder: string, limits: UploadLimits): Promise<Upload> {
  const form = openForm(request, limits);
  const fields = new Map<string, string>();
  const files: { path: string; label: string }[] = [];
  const keeping: Keeping[] = [];
  let refusal: BottegaError | undefined;
  const refuse = (code: ErrorCode, message: string) => {
    refusal ??= new BottegaError(code, `${message}.`, { problems: [{ path: limits.field, message }] });
  };
  // Checkboxes of one name come one by one: they are a comma list like the one that a program sends.
  form.on('field', (name, value) => fields.set(name, fields.has(name) ? `${fields.get(name)},${value}` : value));
  form.on('file', (_field, part, label) => {
    // A form without a chosen file sends an empty one without a name.
    if (!label || files.length >= limits.most) {
      if (label) refuse('invalid_input', `Give at most ${limits.most} ${limits.field}`);
      part.once('error', () => undefined); // a form that breaks off is told of by the form itself
      part.resume();
      return;
    }
    const file = path.join(folder, `file-${files.length + 1}`);
    files.push({ path: file, label });
    part.on('limit', () => refuse('payload_too_large', `${label} has more than ${limits.mostBytes / 1024 / 1024} MB`));
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
  return { fields, files };
}

type Keeping = { readonly target: WriteStream; readonly failure: Promise<BottegaError | undefined> };

/** Writes a part to disk. Where that fails its rest is read and dropped, so that the sender hears the reason and not a cut line. */
function keep(part: Readable, file: string): Keeping {
  const target = createWriteStream(file);
  target.once('error', () => part.resume());
  part.once('error', (cause) => target.destroy(new BottegaError('malformed_request', 'The form breaks off.', { cause })));
  return { target, failure: finished(part.pipe(target)).then(() => undefined, toBottegaError) };
}

function openForm(request: Request, { most, mostBytes }: UploadLimits): BusboyInstance {
  const headers = Object.fromEntries(request.headers) as BusboyHeaders;
  try {
    return new Busboy({ headers, limits: { fileSize: mostBytes, files: most + 1, fields: 40, fieldSize: MOST_FIELD_BYTES } });
  } catch (error) {
    throw new BottegaError('malformed_request', 'Send it as multipart/form-data: files and fields.', { cause: error });
  }
}
