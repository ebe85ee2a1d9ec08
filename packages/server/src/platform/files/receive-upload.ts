import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Ctx } from '../context.ts';
import { BottegaError, toBottegaError } from '../errors/bottega-error.ts';
import { requireUpload } from './file-upload.store.ts';
import { uploadKey } from './object-key.ts';
import { hearOut } from './read-upload.ts';
import { withScratchFolder } from './scratch-folder.ts';
import { requireSignature, type Signature } from './signed-address.ts';

/**
 * Takes the bytes that are sent to one of our own signed addresses, and never more than were announced. The signature is the permission.
 * @throws BottegaError address_expired, not_found, payload_too_large, malformed_request, disk_full, files_away.
 */
export async function receiveUpload(ctx: Ctx, input: { id: string; body: ReadableStream | null } & Signature): Promise<void> {
  requireSignature(ctx, 'upload', input.id, input);
  const { bytes } = await requireUpload(ctx, input.id);
  const { body } = input;
  if (!body) throw new BottegaError('malformed_request', 'There were no bytes.');
  await ctx.space.require(bytes).catch((error: unknown) => hearOut({ body: body as Request['body'] }, error));
  await withScratchFolder(ctx.data, 'upload', async (folder) => {
    const file = path.join(folder, 'bytes');
    const got = await keepAtMost(bytes, body, file);
    if (got !== bytes) throw new BottegaError('malformed_request', `${bytes} bytes were announced, and ${got} came.`);
    await ctx.files.remove(uploadKey(input.id)); // what an earlier attempt sent
    await ctx.files.put(uploadKey(input.id), file);
  });
}

async function keepAtMost(most: number, body: ReadableStream, file: string): Promise<number> {
  let got = 0;
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      got += chunk.length;
      if (got > most) throw new BottegaError('payload_too_large', `${most} bytes were announced, and more came.`);
      yield chunk;
    }
  };
  await pipeline(Readable.fromWeb(body), counted, createWriteStream(file)).catch((error: unknown) => {
    const known = toBottegaError(error);
    if (known.code !== 'internal') throw known;
    throw new BottegaError('malformed_request', 'The bytes broke off.', { cause: error });
  });
  return got;
}
