import { appendAudit, authorise, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { type AttachFilms, attachFilmsSchema, type NewFilm } from './product.ts';
import { lockProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';

/**
 * Gives a product these films in place of those it had; repeating it changes nothing.
 * @throws BottegaError not_found, invalid_input (also for a file that buyers may not see), forbidden
 */
export async function attachFilms(ctx: Ctx, input: AttachFilms): Promise<void> {
  authorise(ctx, 'products.write');
  const { productId, films } = readInput(attachFilmsSchema, input);
  await inTransaction(ctx, async (ctx) => {
    await lockProduct(ctx, productId);
    await requirePublicFiles(ctx, films);
    await ctx.db.deleteFrom('product_film').where('shop_id', '=', ctx.shop.id).where('product_id', '=', productId).execute();
    for (const film of films) await insertFilm(ctx, productId, film);
    await writeDocuments(ctx, [productId]);
    const detail = { shapes: films.map(({ shape }) => shape) };
    await appendAudit(ctx, { action: 'product.attach_films', subjectId: productId, detail });
  });
}

async function requirePublicFiles(ctx: Ctx, films: readonly NewFilm[]): Promise<void> {
  const named = films.flatMap((film, at) => [
    { path: `films.${at}.fileId`, id: film.fileId },
    ...(film.posterFileId ? [{ path: `films.${at}.posterFileId`, id: film.posterFileId }] : []),
    ...film.captions.map((caption, place) => ({ path: `films.${at}.captions.${place}.fileId`, id: caption.fileId })),
  ]);
  if (named.length === 0) return;
  const ids = named.map(({ id }) => id);
  const files = await ctx.db
    .selectFrom('file')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('audience', '=', 'public')
    .where('id', 'in', ids)
    .execute();
  const missing = named.find(({ id }) => !files.some((file) => file.id === id));
  if (missing) refuseField(missing.path, 'This shop has no such public file: store it for everyone first.');
}

async function insertFilm(ctx: Ctx, productId: string, film: NewFilm): Promise<void> {
  const of = { shop_id: ctx.shop.id, product_id: productId, shape: film.shape };
  const { seconds, width, height } = film;
  await ctx.db
    .insertInto('product_film')
    .values({ ...of, seconds, width, height, file_id: film.fileId, poster_file_id: film.posterFileId })
    .execute();
  if (film.captions.length === 0) return;
  await ctx.db
    .insertInto('product_film_caption')
    .values(film.captions.map(({ language, fileId }) => ({ ...of, language, file_id: fileId })))
    .execute();
}
