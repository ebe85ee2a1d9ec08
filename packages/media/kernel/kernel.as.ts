/**
 * Arithmetic on planes of 8-bit samples, eight or sixteen at a time (AssemblyScript with SIMD; `npm run kernel` builds it).
 *
 * Pointers are byte offsets into the imported memory. Each row is followed by padding up to a stride that is a multiple of
 * sixteen, so the loops may read and write past a row's last sample. Weights are fractions of 128: a sample times a weight
 * then still fits sixteen bits, and one step is finer than a 1/128 of a pixel.
 */

/** One record for eight outputs of a row: where to load sixteen samples, which two of them to take, and their weights. */
const RECORD: usize = 80;
const LEFT_INDEX: usize = 16;
const RIGHT_INDEX: usize = 32;
const LEFT_WEIGHT: usize = 48;
const RIGHT_WEIGHT: usize = 64;

/** A swizzle index that yields zero. */
const NOTHING: u8 = 0x80;

// @ts-ignore: decorator
@inline
function clamp(value: f64, high: f64): f64 {
  return value < 0 ? 0 : value > high ? high : value;
}

// @ts-ignore: decorator
@inline
function weigh(a: v128, b: v128, weightA: v128, weightB: v128): v128 {
  const sum = i16x8.add(i16x8.mul(a, weightA), i16x8.mul(b, weightB));
  return i16x8.shr_u(i16x8.add(sum, i16x8.splat(64)), 7);
}

// @ts-ignore: decorator
@inline
function weighBytes(a: v128, b: v128, weightA: v128, weightB: v128): v128 {
  return i8x16.narrow_i16x8_u(
    weigh(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), weightA, weightB),
    weigh(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), weightA, weightB),
  );
}

/** Fills the records of one row: output x is taken from the source at offset + (x + 0.5) * scale - 0.5. */
function planRow(records: usize, width: i32, scale: f64, offset: f64, sourceWidth: i32): void {
  const last = f64(sourceWidth - 1);
  for (let group = 0; group < width; group += 8) {
    const record = records + usize(group >> 3) * RECORD;
    const first = i32(Math.floor(clamp(offset + (f64(group) + 0.5) * scale - 0.5, last)));
    const base = max(0, min(first, sourceWidth - 16));
    store<i32>(record, base);
    for (let k = 0; k < 8; k++) {
      const at = clamp(offset + (f64(group + k) + 0.5) * scale - 0.5, last);
      const left = min(i32(Math.floor(at)), sourceWidth - 2);
      const share = i32(Math.round((at - f64(left)) * 128));
      const index = min(left - base, 14);
      store<u8>(record + LEFT_INDEX + k, u8(index));
      store<u8>(record + LEFT_INDEX + 8 + k, NOTHING);
      store<u8>(record + RIGHT_INDEX + k, u8(index + 1));
      store<u8>(record + RIGHT_INDEX + 8 + k, NOTHING);
      store<i16>(record + LEFT_WEIGHT + k * 2, i16(128 - share));
      store<i16>(record + RIGHT_WEIGHT + k * 2, i16(share));
    }
  }
}

/**
 * Fills a plane from a rectangle of another, bilinear and exact to a fraction of a sample. `scaleX` must stay under 1.8:
 * eight outputs have to find their sources among sixteen samples.
 */
export function sample(
  source: usize, sourceWidth: i32, sourceHeight: i32, sourceStride: i32,
  target: usize, width: i32, height: i32, stride: i32,
  scaleX: f64, offsetX: f64, scaleY: f64, offsetY: f64,
  records: usize, row: usize,
): void {
  planRow(records, width, scaleX, offsetX, sourceWidth);
  const from = max(0, i32(Math.floor(offsetX)) - 1) & ~15;
  const to = min(sourceWidth, i32(Math.ceil(offsetX + f64(width) * scaleX)) + 17);
  for (let y = 0; y < height; y++) {
    const at = clamp(offsetY + (f64(y) + 0.5) * scaleY - 0.5, f64(sourceHeight - 1));
    const upper = min(i32(Math.floor(at)), sourceHeight - 2);
    const share = i32(Math.round((at - f64(upper)) * 128));
    const above = source + usize(upper * sourceStride);
    const below = above + usize(sourceStride);
    const weightAbove = i16x8.splat(i16(128 - share));
    const weightBelow = i16x8.splat(i16(share));
    for (let x = from; x < to; x += 16) {
      v128.store(row + x, weighBytes(v128.load(above + x), v128.load(below + x), weightAbove, weightBelow));
    }
    const out = target + usize(y * stride);
    let record = records;
    for (let x = 0; x < width; x += 8) {
      const samples = v128.load(row + load<i32>(record));
      const left = i16x8.extend_low_i8x16_u(i8x16.swizzle(samples, v128.load(record, LEFT_INDEX)));
      const right = i16x8.extend_low_i8x16_u(i8x16.swizzle(samples, v128.load(record, RIGHT_INDEX)));
      const mixed = weigh(left, right, v128.load(record, LEFT_WEIGHT), v128.load(record, RIGHT_WEIGHT));
      v128.store64_lane(out + x, i8x16.narrow_i16x8_u(mixed, mixed), 0);
      record += RECORD;
    }
  }
}

/** target = target * (128 - share) / 128 + other * share / 128, over a run of bytes. */
export function crossfade(target: usize, other: usize, length: i32, share: i32): void {
  const keep = i16x8.splat(i16(128 - share));
  const take = i16x8.splat(i16(share));
  for (let x = 0; x < length; x += 16) {
    v128.store(target + x, weighBytes(v128.load(target + x), v128.load(other + x), keep, take));
  }
}

/** a * b / 255 in sixteen-bit lanes, rounded; exact for every pair of bytes. */
// @ts-ignore: decorator
@inline
function scale255(a: v128, b: v128): v128 {
  const product = i16x8.add(i16x8.mul(a, b), i16x8.splat(128));
  return i16x8.shr_u(i16x8.add(product, i16x8.shr_u(product, 8)), 8);
}

// @ts-ignore: decorator
@inline
function scaleBytes255(a: v128, b: v128): v128 {
  return i8x16.narrow_i16x8_u(
    scale255(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b)),
    scale255(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b)),
  );
}

/**
 * Lays a premultiplied plane over another: target = target * (255 - alpha) / 255 + layer, both alpha and layer first scaled
 * by `opacity` / 255.
 */
export function lay(
  target: usize, stride: i32, layer: usize, alpha: usize, layerStride: i32, width: i32, height: i32, opacity: i32,
): void {
  const all = i8x16.splat(-1);
  const visible = i8x16.splat(i8(opacity));
  for (let y = 0; y < height; y++) {
    const under = target + usize(y * stride);
    const over = usize(y * layerStride);
    for (let x = 0; x < width; x += 16) {
      const covered = scaleBytes255(v128.load(alpha + over + x), visible);
      const drawn = scaleBytes255(v128.load(layer + over + x), visible);
      const kept = scaleBytes255(v128.load(under + x), v128.sub<u8>(all, covered));
      v128.store(under + x, i8x16.add_sat_u(kept, drawn));
    }
  }
}
