import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Ctx, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';

/** What may be stored, and as what it is served. */
export const MEDIA_TYPES = {
  webp: 'image/webp',
  jpeg: 'image/jpeg',
  png: 'image/png',
  mp4: 'video/mp4',
  wav: 'audio/wav',
  srt: 'application/x-subrip; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  zip: 'application/zip',
} as const;

export type FileExtension = keyof typeof MEDIA_TYPES;
export type Audience = 'public' | 'staff';

export type StoredFile = {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly extension: string;
  readonly mediaType: string;
  readonly audience: Audience;
};

/** Where the bytes of a file live in the store. */
export const fileKey = (file: { sha256: string; extension: string }): string =>
  `${file.sha256.slice(0, 2)}/${file.sha256.slice(2)}.${file.extension}`;

/** A file's address, relative to the shop's base. */
export const fileUrl = (file: { id: string; extension: string }): string => `files/${file.id}.${file.extension}`;

const FILE_COLUMNS = ['id', 'sha256', 'bytes', 'extension', 'media_type as mediaType', 'audience'] as const;

/** Keeps a local file under its content hash and gives it a row in this shop; equal bytes are kept once. */
export async function storeFile(ctx: Ctx, input: { path: string; extension: FileExtension; audience: Audience }): Promise<StoredFile> {
  const [sha256, { size }] = await Promise.all([hashFile(input.path), stat(input.path)]);
  await ctx.files.put(fileKey({ sha256, extension: input.extension }), input.path);
  const row = { shop_id: ctx.shop.id, id: newId(), sha256, bytes: size, extension: input.extension, audience: input.audience };
  await ctx.db
    .insertInto('file')
    .values({ ...row, media_type: MEDIA_TYPES[input.extension] })
    .onConflict((conflict) => conflict.columns(['shop_id', 'sha256', 'extension', 'audience']).doNothing())
    .execute();
  return ctx.db
    .selectFrom('file')
    .select(FILE_COLUMNS)
    .where('shop_id', '=', ctx.shop.id)
    .where('sha256', '=', sha256)
    .where('extension', '=', input.extension)
    .where('audience', '=', input.audience)
    .executeTakeFirstOrThrow();
}

/** @throws BottegaError not_found, also for a staff file when a guest asks. */
export async function getFile(ctx: Ctx, input: { id: string }): Promise<StoredFile> {
  const file = await ctx.db
    .selectFrom('file')
    .select(FILE_COLUMNS)
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (!file || (file.audience === 'staff' && ctx.actor.type === 'guest'))
    throw new BottegaError('not_found', 'This shop has no such file.');
  return file;
}

/** SHA-256 of a local file, in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
