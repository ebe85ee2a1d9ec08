import { noise } from '../noise.ts';
import { cross, normalize, scale, subtract, type Vec3 } from '../vector.ts';
import type { AreaLight, Camera, Grade, Scene, SceneObject } from './scene.ts';

type SoftBox = {
  readonly at: Vec3;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly radiance: Vec3;
  readonly mask?: AreaLight['mask'];
};

const SUBJECT: Vec3 = [0, 8, 0];

function softBox({ at, halfWidth, halfHeight, radiance, mask }: SoftBox): AreaLight {
  const towards = normalize(subtract(SUBJECT, at));
  const across = normalize(cross([0, 1, 0], towards));
  const light = { centre: at, halfWidth: scale(across, halfWidth), halfHeight: scale(cross(towards, across), halfHeight), radiance };
  return mask ? { ...light, mask } : light;
}

/** A window's bars over a light; without them its reflection in a glaze is a plain rectangle. */
const windowBars = (columns: number, rows: number, bar: number) => (a: number, b: number) => {
  const [x, y] = [((a + 1) / 2) * columns, ((b + 1) / 2) * rows];
  const onBar = (at: number, count: number) => Math.abs(at - Math.floor(at) - 0.5) > 0.5 - (bar * count) / 2;
  return onBar(x, columns) || onBar(y, rows) ? 0 : 1;
};

/** A window somewhere outside the picture, in the plane across the sun, perhaps with leaves before it. */
export type WindowShade = {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly bar?: number;
  /** 0 for none; 0.2 for a bush. */
  readonly leaves: number;
  readonly leafSize?: number;
  readonly seed?: number;
};

const PANE = { width: 24, height: 34 };

const windowShade =
  ({ left, right, bottom, top, bar = 2.6, leaves, leafSize = 0.11, seed = 0 }: WindowShade) =>
  (x: number, y: number): number => {
    if (x < left || x > right || y < bottom || y > top) return 0;
    if ((x - left) % PANE.width < bar || (y - bottom) % PANE.height < bar) return 0;
    const [u, v] = [x * leafSize, y * leafSize];
    const foliage = noise(u + seed, v * 1.25, seed) + 0.5 * noise(u * 2.3, v * 2.1 + seed, 3);
    return foliage > 0.42 - leaves ? 0.05 : 1;
  };

/** Light from all sides: more from above, and more from the left, where the window is. */
const surroundings =
  (tone: Vec3, strength: number) =>
  (direction: Vec3): Vec3 => {
    const upward = 0.5 + 0.5 * direction[1];
    return scale(tone, strength * (0.35 + 0.75 * upward) * (1 - 0.35 * direction[0]));
  };

const COOL: Vec3 = [0.95, 0.97, 1];

export type StudioOptions = { readonly key?: number; readonly fill?: number; readonly surroundings?: number };

/** In the studio: one large window at the left, a white card at the right. */
export function studio(objects: readonly SceneObject[], camera: Camera, options: StudioOptions = {}): Scene {
  const grade: Grade = { exposure: 0.55, contrast: 1.32, saturation: 1.14 };
  const key = scale([1, 0.91, 0.79], options.key ?? 27);
  const fill = scale([0.92, 0.96, 1], options.fill ?? 1.5);
  const lights = [
    softBox({ at: [-80, 58, 22], halfWidth: 30, halfHeight: 34, radiance: key, mask: windowBars(2, 2, 0.06) }),
    softBox({ at: [85, 40, 30], halfWidth: 30, halfHeight: 40, radiance: fill }),
  ];
  return { objects, camera, lights, surroundings: surroundings(COOL, options.surroundings ?? 0.36), grade };
}

/** By the window: a low warm sun through panes and leaves, the cool sky to fill. */
export function daylight(objects: readonly SceneObject[], camera: Camera, shade: WindowShade, sun = 15): Scene {
  const grade: Grade = { exposure: 0.4, contrast: 1.3, saturation: 1.06 };
  const lights = [
    softBox({ at: [-85, 60, 40], halfWidth: 40, halfHeight: 40, radiance: scale([0.82, 0.92, 1], 7), mask: windowBars(2, 3, 0.03) }),
    softBox({ at: [80, 45, 50], halfWidth: 30, halfHeight: 40, radiance: scale([1, 0.9, 0.78], 0.9) }),
  ];
  return {
    objects,
    camera,
    lights,
    sun: { direction: [-0.78, 0.5, 0.42], angle: 0.014, radiance: scale([1, 0.83, 0.63], sun), shade: windowShade(shade) },
    surroundings: surroundings([0.95, 0.95, 1], 0.3),
    grade,
  };
}
