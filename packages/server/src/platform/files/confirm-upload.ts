import { authorise, type Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { addFile } from './add-file.ts';
import { lookAtFile, readUploadType } from './file-type.ts';
import { dropUpload, requireUpload } from './file-upload.store.ts';
import { uploadKey } from './object-key.ts';
import { hashFile } from './store-file.ts';

/**
 * Makes a file of what was sent, once its size, hash and first bytes are those that were announced. What is not as announced is thrown
 * away with the upload.
 * @throws BottegaError not_found, conflict while nothing was sent, invalid_input, unsupported_file, files_away, and what addFile throws.
 */
export async function confirmUpload(ctx: Ctx, input: { id: string }): Promise<{ fileId: string }> {
  authorise(ctx, 'files.write');
  const upload = await requireUpload(ctx, input.id);
  const sent = await ctx.files.describe(uploadKey(upload.id));
  if (!sent) throw new BottegaError('conflict', 'Nothing was sent yet to the address of this upload.');
  try {
    if (sent.bytes !== upload.bytes) throw mismatch('bytes', `${upload.bytes} bytes were announced, and ${sent.bytes} came.`);
    const path = await ctx.files.localPath(uploadKey(upload.id));
    if ((await hashFile(path)) !== upload.sha256) throw mismatch('sha256', 'The bytes that came have another hash than was announced.');
    const found = await lookAtFile(path, upload.name);
    if (found.as !== readUploadType(upload.mediaType).as) throw mismatch('mediaType', `${upload.name} is no ${upload.mediaType}.`);
    const added = await addFile(withoutReservation(ctx, upload), { path, name: upload.name });
    await dropUpload(ctx, upload.id);
    return added;
  } catch (error) {
    if (error instanceof BottegaError && !MAY_PASS.has(error.code)) await dropUpload(ctx, upload.id);
    throw error;
  }
}

/** What may be over in a moment: the bytes are kept, and can be confirmed again. */
const MAY_PASS: ReadonlySet<string> = new Set(['disk_full', 'files_away', 'database_away', 'quota_exceeded']);

/** What was reserved for the upload is its own to use. */
const withoutReservation = (ctx: Ctx, { bytes }: { bytes: number }): Ctx => ({
  ...ctx,
  quota: { bytes: ctx.quota.bytes + bytes, files: ctx.quota.files + 1 },
});

const mismatch = (path: string, message: string): BottegaError =>
  new BottegaError('invalid_input', message, { problems: [{ path, message }] });
