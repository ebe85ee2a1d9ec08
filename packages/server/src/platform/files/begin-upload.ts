import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { authorise, type Ctx, inTransaction, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { requireRoom } from './file-quota.ts';
import { mostBytesOf, readUploadType } from './file-type.ts';
import { uploadKey } from './object-key.ts';
import { signUploadAddress } from './signed-address.ts';
import { cleanName } from './store-file.ts';

/** What a client says of the file that it wants to send. */
export const newUploadSchema = z
  .object({
    name: z.string().transform(cleanName).pipe(z.string().min(1, 'Give a name.')).openapi({ type: 'string', example: 'walnut-bowl.jpg' }),
    bytes: z.int('Give the size in bytes.').min(1, 'The file is empty.').openapi({ example: 2_400_000 }),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'Give the SHA-256 of the bytes as 64 lower-case hex digits.')
      .openapi({ example: 'a3c5e7'.padEnd(64, '0') }),
    mediaType: z.string().openapi({ example: 'image/jpeg' }),
  })
  .openapi('NewUpload');

export type NewUpload = z.input<typeof newUploadSchema>;

/** Where the bytes go: one PUT with these headers, before `expiresAt` (an ISO instant). */
export type UploadTicket = {
  readonly uploadId: string;
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};

const QUARTER_HOUR = 15 * 60;

/**
 * Announces a file: what it would take is reserved, and an address is given to which its bytes are sent. They count for nothing before
 * confirmUpload has looked at them.
 * @throws BottegaError invalid_input, unsupported_file, payload_too_large, quota_exceeded, disk_full, files_away.
 */
export async function beginUpload(ctx: Ctx, input: NewUpload): Promise<UploadTicket> {
  authorise(ctx, 'files.write');
  const wanted = readInput(newUploadSchema, input);
  const most = mostBytesOf(readUploadType(wanted.mediaType));
  if (wanted.bytes > most) {
    throw new BottegaError('payload_too_large', `${wanted.name} has ${wanted.bytes} bytes; ${most} are the most for ${wanted.mediaType}.`);
  }
  const uploadId = newId();
  const expires = Math.floor(ctx.clock.now().epochMilliseconds / 1000) + QUARTER_HOUR;
  const expiresAt = Temporal.Instant.fromEpochMilliseconds(expires * 1000).toString();
  await inTransaction(ctx, async (tx) => {
    // One after another in each shop: many at once cannot reserve the same room.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`uploads of ${tx.shop.id}`}, 0))`.execute(tx.db);
    await requireRoom(tx, wanted.bytes);
    const { mediaType, ...row } = wanted;
    await tx.db
      .insertInto('file_upload')
      .values({ ...row, shop_id: tx.shop.id, id: uploadId, media_type: mediaType, expires_at: expiresAt })
      .execute();
  });
  return { uploadId, method: 'PUT', ...(await signUpload(ctx, uploadId, wanted, expires)), expiresAt };
}

async function signUpload(ctx: Ctx, uploadId: string, { bytes, mediaType }: { bytes: number; mediaType: string }, expires: number) {
  if (ctx.files.direct) return ctx.files.direct.signUpload(uploadKey(uploadId), { seconds: QUARTER_HOUR, bytes, mediaType });
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes) };
  return { url: signUploadAddress(ctx, uploadId, expires), headers };
}
