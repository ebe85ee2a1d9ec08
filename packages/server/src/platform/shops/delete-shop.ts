import { authorise, type Ctx } from '../context.ts';
import { deleteShopRows, removeUnusedFile } from '../database/system-door.ts';
import { refuseField } from '../errors/input-error.ts';
import { notifyChanged } from '../events/notices.ts';
import { fileKey } from '../files/store-file.ts';
import type { Ground } from '../ground.ts';
import { SHOPS } from './shop-directory.ts';

const BATCH = 500;

/** What went with the shop: `files` are those whose bytes no other shop has. */
export type DeletedShop = { readonly slug: string; readonly files: number };

/**
 * Takes a shop away, and with it every row that is its own, its workflows, and its files save those that another shop has too. There is no
 * way back; taking it out first (export) is.
 * @param input.confirm the slug of the shop, written once more.
 * @throws BottegaError invalid_input, forbidden, unauthenticated
 */
export async function deleteShop(
  ground: Pick<Ground, 'database' | 'files' | 'log'>,
  ctx: Ctx,
  input: { confirm: string },
): Promise<DeletedShop> {
  authorise(ctx, 'shop.delete');
  const { id, slug } = ctx.shop;
  if (input.confirm !== slug) refuseField('confirm', 'Write the slug of the shop that is to be deleted.');
  const keys = await listKeys(ctx);
  await deleteShopRows(ground.database, id);
  await notifyChanged(ctx, SHOPS);
  let files = 0;
  // Should this end half-way, the sweep takes the rest.
  for (const key of keys) if (await removeUnusedFile(ground.database, key, (path) => ground.files.remove(path))) files++;
  ground.log.warn({ shop: slug, files }, 'a shop was deleted');
  return { slug, files };
}

type FileKey = { readonly sha256: string; readonly extension: string };

/** Every distinct file of the shop, read in pages. */
async function listKeys(ctx: Ctx): Promise<(FileKey & { readonly key: string })[]> {
  const found = new Map<string, FileKey>();
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await ctx.db
      .selectFrom('file')
      .select(['id', 'sha256', 'extension'])
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const { sha256, extension } of rows) found.set(fileKey({ sha256, extension }), { sha256, extension });
    if (rows.length < BATCH) return [...found].map(([key, file]) => ({ key, ...file }));
    after = rows.at(-1)?.id as string;
  }
}
