// What a room is made of: paper, plaster, linen, stone.
import { clamp, fractal, noise, smoothstep, voronoi } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { finish, type Material, paint, tint } from './surface.ts';

/** The roll of paper behind a product in a studio. */
export function paper(colour: Vec3): Material {
  return {
    reliefStep: 0.03,
    shade(surface) {
      const { x, y, z } = surface;
      const fibre = surface.coarse ? 0 : 0.012 * noise(x * 6, y * 6, z * 6);
      paint(surface, colour, 1 + 0.03 * fractal(x * 0.05, y * 0.05, z * 0.05, 2) + fibre);
      finish(surface, 0.9, 0.2);
    },
    relief: (x, y, z) => 0.0012 * noise(x * 5, y * 5, z * 5),
  };
}

export function plaster(colour: Vec3): Material {
  return {
    reliefStep: 0.06,
    shade(surface) {
      const { x, y, z } = surface;
      const trowel = surface.coarse ? 0 : noise(x * 0.9, y * 2.5, z * 0.9);
      paint(surface, colour, 1 + 0.22 * fractal(x * 0.06, y * 0.06, z * 0.06, 4) + 0.05 * trowel);
      finish(surface, 0.8, 0.3);
    },
    relief: (x, y, z) => 0.06 * fractal(x * 0.22, y * 0.3, z * 0.22, 4) + 0.012 * noise(x * 2.1, y * 1.3, z * 2.1),
  };
}

/** Plain weave, lying in the plane of x and z; the threads are as uneven as spun ones. */
export function linen(colour: Vec3): Material {
  const THREADS = 9;
  const shadow: Vec3 = [colour[0] * 0.72, colour[1] * 0.72, colour[2] * 0.72];
  const uneven = (thread: number, across: number) => thread + 0.12 * noise(thread * 0.15, across * 0.3, 3);
  const isWarpOver = (u: number, v: number) => ((Math.floor(u) + Math.floor(v)) & 1) === 1;
  const heightAt = (x: number, z: number): number => {
    const [u, v] = [uneven(x * THREADS, z), uneven(z * THREADS, x + 40)];
    const [warp, weft] = [Math.abs(Math.sin(u * Math.PI)), Math.abs(Math.sin(v * Math.PI))];
    return isWarpOver(u, v) ? warp * (0.6 + 0.4 * weft) : weft * (0.6 + 0.4 * warp);
  };
  return {
    reliefStep: 0.012,
    shade(surface) {
      const [u, v] = [surface.x * THREADS, surface.z * THREADS];
      const over = isWarpOver(uneven(u, surface.z), uneven(v, surface.x + 40));
      const slub = over ? noise(Math.floor(u) * 0.7, v * 0.05, 1) : noise(Math.floor(v) * 0.7, u * 0.05, 7);
      const height = surface.coarse ? 0.7 : heightAt(surface.x, surface.z);
      paint(surface, shadow);
      tint(surface, colour, clamp(0.25 + 0.8 * height + 0.5 * slub));
      finish(surface, 0.95, 0.15);
    },
    relief: (x, _, z) => 0.022 * heightAt(x, z),
  };
}

/** Chips of stone in cement, in three sizes. */
export function terrazzo(base: Vec3, chips: readonly Vec3[]): Material {
  const SIZES = [
    { perCentimetre: 0.55, share: 0.55 },
    { perCentimetre: 1.3, share: 0.5 },
    { perCentimetre: 3, share: 0.4 },
  ];
  return {
    shade(surface) {
      const { x, y, z } = surface;
      paint(surface, base, 1 + 0.08 * fractal(x, y, z, 3));
      for (const { perCentimetre: s, share } of SIZES) {
        const { toBorder, id } = voronoi(x * s + s * 9, y * s, z * s);
        if (((id >>> 3) % 1000) / 1000 >= share) continue;
        const cover = smoothstep(0.16, 0.2, toBorder + 0.05 * noise(x * 4, y * 4, z * 4));
        if (cover <= 0.01) continue;
        tint(surface, chips[(id >>> 13) % chips.length]!, cover * 0.95);
        break;
      }
      finish(surface, 0.38 + 0.1 * noise(x * 0.5, y, z * 0.5), 0.8);
    },
    relief: (x, y, z) => 0.0006 * noise(x * 5, y * 5, z * 5),
  };
}
