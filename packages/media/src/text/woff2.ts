import { brotliDecompressSync } from 'node:zlib';

/** The order in which WOFF2 numbers the tables that it knows by heart; only these three matter here. */
const CMAP = 0;
const GLYF = 10;
const LOCA = 11;
const NAMED_IN_FULL = 63;
const HEADER = 48;

/** Reads WOFF2's variable-length number: seven bits a byte, the high bit set on all but the last. */
function readNumber(bytes: Buffer, start: number): { value: number; next: number } {
  let [value, next] = [0, start];
  for (;;) {
    const byte = bytes[next++]!;
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) return { value, next };
  }
}

/**
 * The character map of a WOFF2 font, as it stands in the OpenType font inside.
 * @throws Error when the bytes are no WOFF2 font or the font has no such table.
 */
export function characterMapOf(woff2: Buffer): Buffer {
  if (woff2.toString('latin1', 0, 4) !== 'wOF2') throw new Error('This is not a WOFF2 font.');
  const tables = woff2.readUInt16BE(12);
  const compressed = woff2.readUInt32BE(20);
  let [at, offset] = [HEADER, 0];
  let found: { offset: number; length: number } | undefined;
  for (let index = 0; index < tables; index++) {
    const flags = woff2[at++]!;
    const table = flags & 63;
    const transform = flags >> 6;
    if (table === NAMED_IN_FULL) at += 4;
    const original = readNumber(woff2, at);
    at = original.next;
    // glyf and loca are transformed unless marked 3, all others only if marked; then the length in the stream comes second.
    const isTransformed = table === GLYF || table === LOCA ? transform !== 3 : transform !== 0;
    const stored = isTransformed ? readNumber(woff2, at) : original;
    at = stored.next;
    if (table === CMAP) found = { offset, length: stored.value };
    offset += stored.value;
  }
  if (found === undefined) throw new Error('The font has no character map.');
  const font = brotliDecompressSync(woff2.subarray(at, at + compressed));
  return font.subarray(found.offset, found.offset + found.length);
}

/** The code points of a `cmap` table that lead to a glyph (formats 4 and 12, which is what Unicode fonts use). */
export function codePointsIn(cmap: Buffer): Set<number> {
  const points = new Set<number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const subtable = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    const format = subtable.readUInt16BE(0);
    if (format === 4) readSegments(subtable, points);
    if (format === 12) readGroups(subtable, points);
  }
  return points;
}

/** Format 4: segments of 16-bit code points with parallel arrays of ends, starts, deltas and offsets. */
function readSegments(table: Buffer, points: Set<number>): void {
  const doubled = table.readUInt16BE(6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const end = table.readUInt16BE(14 + segment);
    const start = table.readUInt16BE(16 + doubled + segment);
    const delta = table.readUInt16BE(16 + 2 * doubled + segment);
    const offsetAt = 16 + 3 * doubled + segment;
    const offset = table.readUInt16BE(offsetAt);
    for (let point = start; point <= end && point < 0xffff; point++) {
      const listed = offset === 0 ? point : table.readUInt16BE(offsetAt + offset + (point - start) * 2);
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) points.add(point);
    }
  }
}

/** Format 12: groups of 32-bit code points. */
function readGroups(table: Buffer, points: Set<number>): void {
  for (let group = 0; group < table.readUInt32BE(12); group++) {
    const at = 16 + group * 12;
    const [start, end, glyph] = [table.readUInt32BE(at), table.readUInt32BE(at + 4), table.readUInt32BE(at + 8)];
    for (let point = start; point <= end; point++) if (glyph + point - start !== 0) points.add(point);
  }
}
