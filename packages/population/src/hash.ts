// Whole-number arithmetic only: it gives the same bits on every engine.

/** Mixes 32 bits so that each of them moves about half of the others (the constants of Degski's lowbias32). */
export function mix32(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** Independent bits for the `n`th draw from a key of two halves. */
export const drawBits = (low: number, high: number, n: number): number =>
  mix32(mix32(low + Math.imul(n, 0x9e3779b9)) ^ (high + Math.imul(n, 0x85ebca6b)));

/** A whole number below `size`, evenly, by 32 bits. */
export const below = (bits: number, size: number): number => Math.floor((bits * size) / 4_294_967_296);

/** FNV-1a over the UTF-16 units of a text, mixed. */
export function hashText(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return mix32(value);
}
