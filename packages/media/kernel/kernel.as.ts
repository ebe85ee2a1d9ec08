/**
 * Arithmetic on planes of 8-bit samples, eight or sixteen at a time (AssemblyScript with SIMD; `npm run kernel` builds it).
 *
 * Pointers are byte offsets into the imported memory. Each row is followed by padding up to a stride that is a multiple of
 * sixteen, so the loops may read and write past a row's last sample. Shares are fractions of 128: one step is finer than what an
 * eight-bit sample can show.
 */

/** One record for eight outputs of a row: where to load sixteen samples, which two of them to take, and the right one's share. */
const RECORD: usize = 64;
const LEFT_INDEX: usize = 16;
const RIGHT_INDEX: usize = 32;
const RIGHT_SHARE: usize = 48;

/** The upper byte of a swizzle index of sixteen bits: it yields zero, so that the sample below it stands alone. */
const ALONE: u16 = 0x8000;

// @ts-ignore: decorator
@inline
function clamp(value: f64, high: f64): f64 {
  return value < 0 ? 0 : value > high ? high : value;
}

/** A share of 128 as `mix` takes it: in 1/32768. The whole is one step short of itself, which rounding makes good. */
// @ts-ignore: decorator
@inline
function fraction(share: i32): i16 {
  return i16(min(share << 8, 32767));
}

/** (a * (128 - share) + b * share) / 128 in sixteen-bit lanes, rounded. Shares are never negative: processors differ only there. */
// @ts-ignore: decorator
@inline
function mix(a: v128, b: v128, share: v128): v128 {
  return i16x8.add(a, i16x8.relaxed_q15mulr_s(i16x8.sub(b, a), share));
}

// @ts-ignore: decorator
@inline
function mixBytes(a: v128, b: v128, share: v128): v128 {
  return i8x16.narrow_i16x8_u(
    mix(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), share),
    mix(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), share),
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
      store<u16>(record + LEFT_INDEX + k * 2, u16(index) | ALONE);
      store<u16>(record + RIGHT_INDEX + k * 2, u16(index + 1) | ALONE);
      store<i16>(record + RIGHT_SHARE + k * 2, fraction(share));
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
    const share = i16x8.splat(fraction(i32(Math.round((at - f64(upper)) * 128))));
    const above = source + usize(upper * sourceStride);
    const below = above + usize(sourceStride);
    for (let x = from; x < to; x += 16) {
      v128.store(row + x, mixBytes(v128.load(above + x), v128.load(below + x), share));
    }
    const out = target + usize(y * stride);
    let record = records;
    for (let x = 0; x < width; x += 8) {
      const samples = v128.load(row + load<i32>(record));
      const left = i8x16.swizzle(samples, v128.load(record, LEFT_INDEX));
      const right = i8x16.swizzle(samples, v128.load(record, RIGHT_INDEX));
      const mixed = mix(left, right, v128.load(record, RIGHT_SHARE));
      v128.store64_lane(out + x, i8x16.narrow_i16x8_u(mixed, mixed), 0);
      record += RECORD;
    }
  }
}

/** target = target * (128 - share) / 128 + other * share / 128, over a run of bytes. */
export function crossfade(target: usize, other: usize, length: i32, share: i32): void {
  const taken = i16x8.splat(fraction(share));
  for (let x = 0; x < length; x += 16) {
    v128.store(target + x, mixBytes(v128.load(target + x), v128.load(other + x), taken));
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

/** Lays sixteen premultiplied samples over others. */
// @ts-ignore: decorator
@inline
function cover(under: usize, drawn: v128, covered: v128): void {
  const kept = scaleBytes255(v128.load(under), v128.not(covered));
  v128.store(under, i8x16.add_sat_u(kept, drawn));
}

/**
 * Lays a premultiplied plane over another: target = target * (255 - alpha) / 255 + layer, both alpha and layer first scaled
 * by `opacity` / 255.
 */
export function lay(
  target: usize, stride: i32, layer: usize, alpha: usize, layerStride: i32, width: i32, height: i32, opacity: i32,
): void {
  const visible = i8x16.splat(i8(opacity));
  for (let y = 0; y < height; y++) {
    const under = target + usize(y * stride);
    const over = usize(y * layerStride);
    if (opacity == 255) {
      // Most of the time there is nothing to scale, and two thirds of the work to save.
      for (let x = 0; x < width; x += 16) cover(under + x, v128.load(layer + over + x), v128.load(alpha + over + x));
    } else {
      for (let x = 0; x < width; x += 16) {
        const drawn = scaleBytes255(v128.load(layer + over + x), visible);
        cover(under + x, drawn, scaleBytes255(v128.load(alpha + over + x), visible));
      }
    }
  }
}
