/** A small picture: red, green and blue bytes, row by row. */
export type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** How much brightness may change between neighbours on skin; wood, cloth and glaze with speckles change more. */
const SMOOTH = 7;
/** What lies along more of the border than this is a wall or a cloth behind the product. */
const BACKDROP_BORDER = 0.6;

/**
 * The share of a picture that is its largest connected area of the colours and the smoothness of human skin. Terracotta, pale wood and
 * honey glaze come close, so it is a hint and no more.
 */
export function largestSkinArea(pixels: Pixels): number {
  const brightness = brightnessOf(pixels);
  const skin = Uint8Array.from({ length: brightness.length }, (_, i) =>
    hasSkinColour(pixels.data, i) && isSmooth(brightness, pixels, i) ? 1 : 0,
  );
  return largestGroup(skin, pixels.width) / skin.length;
}

const brightnessOf = ({ data, width, height }: Pixels): Float32Array =>
  Float32Array.from({ length: width * height }, (_, i) => 0.299 * data[i * 3]! + 0.587 * data[i * 3 + 1]! + 0.114 * data[i * 3 + 2]!);

/** The oval of skin of all complexions in the plane of Cb and Cr, drawn narrow: earthenware lies to its red side, sand to its grey. */
function hasSkinColour(data: Uint8Array, index: number): boolean {
  const [red, green, blue] = [data[index * 3]!, data[index * 3 + 1]!, data[index * 3 + 2]!];
  const blueness = 128 - 0.1687 * red - 0.3313 * green + 0.5 * blue;
  const redness = 128 + 0.5 * red - 0.4187 * green - 0.0813 * blue;
  return red > 70 && blueness >= 98 && blueness <= 118 && redness >= 142 && redness <= 160;
}

function isSmooth(brightness: Float32Array, { width, height }: Pixels, index: number): boolean {
  const right = index % width < width - 1 ? Math.abs(brightness[index]! - brightness[index + 1]!) : 0;
  const below = index < width * (height - 1) ? Math.abs(brightness[index]! - brightness[index + width]!) : 0;
  return right <= SMOOTH && below <= SMOOTH;
}

type Group = { readonly size: number; readonly onBorder: number };

/** The size of the largest group of neighbouring marks that is no backdrop: one that runs along most of the border. Empties `marks`. */
function largestGroup(marks: Uint8Array, width: number): number {
  const height = marks.length / width;
  const border = 2 * (width + height) - 4;
  let largest = 0;
  for (let start = 0; start < marks.length; start++) {
    if (!marks[start]) continue;
    const { size, onBorder } = takeGroup(marks, width, start);
    if (onBorder <= BACKDROP_BORDER * border) largest = Math.max(largest, size);
  }
  return largest;
}

/** Counts the marks connected with the one at `start`, and takes them away. */
function takeGroup(marks: Uint8Array, width: number, start: number): Group {
  const group = { size: 0, onBorder: 0 };
  const open = [start];
  marks[start] = 0;
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const column = index % width;
    const onBorder = column === 0 || column === width - 1 || index < width || index >= marks.length - width;
    group.size += 1;
    group.onBorder += onBorder ? 1 : 0;
    for (const neighbour of [column > 0 ? index - 1 : -1, column < width - 1 ? index + 1 : -1, index - width, index + width]) {
      if (!marks[neighbour]) continue;
      marks[neighbour] = 0;
      open.push(neighbour);
    }
  }
  return group;
}
