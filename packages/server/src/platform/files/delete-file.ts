import { appendAudit, appendEvent } from '../events/append.ts';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { showFile } from './list-files.ts';

/**
 * Takes a file that nothing uses out of the library, a photo with all that was made of it. Its bytes go when the sweep finds that no shop
 * has them.
 * @throws BottegaError not_found, conflict when something uses it.
 */
export async function deleteFile(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'files.write');
  await inTransaction(ctx, async (tx) => {
    const { id, name, uses } = await showFile(tx, input);
    if (uses > 0) throw inUse();
    const parts = await deletePictures(tx, id);
    await tx.db.deleteFrom('file').where('shop_id', '=', tx.shop.id).where('id', '=', id).execute();
    await deleteUnshared(tx, parts);
    await appendEvent(tx, { type: 'file.deleted', subjectId: id, payload: { name } });
    await appendAudit(tx, { action: 'file.delete', subjectId: id, detail: { name } });
  }).catch((error: unknown) => {
    // Something began to use it in this very moment: the foreign key is the last word.
    if ((error as { code?: string }).code === '23503') throw inUse(error);
    throw error;
  });
}

const inUse = (cause?: unknown): BottegaError => new BottegaError('conflict', 'Something uses this file, so it stays.', { cause });

/** The pictures of a photo, whose sizes go with them. Answers with the files of those sizes. */
async function deletePictures(tx: Ctx, fileId: string): Promise<string[]> {
  const pictures = await tx.db
    .selectFrom('picture')
    .select('id')
    .where('shop_id', '=', tx.shop.id)
    .where('original_file_id', '=', fileId)
    .execute();
  const ids = pictures.map(({ id }) => id);
  if (ids.length === 0) return [];
  const sizes = await tx.db
    .selectFrom('picture_size')
    .select('file_id')
    .where('shop_id', '=', tx.shop.id)
    .where('picture_id', 'in', ids)
    .execute();
  await tx.db.deleteFrom('picture').where('shop_id', '=', tx.shop.id).where('id', 'in', ids).execute();
  return sizes.map(({ file_id }) => file_id);
}

/** A size may be the size of another picture too, down to its bytes. */
async function deleteUnshared(tx: Ctx, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  await tx.db
    .deleteFrom('file')
    .where('shop_id', '=', tx.shop.id)
    .where('id', 'in', fileIds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('picture_size')
            .select('picture_size.file_id')
            .whereRef('picture_size.shop_id', '=', 'file.shop_id')
            .whereRef('picture_size.file_id', '=', 'file.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('picture')
            .select('picture.id')
            .whereRef('picture.shop_id', '=', 'file.shop_id')
            .whereRef('picture.original_file_id', '=', 'file.id'),
        ),
      ),
    )
    .execute();
}
