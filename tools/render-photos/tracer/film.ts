/**
 * What is kept of a pixel: 16 numbers. Light is kept apart from what it falls on, so that light can be smoothed later
 * without blurring the grain of the wood.
 */
export const CHANNELS = 16;
/** Light that the matt body gives back, as if it were white: red, green, blue. */
export const DIFFUSE = 0;
/** Light that the coat gives back. */
export const GLOSSY = 3;
/** Colour of the body at the first hit. */
export const ALBEDO = 6;
export const NORMAL = 9;
export const DEPTH = 12;
/** Variance of the mean brightness of each kind of light. */
export const DIFFUSE_VARIANCE = 13;
export const GLOSSY_VARIANCE = 14;
/** Which part of the samples met the product. */
export const HERO = 15;

export const luminance = (values: ArrayLike<number>, at: number): number =>
  0.3 * values[at]! + 0.6 * values[at + 1]! + 0.1 * values[at + 2]!;
