// What stands beside a product, or in it.
import { clamp, fractal, mix, noise, smoothstep, spots } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { finish, type Material, paint, tint } from './surface.ts';

/** One colour, a little uneven. */
export function plain(colour: Vec3, roughness = 0.6, gloss = 0.6, hero = false): Material {
  return {
    hero,
    shade(surface) {
      const { x, y, z } = surface;
      paint(surface, colour, 1 + 0.2 * fractal(x * 1.2, y * 1.2, z * 1.2, 3));
      finish(surface, roughness, gloss);
    },
  };
}

/** Black coffee of a given radius, with a rim of crema. */
export function coffee(radius: number): Material {
  return {
    hero: true,
    shade(surface) {
      const { x, z } = surface;
      const crema = smoothstep(0.72, 1, Math.hypot(x, z) / radius + 0.45 * fractal(x * 1.3 + 2, 0.5, z * 1.3, 4));
      const bubbles = spots(x * 9, 0.5, z * 9, { smallest: 0.1, largest: 0.4, share: 0.4 * crema, salt: 4 });
      paint(surface, [0.05, 0.02, 0.009]);
      tint(surface, [0.33, 0.15, 0.055], 0.12 + 0.75 * crema);
      tint(surface, [0.55, 0.33, 0.16], 0.5 * bubbles);
      finish(surface, 0.22, 0.9);
    },
  };
}

export function leaf(colour: Vec3, tip: Vec3): Material {
  return {
    hero: true,
    shade(surface) {
      const { x, y, z } = surface;
      paint(surface, colour, 1 + 0.5 * fractal(x * 0.9, y * 0.9, z * 0.9, 3));
      tint(surface, tip, clamp(surface.along));
      finish(surface, 0.5, 0.5);
    },
  };
}

export function eggshell(colour: Vec3): Material {
  return {
    hero: true,
    shade(surface) {
      const { x, y, z } = surface;
      paint(surface, colour, 1 + 0.1 * fractal(x, y, z, 3));
      tint(surface, [0.2, 0.1, 0.05], 0.35 * spots(x * 5, y * 5, z * 5, { smallest: 0.05, largest: 0.16, share: 0.3, salt: 9 }));
      finish(surface, 0.55, 0.6);
    },
    relief: (x, y, z) => 0.0012 * noise(x * 14, y * 14, z * 14),
  };
}

export const lemonPeel: Material = {
  hero: true,
  shade(surface) {
    const unevenness = fractal(surface.x, surface.y, surface.z, 3);
    paint(surface, [0.82 * (1 + 0.15 * unevenness), 0.56 * (1 + 0.25 * unevenness), 0.05]);
    finish(surface, 0.38, 1);
  },
  relief: (x, y, z) => 0.03 * noise(x * 5, y * 5, z * 5) + 0.03 * noise(x * 1.4, y, z),
};

export const soil: Material = {
  hero: true,
  shade(surface) {
    const crumb = noise(surface.x * 4, surface.y * 4, surface.z * 4);
    paint(surface, [0.035 + 0.02 * crumb, 0.022 + 0.013 * crumb, 0.014]);
    finish(surface, 0.95, 0.2);
  },
};

export const wax: Material = {
  hero: true,
  shade(surface) {
    const { x, y, z } = surface;
    const cloud = 1 + 0.06 * fractal(x * 0.8, y * 0.4, z * 0.8, 3);
    paint(surface, [0.8 * cloud, 0.7 * cloud, 0.52]);
    finish(surface, 0.42, 0.8);
  },
};

export const salt: Material = {
  hero: true,
  shade(surface) {
    const { x, y, z } = surface;
    const grain = 0.06 * noise(x * 3, y * 3, z * 3);
    paint(surface, [0.88 + grain, 0.86 + grain, 0.83 + grain]);
    finish(surface, 0.35, 0.9);
  },
  relief: (x, y, z) => 0.05 * noise(x * 7, y * 7, z * 7),
};

/** A handful of flour thrown over another material, about a point of the table. */
export function floured(under: Material, centreX: number, centreZ: number, radius: number): Material {
  const coverAt = (x: number, z: number) => {
    const away = Math.hypot(x - centreX, (z - centreZ) * 1.3) / radius;
    const heap = fractal(x * 0.25, 1, z * 0.25, 5) * 0.9 + 0.35 * noise(x * 4, 2, z * 4);
    return smoothstep(0.25, 0.95, 1.15 - away + heap);
  };
  return {
    reliefStep: 0.03,
    shade(surface) {
      under.shade(surface);
      const cover = coverAt(surface.x, surface.z) * 0.92;
      tint(surface, [0.86, 0.84, 0.8], cover);
      finish(surface, mix(surface.roughness, 0.95, cover), surface.gloss * (1 - 0.8 * cover));
    },
    relief: (x, y, z, surface) => (under.relief?.(x, y, z, surface) ?? 0) * 0.6 + 0.05 * coverAt(x, z),
  };
}
