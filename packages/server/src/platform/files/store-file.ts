import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { type Ctx, inTransaction, isOfHouse, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { requireRoom } from './file-quota.ts';

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

type NewFile = {
  readonly path: string;
  readonly extension: FileExtension;
  readonly audience: Audience;
  /** What people call it. A file that is kept already keeps the name it has. */
  readonly name?: string;
};

/**
 * Keeps a local file under its content hash and gives it a row in this shop; equal bytes are kept once.
 * @throws BottegaError quota_exceeded, disk_full, files_away.
 */
export async function storeFile(ctx: Ctx, input: NewFile): Promise<StoredFile> {
  const [sha256, { size }] = await Promise.all([hashFile(input.path), stat(input.path)]);
  const file = { sha256, extension: input.extension, audience: input.audience };
  if (!(await findStored(ctx, file))) await requireRoom(ctx, size);
  const key = fileKey(file);
  await ctx.files.put(key, input.path);
  return inTransaction(ctx, async (tx) => {
    await keepFromSweep(tx, key);
    if (!(await ctx.files.exists(key))) await ctx.files.put(key, input.path); // swept between, as nobody's
    await tx.db
      .insertInto('file')
      .values({
        ...file,
        shop_id: tx.shop.id,
        id: newId(),
        bytes: size,
        media_type: MEDIA_TYPES[input.extension],
        name: cleanName(input.name ?? ''),
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'sha256', 'extension', 'audience']).doNothing())
      .execute();
    return (await findStored(tx, file)) as StoredFile;
  });
}

function findStored(ctx: Ctx, file: { sha256: string; extension: string; audience: Audience }): Promise<StoredFile | undefined> {
  return ctx.db
    .selectFrom('file')
    .select(FILE_COLUMNS)
    .where('shop_id', '=', ctx.shop.id)
    .where('sha256', '=', file.sha256)
    .where('extension', '=', file.extension)
    .where('audience', '=', file.audience)
    .executeTakeFirst();
}

/** Until the transaction ends, the sweep leaves this key alone; see sweep-files.ts for the other side. */
const keepFromSweep = (tx: Ctx, key: string) => sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`.execute(tx.db);

/** @throws BottegaError not_found, also for a staff file when a guest or a customer asks. */
export async function getFile(ctx: Ctx, input: { id: string }): Promise<StoredFile> {
  const file = await ctx.db
    .selectFrom('file')
    .select(FILE_COLUMNS)
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (!file || (file.audience === 'staff' && !isOfHouse(ctx.actor))) throw new BottegaError('not_found', 'This shop has no such file.');
  return file;
}

const MOST_NAME = 200;

/** The last part of a path that a sender gave as a name, without what no name should hold. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return [...last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim()].slice(0, MOST_NAME).join('').trim();
}

/** SHA-256 of a local file, in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
