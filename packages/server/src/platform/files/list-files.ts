import { sql } from 'kysely';
import { authorise, type Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { loadPictures } from '../pictures/load-pictures.ts';
import { type Page, toPage } from '../routes/paging.ts';
import { countUses, listReferences, usedFiles } from './file-uses.ts';
import { FILE_KINDS, kindOf, type LibraryFile, type ListFiles, listFilesSchema } from './library-file.ts';
import { fileUrl } from './store-file.ts';

/** The shop's files, newest first. @throws BottegaError invalid_input */
export async function listFiles(ctx: Ctx, input: ListFiles = {}): Promise<Page<LibraryFile>> {
  authorise(ctx, 'files.read');
  const wanted = readInput(listFilesSchema, input);
  let query = selectFiles(ctx).limit(wanted.limit + 1);
  if (wanted.cursor !== undefined) query = query.where('file.id', '<', wanted.cursor);
  if (wanted.kind !== undefined) query = query.where('extension', 'in', FILE_KINDS[wanted.kind]);
  if (wanted.search) query = query.where(sql<boolean>`strpos(lower(file.name), lower(${wanted.search})) > 0`);
  if (wanted.unused) {
    const references = await listReferences(ctx);
    if (references.length > 0) query = query.where(sql<boolean>`file.id not in (${usedFiles(ctx, references)})`);
  }
  const page = toPage(await query.execute(), wanted.limit);
  return { ...page, items: await describeRows(ctx, page.items) };
}

/** One file of the library. @throws BottegaError not_found */
export async function showFile(ctx: Ctx, input: { id: string }): Promise<LibraryFile> {
  authorise(ctx, 'files.read');
  const [file] = await describeRows(ctx, await selectFiles(ctx).where('file.id', '=', input.id).execute());
  if (file) return file;
  throw new BottegaError('not_found', 'The library of this shop has no such file.');
}

/** Whatever is no size of a picture. */
const selectFiles = (ctx: Ctx) =>
  ctx.db
    .selectFrom('file')
    .select(['file.id', 'name', 'extension', 'media_type', 'bytes', 'audience', 'file.created_at'])
    .select(({ selectFrom }) =>
      selectFrom('picture')
        .select('picture.id')
        .whereRef('picture.shop_id', '=', 'file.shop_id')
        .whereRef('picture.original_file_id', '=', 'file.id')
        .orderBy('picture.id')
        .limit(1)
        .as('picture_id'),
    )
    .where('file.shop_id', '=', ctx.shop.id)
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
    .orderBy('file.id', 'desc');

type Row = Awaited<ReturnType<ReturnType<typeof selectFiles>['execute']>>[number];

async function describeRows(ctx: Ctx, rows: readonly Row[]): Promise<LibraryFile[]> {
  const [pictures, uses] = await Promise.all([
    loadPictures(
      ctx,
      rows.flatMap((row) => row.picture_id ?? []),
    ),
    countUses(
      ctx,
      rows.map(({ id }) => id),
    ),
  ]);
  return rows.map((row) => {
    const usedBy = uses.get(row.id) ?? {};
    return {
      id: row.id,
      name: row.name,
      kind: kindOf(row.extension),
      mediaType: row.media_type,
      bytes: row.bytes,
      audience: row.audience,
      url: fileUrl(row),
      createdAt: row.created_at,
      picture: (row.picture_id && pictures.get(row.picture_id)) || null,
      uses: Object.values(usedBy).reduce((sum, times) => sum + times, 0),
      usedBy,
    };
  });
}
