import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import { BottegaError, type Ctx, fileKey, findDirectAddress, getFile, getSignedFile, type StoredFile } from '#platform';
import type { AppEnv } from './app-env.ts';
import { namesTag } from './entity-tag.ts';
import { readRange } from './byte-range.ts';
import { missingShop } from './identify.ts';

const NAME = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([a-z0-9]{1,8})$/;
const YEAR = 'max-age=31536000, immutable';

/** `/files/{id}.{extension}`: a file of the shop, whole or in parts. Its bytes never change, so it may be kept for ever. */
export function serveFiles(app: Hono<AppEnv>): void {
  app.get('/files/:name', async (c) => {
    const { ctx } = c.var;
    if (!ctx) throw missingShop(c);
    const file = await findFile(c, ctx);
    const direct = c.req.query('download') === '1' ? await findDirectAddress(ctx, file) : undefined;
    if (direct === undefined) return sendFile(c, ctx, file);
    c.header('cache-control', 'no-store'); // the address ends soon
    return c.redirect(direct, 302);
  });
}

async function findFile(c: Context<AppEnv>, ctx: Ctx): Promise<StoredFile> {
  const [, id, extension] = NAME.exec(c.req.param('name') ?? '') ?? [];
  const { signature, expires = '' } = c.req.query();
  const find = (of: { id: string }) => (signature === undefined ? getFile(ctx, of) : getSignedFile(ctx, { ...of, signature, expires }));
  const file = id === undefined ? undefined : await find({ id });
  if (file?.extension !== extension || file === undefined) throw new BottegaError('not_found', 'This shop has no such file.');
  return file;
}

async function sendFile(c: Context<AppEnv>, ctx: Ctx, file: StoredFile): Promise<Response> {
  const etag = `"${file.sha256}"`;
  const headers = {
    'content-type': file.mediaType,
    'content-disposition': `${c.req.query('download') === '1' ? 'attachment' : 'inline'}; filename="${file.id}.${file.extension}"`,
    'cache-control':
      c.req.query('signature') === undefined ? `${file.audience === 'public' ? 'public' : 'private'}, ${YEAR}` : 'private, no-store',
    'accept-ranges': 'bytes',
    etag,
  };
  if (namesTag(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
  const ifRange = c.req.header('if-range');
  const range = ifRange === undefined || ifRange === etag ? readRange(c.req.header('range'), file.bytes) : 'whole';
  if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'content-range': `bytes */${file.bytes}` });

  const part = range === 'whole' ? undefined : range;
  const length = part ? part.end - part.start + 1 : file.bytes;
  const partial = part ? { 'content-range': `bytes ${part.start}-${part.end}/${file.bytes}` } : {};
  const status = part ? 206 : 200;
  const answer = { ...headers, ...partial, 'content-length': String(length) };
  if (c.req.method === 'HEAD') return c.body(null, status, answer); // nothing is opened that nobody would read
  const bytes = await ctx.files.read(fileKey(file), part);
  return c.body(Readable.toWeb(bytes) as ReadableStream, status, answer);
}
