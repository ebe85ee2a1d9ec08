import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const MOST_BYTES = 300_000;
const BEST_QUALITY = 90;
const WORST_QUALITY = 50;

type Raw = { readonly width: number; readonly height: number; readonly channels: 3 };
const raw = (size: number): Raw => ({ width: size, height: size, channels: 3 });

/** Writes a square picture as it is. */
export async function savePng(path: string, pixels: Buffer, size: number): Promise<void> {
  await sharp(pixels, { raw: raw(size) })
    .png()
    .toFile(path);
}

/**
 * Enlarges a square picture to `outputSize` and writes the best WebP of at most 300 kB.
 * @throws Error if even the worst quality is larger.
 */
export async function saveWebp(path: string, pixels: Buffer, size: number, outputSize: number): Promise<void> {
  const enlarged = await sharp(pixels, { raw: raw(size) })
    .resize(outputSize, outputSize, { kernel: 'lanczos3' })
    .sharpen({ sigma: 1.1, m1: 0, m2: 1.6 })
    .raw()
    .toBuffer();
  for (let quality = BEST_QUALITY; quality >= WORST_QUALITY; quality -= 4) {
    const webp = await sharp(enlarged, { raw: raw(outputSize) })
      .webp({ quality, effort: 5, smartSubsample: true })
      .toBuffer();
    if (webp.length <= MOST_BYTES) return writeFile(path, webp);
  }
  throw new Error(`${path} does not fit into ${MOST_BYTES} bytes; make it smaller with --output.`);
}
