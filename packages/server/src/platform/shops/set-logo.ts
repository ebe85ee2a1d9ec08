import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { appendAudit } from '../events/append.ts';
import { notifyChanged } from '../events/notices.ts';
import { withScratchFolder } from '../files/scratch-folder.ts';
import { loadPictures } from '../pictures/load-pictures.ts';
import { makePictureSizes } from '../pictures/make-sizes.ts';
import { receivePhoto } from '../pictures/receive-photo.ts';
import { type BusinessProfile, getBusinessProfile } from './business-profile.ts';
import { SHOPS } from './shop-directory.ts';
import './tables.ts';

/**
 * Puts a picture of the shop before its name, or takes it away.
 * @throws BottegaError forbidden, unauthenticated, not_found for a picture that this shop has not
 */
export async function setLogo(ctx: Ctx, { pictureId }: { readonly pictureId: string | null }): Promise<BusinessProfile> {
  authorise(ctx, 'shop.write');
  if (pictureId !== null && !(await loadPictures(ctx, [pictureId])).has(pictureId)) {
    throw new BottegaError('not_found', 'This shop has no such picture.');
  }
  if (pictureId !== null) await makePictureSizes(ctx, pictureId);
  await inTransaction(ctx, async (ctx) => {
    const row = { logo_picture_id: pictureId, updated_at: ctx.clock.now().toString() };
    await ctx.db
      .insertInto('business_profile')
      .values({ shop_id: ctx.shop.id, legal_name: '', address: '', email: '', phone: '', tax_numbers: '[]', ...row })
      .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(row))
      .execute();
    await appendAudit(ctx, { action: pictureId ? 'shop.set_logo' : 'shop.remove_logo', subjectId: pictureId ?? ctx.shop.id, detail: {} });
    await notifyChanged(ctx, SHOPS);
  });
  return getBusinessProfile(ctx);
}

/**
 * Takes a photo in and makes it the logo.
 * @throws BottegaError forbidden, unauthenticated, not_an_image, image_damaged, image_too_large, payload_too_large, disk_full
 */
export async function uploadLogo(ctx: Ctx, input: { readonly bytes: ReadableStream; readonly label: string }): Promise<BusinessProfile> {
  authorise(ctx, 'shop.write');
  const { pictureId } = await withScratchFolder(ctx.data, 'logo', async (folder) => {
    const file = path.join(folder, 'logo');
    await pipeline(Readable.fromWeb(input.bytes), createWriteStream(file));
    return receivePhoto(ctx, { path: file, label: input.label });
  });
  return setLogo(ctx, { pictureId });
}
