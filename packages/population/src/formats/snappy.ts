import { badInput } from '../errors.ts';

/** Unpacks a block of Snappy (its format description of 2011): lengths, then literals and copies of what was unpacked before. */
export function unpackSnappy(packed: Uint8Array): Uint8Array {
  let at = 0;
  const whole = (bytes: number): number => {
    let value = 0;
    for (let byte = 0; byte < bytes; byte++) value += (packed[at++] ?? 0) * 256 ** byte;
    return value;
  };
  let [length, scale] = [0, 1];
  for (let byte = 128; byte >= 128; scale *= 128) {
    byte = whole(1);
    length += (byte & 127) * scale;
  }
  const plain = new Uint8Array(length);
  let end = 0;
  while (at < packed.length) {
    const tag = whole(1);
    const upper = tag >> 2;
    if ((tag & 3) === 0) {
      const size = (upper < 60 ? upper : whole(upper - 59)) + 1;
      plain.set(packed.subarray(at, at + size), end);
      at += size;
      end += size;
      continue;
    }
    const isShort = (tag & 3) === 1;
    const size = isShort ? (upper & 7) + 4 : upper + 1;
    const back = isShort ? ((tag >> 5) << 8) + whole(1) : whole((tag & 3) === 2 ? 2 : 4);
    if (back === 0 || back > end) throw badInput('The Parquet file is damaged: a Snappy block points before its beginning.');
    for (let byte = 0; byte < size; byte++, end++) plain[end] = plain[end - back] as number;
  }
  return plain;
}
