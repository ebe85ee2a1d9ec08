import type { Ctx } from '../context.ts';
import { requireSignature, type Signature, signFileAddress } from './signed-address.ts';
import { fileKey, getFile, type StoredFile } from './store-file.ts';

/** An address that needs no sign-in, and when it ends, as an ISO instant. */
export type FileAddress = { readonly url: string; readonly expiresAt: string };

const QUARTER_HOUR = 15 * 60;

/**
 * An address for a download that whoever has it may use for a quarter of an hour: of the storage itself where people can reach it, else of
 * ours.
 * @throws BottegaError not_found, files_away.
 */
export async function addressFile(ctx: Ctx, input: { id: string }): Promise<FileAddress> {
  const file = await getFile(ctx, input);
  const expires = Math.floor(ctx.clock.now().epochMilliseconds / 1000) + QUARTER_HOUR;
  const fileName = `${file.id}.${file.extension}`;
  const url = ctx.files.direct
    ? await ctx.files.direct.signRead(fileKey(file), { seconds: QUARTER_HOUR, mediaType: file.mediaType, fileName })
    : signFileAddress(ctx, file, expires);
  return { url, expiresAt: Temporal.Instant.fromEpochMilliseconds(expires * 1000).toString() };
}

/** The file of one of our own signed addresses: the signature is the permission. @throws BottegaError address_expired, not_found */
export function getSignedFile(ctx: Ctx, input: { id: string } & Signature): Promise<StoredFile> {
  requireSignature(ctx, 'read', input.id, input);
  return getFile({ ...ctx, actor: { type: 'system', name: 'signed address' } }, input);
}

/** Where the storage itself gives the file as a download, for as long as a click takes; undefined where people cannot reach it. */
export function findDirectAddress(ctx: Ctx, file: StoredFile): Promise<string> | undefined {
  return ctx.files.direct?.signRead(fileKey(file), {
    seconds: 60,
    mediaType: file.mediaType,
    fileName: `${file.id}.${file.extension}`,
  });
}
