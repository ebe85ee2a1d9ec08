import { blur, type Field, mapField, normalise } from './field.ts';

/** Bright and dark, red and green, yellow and blue: a colour as the eye tells it from others (CIE L*a*b*). */
type Lab = readonly [lightness: number, redness: number, yellowness: number];

/** What draws the eye, and how much there is to see up close; both from 0 to 1. */
export type Saliency = { readonly attention: Field; readonly texture: Field };

/** A difference of colour (in L*a*b* units) that the eye barely notices. */
const FAINT = 4;
const BORDER_SHARE = 0.05;
const PATCHES_PER_SIDE = 4;

/**
 * Finds what stands out in a picture of red, green and blue bytes: colour unlike the border's, where a photo of a product shows its
 * background; detail; nearness to the centre.
 */
export function findSaliency(pixels: Uint8Array, width: number, height: number): Saliency {
  const colours = Array.from({ length: width * height }, (_, i) => toLab(pixels[i * 3]!, pixels[i * 3 + 1]!, pixels[i * 3 + 2]!));
  const field: Field = { width, height, values: new Float32Array(colours.length) };
  const background = backgroundColours(colours, width, height);
  const unlikeBackground = mapField(field, (_, i) => Math.min(...background.map((colour) => distance(colours[i]!, colour))));
  const slopes = mapField(field, (_, i) => slope(colours, width, height, i));
  const contrast = normalise(unlikeBackground, FAINT);
  const texture = normalise(blur(slopes, Math.ceil(Math.max(width, height) / 60)), FAINT);
  const attention = mapField(contrast, (value, i) => (0.75 * value + 0.25 * texture.values[i]!) * nearnessToCentre(width, height, i));
  return { attention: normalise(blur(attention, 1), 0.3), texture };
}

/** Mean colours of patches along the border. Several, because a table and a wall are both background. */
function backgroundColours(colours: readonly Lab[], width: number, height: number): Lab[] {
  const depth = Math.max(1, Math.round(Math.min(width, height) * BORDER_SHARE));
  const patches = new Map<string, { sum: [number, number, number]; count: number }>();
  colours.forEach((colour, index) => {
    const patch = borderPatch(index % width, Math.floor(index / width), { width, height, depth });
    if (patch === undefined) return;
    const { sum, count } = patches.get(patch) ?? { sum: [0, 0, 0], count: 0 };
    patches.set(patch, { sum: [sum[0] + colour[0], sum[1] + colour[1], sum[2] + colour[2]], count: count + 1 });
  });
  return Array.from(patches.values(), ({ sum, count }) => [sum[0] / count, sum[1] / count, sum[2] / count]);
}

function borderPatch(x: number, y: number, size: { width: number; height: number; depth: number }): string | undefined {
  const { width, height, depth } = size;
  const along = (position: number, length: number): number => Math.floor((position * PATCHES_PER_SIDE) / length);
  if (y < depth) return `top ${along(x, width)}`;
  if (y >= height - depth) return `bottom ${along(x, width)}`;
  if (x < depth) return `left ${along(y, height)}`;
  return x >= width - depth ? `right ${along(y, height)}` : undefined;
}

const distance = (a: Lab, b: Lab): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** How much the colour changes from here to the right and downwards. */
function slope(colours: readonly Lab[], width: number, height: number, index: number): number {
  const right = index % width < width - 1 ? distance(colours[index]!, colours[index + 1]!) : 0;
  const down = index < width * (height - 1) ? distance(colours[index]!, colours[index + width]!) : 0;
  return Math.hypot(right, down);
}

/** 1 in the middle, 0.4 in a corner: photographers put what matters inside, if not in the centre. */
function nearnessToCentre(width: number, height: number, index: number): number {
  const x = ((index % width) + 0.5) / width - 0.5;
  const y = (Math.floor(index / width) + 0.5) / height - 0.5;
  return 1 - 1.2 * (x * x + y * y);
}

function toLab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  // sRGB to XYZ, each divided by the white of daylight (D65).
  const x = response((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = response(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = response((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const linear = (byte: number): number => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
const response = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
