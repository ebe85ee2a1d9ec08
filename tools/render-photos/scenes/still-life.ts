import { ball, grid } from '../geometry/grid.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { curveThrough } from '../geometry/spline.ts';
import { tube } from '../geometry/tube.ts';
import { leaf, lemonPeel, plain } from '../materials/still-life.ts';
import { hex, type Material } from '../materials/surface.ts';
import { random } from '../noise.ts';
import { normalize, type Vec3 } from '../vector.ts';
import { place, type SceneObject } from './scene.ts';

export function lemon(position: Vec3, degrees: Vec3): SceneObject {
  const mesh = ball(
    (x, y, z) => {
      const [girth, nose] = [1 - 0.12 * Math.abs(y) ** 3, 1 + 0.22 * Math.abs(y) ** 12];
      return [x * 2.7 * girth, y * 3.4 * nose, z * 2.7 * girth];
    },
    64,
    64,
  );
  return place(mesh, lemonPeel, position, degrees);
}

export const egg = (size: number): Mesh =>
  ball((x, y, z) => [x * 2.1 * size * (1 - 0.12 * y), y * 2.8 * size, z * 2.1 * size * (1 - 0.12 * y)]);

const BARK: Material = plain(hex(0x8a6b48), 0.8, 0.3, true);
const DRY_LEAF: Material = leaf(hex(0xa8935f), hex(0x8a6b48));

export type Branch = {
  readonly from: Vec3;
  readonly direction: Vec3;
  readonly length: number;
  readonly leaves: number;
  readonly seed: number;
};

/** A dry branch that bends under its own weight, its leaves left and right, smaller towards the tip. */
export function branch({ from, direction, length, leaves, seed }: Branch): SceneObject[] {
  const towards = normalize(direction);
  const points = Array.from({ length: 6 }, (_, i): Vec3 => {
    const t = i / 5;
    const sway = (2.2 * t * t * (random(seed, 1) - 0.5) * length) / 20;
    return [
      from[0] + towards[0] * length * t + sway,
      from[1] + towards[1] * length * t - 0.1 * length * t * t,
      from[2] + towards[2] * length * t + 1.6 * t * (random(seed, 2) - 0.5),
    ];
  });
  const stem = tube(points, (part) => 0.1 * (1.15 - 0.6 * part), { segments: 10, perSpan: 16, up: [0.3, 0.1, 1] });
  const curve = curveThrough(points, { perSpan: 20 });
  const grown = Array.from({ length: leaves }, (_, i) => {
    const { at } = curve[Math.floor((0.32 + (0.66 * i) / (leaves - 1)) * (curve.length - 1))]!;
    const size = 1 - (0.5 * i) / leaves;
    const side = i & 1 ? 1 : -1;
    const degrees: Vec3 = [-10 + 50 * (random(i, seed, 5) - 0.5), 360 * random(i, seed, 9), side * (48 + 25 * random(i, seed, 3))];
    return place(leafBlade(3.2 * size, 1.2 * size, 0.3 * random(i, seed)), DRY_LEAF, [at[0]!, at[1]!, at[2]!], degrees);
  });
  return [place(stem, BARK), ...grown];
}

function leafBlade(length: number, width: number, curl: number): Mesh {
  return grid(14, 26, (u, v) => {
    const across = (u - 0.5) * 2;
    const half = Math.sin(Math.PI * v ** 0.8) ** 0.85 * width;
    return [across * half, v * length, -curl * v * v * length + 0.2 * Math.abs(across) * half];
  });
}
