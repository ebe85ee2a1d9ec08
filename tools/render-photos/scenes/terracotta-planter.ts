import { ball, grid } from '../geometry/grid.ts';
import { lathe } from '../geometry/lathe.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { clay } from '../materials/clay.ts';
import { leaf, soil } from '../materials/still-life.ts';
import { hex } from '../materials/surface.ts';
import { clamp, noise, smoothstep } from '../noise.ts';
import { multiply, rotation, type Vec3 } from '../vector.ts';
import { daylight } from './lighting.ts';
import { thrown } from './pottery.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { backdrop } from './sets.ts';

const POT = [
  [0, 0.8],
  [5.6, 0.8],
  [5.9, 1],
  [6.6, 5],
  [7.5, 10.6],
  [7.6, 10.8],
  [8.3, 10.9],
  [8.5, 11.2],
  [8.7, 13.2],
  [8.6, 13.5],
  [8.2, 13.5],
  [7.95, 13.1],
  [7.6, 11],
  [0, 10],
] as const;
const SAUCER = [
  [0, 0],
  [7.4, 0],
  [7.8, 0.2],
  [8.7, 2.1],
  [8.75, 2.4],
  [8.5, 2.5],
  [8.3, 2.3],
  [7.6, 0.9],
  [0, 0.7],
] as const;

function terracottaPlanter(): SceneObject[] {
  const terracotta = clay({ colour: hex(0xa8694c), grog: 0.6, bloom: 0.4, roughness: 0.9 });
  return [
    place(lathe(POT, { segments: 200, wobble: thrown(1.2, 9, 1.2) }), terracotta),
    place(lathe(SAUCER, { segments: 200, wobble: thrown(1, 5) }), terracotta),
    place(grid(70, 70, crumblyDisc), soil),
    ...rosette({ at: [0, 12.7, 0], leaves: 34, size: 1 }),
    ...rosette({ at: [4.6, 12.5, 3.4], leaves: 18, size: 0.5 }),
    ...rosette({ at: [-4.9, 12.5, 2.9], leaves: 16, size: 0.42 }),
  ];
}

function crumblyDisc(u: number, v: number): Vec3 {
  const [angle, radius] = [u * 2 * Math.PI, v * 7.9];
  const [x, z] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
  return [x, 12.2 + 0.35 * noise(x * 1.2, 0, z * 1.2), z];
}

const GOLDEN_ANGLE = 137.5;
const SUCCULENT = leaf(hex(0x7f9a7c), hex(0x9b7f78));

/** A succulent: each leaf a golden angle after the last, from upright in the middle to flat at the rim. */
function rosette({ at, leaves, size }: { at: Vec3; leaves: number; size: number }): SceneObject[] {
  return Array.from({ length: leaves }, (_, i) => {
    const outward = i / leaves;
    const lean = rotation([8 + 68 * outward ** 0.75, 0, 0]);
    const turn = rotation([0, i * GOLDEN_ANGLE, 0]);
    const position: Vec3 = [at[0], at[1] + 1.6 * size * (1 - outward), at[2]];
    return { mesh: fleshyLeaf(size * (0.32 + 0.75 * Math.sqrt(outward))), material: SUCCULENT, rotation: multiply(turn, lean), position };
  });
}

/** `along` runs from 0 to 0.8 over the last part of the tip, which blushes. */
function fleshyLeaf(size: number): Mesh {
  const height = 5.2 * size;
  const mesh = ball(
    (x, y, z) => {
      const v = (y + 1) / 2;
      const width = Math.sin(Math.PI * clamp(0.06 + 0.9 * v ** 1.5)) ** 0.7;
      const cupped = 0.25 * size * x * x * width - 0.35 * size * v * v;
      return [x * 1.35 * size * (0.25 + width), v * height, z * 0.42 * size * (0.6 + 0.4 * width) + cupped];
    },
    22,
    22,
  );
  return { ...mesh, along: mesh.along.map((_, i) => smoothstep(0.82, 1, mesh.positions[i * 3 + 1]! / height) * 0.8) };
}

export function terracottaPlanterMain(): Scene {
  const camera = { position: [0, 36, 100], target: [0, 8.4, 0], fieldOfView: 18.4, aperture: 0.62, focus: [0, 10, 7] } as const;
  const shade = { left: -60, right: 60, bottom: -60, top: 60, bar: 0, leaves: 0.2, leafSize: 0.14, seed: 3 };
  return daylight([backdrop(hex(0xc9c3a9), -30), ...terracottaPlanter()], camera, shade, 14);
}
