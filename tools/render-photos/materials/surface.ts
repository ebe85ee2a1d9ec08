import { mix } from '../noise.ts';
import type { Vec3 } from '../vector.ts';

/** What a ray met. A material reads where, and writes what it looks like there. */
export type Surface = {
  /** In the object's own space. */
  x: number;
  y: number;
  z: number;
  /** How far along its profile, in control points. */
  along: number;
  /** True after the first bounce, where nobody sees detail finer than a centimetre. */
  coarse: boolean;
  red: number;
  green: number;
  blue: number;
  /** 0 is a mirror, 1 is chalk. */
  roughness: number;
  /** Strength of the coat's reflection. */
  gloss: number;
};

export type Material = {
  /** Belongs to the product: it gets more samples. */
  readonly hero?: boolean;
  shade(surface: Surface): void;
  /** Height of the fine relief in centimetres; it tilts the normal and nothing else. */
  readonly relief?: (x: number, y: number, z: number, surface: Surface) => number;
  /** The distance over which the relief's slope is taken; 0.02 unless said. */
  readonly reliefStep?: number;
};

/** Linear light of an sRGB colour such as 0xd8cfc0. */
export function hex(colour: number): Vec3 {
  const channel = (shift: number) => {
    const value = ((colour >> shift) & 255) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(16), channel(8), channel(0)];
}

export function paint(surface: Surface, colour: Vec3, strength = 1): void {
  surface.red = colour[0] * strength;
  surface.green = colour[1] * strength;
  surface.blue = colour[2] * strength;
}

/** Mixes a colour in: 0 leaves the surface as it is, 1 covers it. */
export function tint(surface: Surface, colour: Vec3, amount: number): void {
  surface.red = mix(surface.red, colour[0], amount);
  surface.green = mix(surface.green, colour[1], amount);
  surface.blue = mix(surface.blue, colour[2], amount);
}

export function darken(surface: Surface, factor: number): void {
  surface.red *= factor;
  surface.green *= factor;
  surface.blue *= factor;
}

export const colourOf = (surface: Surface): Vec3 => [surface.red, surface.green, surface.blue];

export function finish(surface: Surface, roughness: number, gloss: number): void {
  surface.roughness = roughness;
  surface.gloss = gloss;
}
