import { clamp, fractal, mix, noise, random, smoothstep } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { finish, hex, type Material, paint, type Surface, tint } from './surface.ts';

/** A kind of tree. */
export type Species = {
  readonly early: Vec3;
  readonly late: Vec3;
  readonly fleck: Vec3;
  /** Centimetres from one year to the next. */
  readonly ring: number;
  /** How dark the open pores are. */
  readonly pores: number;
  readonly contrast: number;
  /** How strong the rays show that a quarter cut lays open. */
  readonly flecks: number;
};

export const WALNUT: Species = {
  early: hex(0x705641),
  late: hex(0x2f2119),
  fleck: hex(0x5a4030),
  ring: 0.55,
  pores: 0.8,
  contrast: 1,
  flecks: 0,
};
export const ASH: Species = {
  early: hex(0xd9c4a6),
  late: hex(0x9f7a52),
  fleck: hex(0xc9a97e),
  ring: 0.7,
  pores: 0.8,
  contrast: 1.15,
  flecks: 0,
};
export const OAK: Species = {
  early: hex(0xb89773),
  late: hex(0x7d5a3b),
  fleck: hex(0xcdb08c),
  ring: 0.4,
  pores: 0.8,
  contrast: 0.9,
  flecks: 0.35,
};
export const BEECH: Species = {
  early: hex(0xd6b391),
  late: hex(0xb98c66),
  fleck: hex(0xa0704a),
  ring: 0.5,
  pores: 0.15,
  contrast: 0.75,
  flecks: 0.55,
};

/** How a piece was cut from the tree. */
export type Cut = {
  /** Which of the object's axes ran along the trunk. */
  readonly grain: 'x' | 'y';
  /** Where the object's origin was in the tree; the pith runs through y = z = 0. */
  readonly origin: Vec3;
  readonly roughness?: number;
  readonly gloss?: number;
  /** Above 1, the grain is finer. */
  readonly scale?: number;
  /** False for furniture and other props. */
  readonly hero?: boolean;
};

export function wood(species: Species, { grain, origin, roughness = 0.5, gloss = 0.55, scale = 1, hero = true }: Cut): Material {
  const inTree = (x: number, y: number, z: number): Vec3 => {
    const [a, b] = grain === 'x' ? [x, y] : [y, x];
    return [a * scale + origin[0], b * scale + origin[1], z * scale + origin[2]];
  };
  return {
    hero,
    reliefStep: 0.015,
    shade(surface) {
      const [along, y, z] = inTree(surface.x, surface.y, surface.z);
      const [b, c] = wander(along, y, z);
      const lateness = paintRings(surface, species, yearsFromPith(species, along, b, c));
      const fibre = noise(along * 0.3, b * 8, c * 8) * 0.55 + noise(along * 0.8, b * 21, c * 21) * 0.5;
      let brightness = 1 + 0.27 * fibre * species.contrast + 0.28 * fractal(along * 0.08, b * 0.35, c * 0.35, 2);
      if (!surface.coarse) brightness *= 1 - 0.5 * species.pores * poreAt(along, b, c, lateness);
      if (species.flecks > 0) tint(surface, species.fleck, smoothstep(0.28, 0.42, noise(along * 2.6, b * 16, c * 5)) * species.flecks);
      // Dark wood is redder than light wood: blue and green fall faster than red.
      surface.red *= brightness;
      surface.green *= mix(brightness, brightness * brightness, 0.12);
      surface.blue *= mix(brightness, brightness * brightness, 0.2);
      finish(surface, roughness + 0.12 * fibre + 0.08 * lateness, gloss);
    },
    relief(px, py, pz) {
      const [along, y, z] = inTree(px, py, pz);
      return 0.0035 * noise(along * 0.6, y * 13, z * 13) + 0.0012 * noise(along * 2, y * 40, z * 40);
    },
  };
}

/** No tree is straight: the rings drift slowly as one goes along the trunk. */
function wander(along: number, y: number, z: number): readonly [number, number] {
  const b = y + 0.55 * noise(along * 0.07, y * 0.16, z * 0.16) + 0.12 * noise(along * 0.3, y * 0.5, z * 0.5);
  return [b, z + 0.5 * noise(along * 0.06 + 9, b * 0.15, z * 0.15)];
}

function yearsFromPith(species: Species, along: number, b: number, c: number): number {
  return Math.sqrt(b * b + c * c) / species.ring + 0.1 * noise(along * 0.5, b * 3, c * 3);
}

/** Late wood darkens through a year and ends at once. Returns how late it is here, 0 to 1. */
function paintRings(surface: Surface, species: Species, years: number): number {
  const year = Math.floor(years);
  const season = years - year;
  const lateness = smoothstep(0.25, 0.93, season) * (1 - smoothstep(0.93, 1, season)) * (0.55 + 0.45 * random(year, 3));
  paint(surface, species.early);
  tint(surface, species.late, clamp(lateness * 0.85 * species.contrast + 0.12 * (random(year, 8) - 0.5)));
  return lateness;
}

/** Pores are a centimetre long, and open in early wood. */
function poreAt(along: number, b: number, c: number, lateness: number): number {
  return smoothstep(0.22, 0.5, noise(along * 0.75 + 31, b * 13, c * 13) + 0.22 * (lateness > 0.1 ? -0.4 : 0.5));
}
