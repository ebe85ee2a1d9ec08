const STRENGTH = 0.05;
/** Of the picture's width. */
const RADIUS = 0.009;
/** Brighter than this does not bloom more. */
const BRIGHTEST = 4;

/** Lets bright places glow over their surroundings, as light scattered in a lens does. */
export function addBloom(picture: Float32Array, size: number): void {
  const glow = blur(
    picture.map((value) => Math.min(BRIGHTEST, value)),
    size,
    Math.max(1, Math.round(size * RADIUS)),
  );
  for (let i = 0; i < picture.length; i++) picture[i] = picture[i]! * (1 - STRENGTH) + glow[i]! * STRENGTH;
}

/** Three box blurs each way come close to a Gaussian. */
function blur(picture: Float32Array, size: number, radius: number): Float32Array {
  let from = picture;
  let to: Float32Array = new Float32Array(picture.length);
  for (let pass = 0; pass < 3; pass++) {
    for (const [along, across] of [
      [3, size * 3],
      [size * 3, 3],
    ] as const) {
      for (let line = 0; line < size; line++) {
        for (let channel = 0; channel < 3; channel++) boxBlurLine(from, to, line * across + channel, along, size, radius);
      }
      [from, to] = [to, from];
    }
  }
  return from;
}

function boxBlurLine(from: Float32Array, to: Float32Array, start: number, stride: number, count: number, radius: number): void {
  const at = (i: number) => from[start + Math.min(count - 1, Math.max(0, i)) * stride]!;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += at(i);
  for (let i = 0; i < count; i++) {
    to[start + i * stride] = sum / (2 * radius + 1);
    sum += at(i + radius + 1) - at(i - radius);
  }
}
