/** One number for every pixel, row by row. */
export type Field = { readonly width: number; readonly height: number; readonly values: Float32Array };

/** A rectangle of whole pixels. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const mapField = (field: Field, change: (value: number, index: number) => number): Field => ({
  ...field,
  values: field.values.map(change),
});

/**
 * Scales a field to values from 0 to 1, so that a small glint does not hide the rest: what is among the strongest twentieth, or a third
 * as strong as the strongest, counts as 1. Where nothing exceeds `faint`, the field stays as faint as it is.
 */
export function normalise(field: Field, faint: number): Field {
  const sorted = field.values.toSorted();
  const strong = Math.max(sorted[Math.floor(sorted.length * 0.95)]!, sorted.at(-1)! / 3, faint);
  return mapField(field, (value) => Math.min(1, value / strong));
}

/** Answers the mean over any box in constant time, from sums over everything above and left of each pixel. */
export function meansOf({ width, height, values }: Field): (box: Box) => number {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += values[y * width + x]!;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  }
  const sumTo = (x: number, y: number): number => sums[y * stride + x]!;
  return ({ x, y, width: w, height: h }) => (sumTo(x + w, y + h) - sumTo(x, y + h) - sumTo(x + w, y) + sumTo(x, y)) / (w * h);
}

/** The mean of each pixel's surroundings, `radius` pixels to every side. */
export function blur(field: Field, radius: number): Field {
  const meanOver = meansOf(field);
  return mapField(field, (_, index) => {
    const x = index % field.width;
    const y = Math.floor(index / field.width);
    const [left, top] = [Math.max(0, x - radius), Math.max(0, y - radius)];
    return meanOver({
      x: left,
      y: top,
      width: Math.min(field.width, x + radius + 1) - left,
      height: Math.min(field.height, y + radius + 1) - top,
    });
  });
}
