import { appendAudit, appendEvent } from '../events/append.ts';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { makePictureSizes } from '../pictures/make-sizes.ts';
import { receivePhoto } from '../pictures/receive-photo.ts';
import { lookAtFile, type UploadType } from './file-type.ts';
import { storeFile } from './store-file.ts';

/**
 * Puts a local file into the library, once its bytes have shown what they are: a photo with all its sizes, or a film or sound as it is, for
 * staff. What the shop has already is found, not added.
 * @throws BottegaError unsupported_file, and what receivePhoto and storeFile throw.
 */
export async function addFile(ctx: Ctx, input: { path: string; name: string }): Promise<{ fileId: string }> {
  authorise(ctx, 'files.write');
  const fileId = await takeIn(ctx, input, await lookAtFile(input.path, input.name));
  await inTransaction(ctx, async (tx) => {
    await appendEvent(tx, { type: 'file.added', subjectId: fileId, payload: { name: input.name } });
    await appendAudit(tx, { action: 'file.add', subjectId: fileId, detail: { name: input.name } });
  });
  return { fileId };
}

/**
 * Adds several, once all of them have shown to be of a kind that is taken; answers with their ids, in order.
 * @throws BottegaError as addFile. What was added before a file that turns out damaged stays.
 */
export async function addFiles(ctx: Ctx, files: readonly { path: string; label: string }[]): Promise<string[]> {
  authorise(ctx, 'files.write');
  for (const { path, label } of files) await lookAtFile(path, label);
  const ids: string[] = [];
  for (const { path, label } of files) ids.push((await addFile(ctx, { path, name: label })).fileId);
  return ids;
}

async function takeIn(ctx: Ctx, { path, name }: { path: string; name: string }, { as }: UploadType): Promise<string> {
  if (as !== 'photo') return (await storeFile(ctx, { path, extension: as, audience: 'staff', name })).id;
  const { pictureId } = await receivePhoto(ctx, { path, label: name });
  await makePictureSizes(ctx, pictureId);
  const { original_file_id } = await ctx.db
    .selectFrom('picture')
    .select('original_file_id')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', pictureId)
    .executeTakeFirstOrThrow();
  return original_file_id;
}
