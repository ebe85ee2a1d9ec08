import { fractal, noise, type SpotKind, smoothstep, spots } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { finish, type Material, paint, type Surface, tint } from './surface.ts';

export type ClayOptions = {
  readonly colour: Vec3;
  /** Crushed fired clay in the body: how much of it shows. */
  readonly grog?: number;
  readonly roughness?: number;
  /** Lime that weather brought to the surface. */
  readonly bloom?: number;
};

const DARK_GROG: SpotKind = { smallest: 0.05, largest: 0.22, share: 0.35, salt: 1 };
const PALE_GROG: SpotKind = { smallest: 0.05, largest: 0.2, share: 0.25, salt: 2 };
const LIME: Vec3 = [0.82, 0.74, 0.66];

/** Fired clay without glaze. */
export function clay({ colour, grog = 0.5, roughness = 0.85, bloom = 0 }: ClayOptions): Material {
  const ironSpot: Vec3 = [colour[0] * 0.35, colour[1] * 0.3, colour[2] * 0.3];
  return {
    hero: true,
    shade(surface) {
      const { x, y, z } = surface;
      paint(surface, colour, 1 + 0.22 * fractal(x * 0.5, y * 0.5, z * 0.5, 3) + 0.1 * noise(x * 9, y * 9, z * 9));
      if (!surface.coarse) {
        tint(surface, ironSpot, 0.55 * grog * spots(x * 6, y * 6, z * 6, DARK_GROG));
        tint(surface, [0.75, 0.68, 0.58], 0.35 * grog * spots(x * 8 + 3, y * 8, z * 8, PALE_GROG));
      }
      if (bloom > 0) tint(surface, LIME, bloom * limeAt(surface));
      finish(surface, roughness, 0.35);
    },
    relief: (x, y, z) =>
      0.006 * noise(x * 7, y * 7, z * 7) + 0.004 * noise(x * 17, y * 17, z * 17) + 0.01 * grog * spots(x * 6, y * 6, z * 6, DARK_GROG),
  };
}

/** Broad and soft: a sharp edge here looks like mould. */
function limeAt({ x, y, z }: Surface): number {
  return smoothstep(-0.1, 0.55, fractal(x * 0.16 + 4, y * 0.3, z * 0.16, 5) + 0.06 * noise(x * 1.7, y * 1.7, z * 1.7));
}
