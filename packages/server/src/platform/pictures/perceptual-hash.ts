import { loadSharp } from './load-sharp.ts';

/** 64-bit difference hash in hex: each bit says whether a cell of an 8 × 8 grid is brighter than its right neighbour. */
export async function hashPerceptually(path: string): Promise<string> {
  const sharp = await loadSharp();
  const cells = await sharp(path).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer();
  let bits = 0n;
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) {
      const at = row * 9 + column;
      bits = (bits << 1n) | ((cells[at] ?? 0) > (cells[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, '0');
}
