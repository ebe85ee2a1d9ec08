import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { loadSharp } from './load-sharp.ts';
import { type Ctx, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { hashFile, storeFile } from '../files/store-file.ts';
import { readPalette } from './palette.ts';
import { hashPerceptually } from './perceptual-hash.ts';
import { isSpaceGone, withScratchFile } from './scratch-file.ts';

/** 40 MB: the largest photo that is taken. */
export const MOST_PHOTO_BYTES = 40 * 1024 * 1024;
const MOST_PIXELS = 100_000_000;
/** Long side of the master: enough for a 4K crop, and no more than any use asks for. */
const MASTER_SIDE = 4096;

/** A photo that was received: its id, and whether this shop had it already. */
export type ReceivedPhoto = { readonly pictureId: string; readonly known: boolean };

/**
 * Takes a photo in: decodes all of it, turns it upright, strips every metadata, and keeps one master under its content hash.
 * The same bytes in the same shop are kept once.
 * @throws BottegaError not_an_image, image_damaged, image_too_large, payload_too_large, not_found, disk_full.
 */
export async function receivePhoto(ctx: Ctx, input: { path: string; label?: string }): Promise<ReceivedPhoto> {
  const label = input.label ?? path.basename(input.path);
  await checkFile(input.path, label);
  const sha256 = await hashFile(input.path);
  const known = await findByHash(ctx, sha256);
  if (known) return { pictureId: known, known: true };
  return withScratchFile(async (scratch) => {
    const master = await makeMaster(input.path, scratch, label);
    const [palette, perceptualHash] = await Promise.all([readPalette(scratch), hashPerceptually(scratch)]);
    const file = await storeFile(ctx, { path: scratch, extension: master.extension, audience: 'staff', name: label });
    await ctx.db
      .insertInto('picture')
      .values({
        shop_id: ctx.shop.id,
        id: newId(),
        sha256,
        original_file_id: file.id,
        width: master.width,
        height: master.height,
        palette: JSON.stringify(palette),
        perceptual_hash: perceptualHash,
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'sha256']).doNothing())
      .execute();
    return { pictureId: (await findByHash(ctx, sha256)) as string, known: false };
  });
}

async function findByHash(ctx: Ctx, sha256: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('picture')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.id;
}

/** Judged by the first bytes, never by the name: SVG and its kind reach no decoder. */
async function checkFile(file: string, label: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new BottegaError('not_found', `There is no file ${label}.`, { cause: error });
  });
  if (!found.isFile()) throw new BottegaError('not_an_image', `${label} is not a file.`);
  if (found.size === 0) throw new BottegaError('not_an_image', `${label} is empty (0 bytes).`);
  if (found.size > MOST_PHOTO_BYTES) {
    throw new BottegaError('payload_too_large', `${label} has ${Math.ceil(found.size / 1024 / 1024)} MB.`);
  }
  const head = Buffer.alloc(16);
  const handle = await open(file);
  try {
    await handle.read(head, 0, 16, 0);
  } finally {
    await handle.close();
  }
  if (!isPhoto(head)) throw new BottegaError('not_an_image', `${label} is none of JPEG, PNG, WebP and AVIF.`);
}

/** Whether the first sixteen bytes are those of a JPEG, PNG, WebP or AVIF. */
export function isPhoto(head: Buffer): boolean {
  const text = (from: number, to: number) => head.toString('latin1', from, to);
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return true;
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return true;
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return true;
  return text(4, 8) === 'ftyp' && /^(avif|avis|mif1)/.test(text(8, 12));
}

type Master = { readonly width: number; readonly height: number; readonly extension: 'jpeg' | 'png' };

async function makeMaster(source: string, target: string, label: string): Promise<Master> {
  const sharp = await loadSharp();
  try {
    const image = sharp(source, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' });
    const { hasAlpha = false } = await image.metadata();
    const upright = image.autoOrient().resize(MASTER_SIDE, MASTER_SIDE, { fit: 'inside', withoutEnlargement: true }).toColourspace('srgb');
    const encoded = hasAlpha ? upright.png({ compressionLevel: 6 }) : upright.jpeg({ quality: 93, chromaSubsampling: '4:4:4' });
    const { width, height } = await encoded.toFile(target);
    return { width, height, extension: hasAlpha ? 'png' : 'jpeg' };
  } catch (error) {
    if (/pixel limit/i.test((error as Error).message))
      throw new BottegaError('image_too_large', `${label} has more than 100 million pixels.`, { cause: error });
    if (isSpaceGone(error)) throw error;
    throw new BottegaError('image_damaged', `${label} could not be read to its end.`, { cause: error });
  }
}
