import { constants, zstdCompressSync } from 'node:zlib';
import { type Codec, UNCOMPRESSED } from '../formats/parquet.ts';

/** The fastest level: higher ones halve the speed for a tenth of the size. */
const LEVEL = 1;

/** Zstandard as Node has it since 22.15; an older one writes without compression. */
export const ZSTD: Codec = zstdCompressSync
  ? {
      id: 6,
      compress: (bytes) =>
        zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: LEVEL }, chunkSize: mostBytes(bytes.length) }),
    }
  : UNCOMPRESSED;

/**
 * What packing never exceeds (ZSTD_compressBound, and a little): with room for all of it, nothing is put together from pieces. No less
 * than Node's pool of small buffers, from which it would otherwise be taken, and could not be given back.
 */
function mostBytes(length: number): number {
  return Math.max(Buffer.poolSize, length + (length >> 8) + 1024);
}
