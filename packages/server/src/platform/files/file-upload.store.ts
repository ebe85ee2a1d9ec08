import './tables.ts';
import type { Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { uploadKey } from './object-key.ts';

/** An upload that was announced and is not over. @throws BottegaError not_found */
export async function requireUpload(ctx: Ctx, id: string) {
  const upload = await ctx.db
    .selectFrom('file_upload')
    .select(['id', 'name', 'sha256', 'bytes', 'media_type as mediaType'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('expires_at', '>', ctx.clock.now().toString())
    .executeTakeFirst();
  if (upload) return upload;
  throw new BottegaError('not_found', 'This shop has no such upload, or its time is over.');
}

/** Takes an upload out of the books, and its bytes out of the store; while that is away, the sweep will. */
export async function dropUpload(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.deleteFrom('file_upload').where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
  await ctx.files
    .remove(uploadKey(id))
    .catch((error: unknown) => ctx.log.warn({ err: error, upload: id }, 'an upload is left to the sweep'));
}
