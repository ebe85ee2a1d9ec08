import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { fileUrl } from './store-file.ts';

/** What our own addresses allow: reading one file, or sending one upload. */
type Deed = 'read' | 'upload';

/** What a signed address carries in its query. */
export type Signature = { readonly expires: string; readonly signature: string };

/** An address of ours that gives one file to whoever has it, until then. */
export const signFileAddress = (ctx: Ctx, file: { id: string; extension: string }, expires: number): string =>
  `${ctx.shopUrl}${fileUrl(file)}?download=1&${sign(ctx, 'read', file.id, expires)}`;

/** An address of ours that takes the bytes of one upload, until then. */
export const signUploadAddress = (ctx: Ctx, uploadId: string, expires: number): string =>
  `${ctx.shopUrl}api/v1/files/uploads/${uploadId}?${sign(ctx, 'upload', uploadId, expires)}`;

/** @throws BottegaError address_expired for what is over, was signed for something else, or was never signed. */
export function requireSignature(ctx: Ctx, deed: Deed, id: string, given: Signature): void {
  const seconds = /^\d{1,12}$/.test(given.expires) ? Number(given.expires) : 0;
  const sent = Buffer.from(given.signature);
  const isOurs = keysOf(ctx).some((key) => {
    const ours = Buffer.from(signatureOf(key, deed, id, seconds));
    return ours.length === sent.length && timingSafeEqual(ours, sent);
  });
  const isOver = ctx.clock.now().epochMilliseconds > seconds * 1000;
  if (!isOurs || isOver) throw new BottegaError('address_expired', isOurs ? 'Its time is over.' : 'It was not signed here.');
}

function sign(ctx: Ctx, deed: Deed, id: string, expires: number): string {
  const [newest] = keysOf(ctx);
  return new URLSearchParams({ expires: String(expires), signature: signatureOf(newest, deed, id, expires) }).toString();
}

const keysOf = (ctx: Ctx) => ctx.secrets.derive('file addresses');

const signatureOf = (key: string, deed: Deed, id: string, expires: number): string =>
  createHmac('sha256', key).update(`${deed}\n${id}\n${expires}`).digest('base64url');
