import { lathe } from '../geometry/lathe.ts';
import { clay } from '../materials/clay.ts';
import { type Glaze, glaze } from '../materials/glaze.ts';
import { hex } from '../materials/surface.ts';
import { smoothstep } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { studio } from './lighting.ts';
import { thrown } from './pottery.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { backdrop } from './sets.ts';

const CARAFE = [
  [0, 0.2],
  [4.4, 0.2],
  [4.6, 0],
  [5.2, 0.05],
  [5.5, 0.6],
  [5.9, 4],
  [5.6, 10],
  [4.5, 16],
  [3.5, 20.5],
  [3.3, 24],
  [3.9, 27.4],
  [4.1, 28],
  [3.98, 28.2],
  [3.75, 28],
  [3.05, 24.5],
  [3.1, 20.5],
  [4.2, 14],
  [0, 9],
] as const;
const TUMBLER = [
  [0, 0.2],
  [2.7, 0.2],
  [2.9, 0],
  [3.2, 0.1],
  [3.6, 3],
  [3.9, 8.4],
  [3.8, 8.6],
  [3.65, 8.4],
  [3.3, 3],
  [2.7, 0.9],
  [0, 0.8],
] as const;

const OAT: Glaze = {
  colour: hex(0xd9d2c2),
  thin: hex(0x9a6b45),
  pooled: hex(0xe8e3d6),
  speckles: 0.35,
  roughness: 0.15,
  mottle: 0.3,
  rings: 0.3,
};
const BODY = clay({ colour: hex(0xa88560) });

export function tallCarafe(position: Vec3): SceneObject {
  const lagoonOverOat = glaze({
    ...OAT,
    rims: [[13.3, 0.5]],
    foot: { height: 1.1, stray: 0.25, until: 13, clay: BODY },
    sag: 1.2,
    over: {
      height: 17.5,
      stray: 3.2,
      frequency: 1.5,
      seed: 3,
      softness: 0.7,
      colour: hex(0x3f6f73),
      deep: hex(0x1f4650),
      halo: hex(0xb08a4f),
      streaks: 0.5,
    },
  });
  return place(lathe(CARAFE, { segments: 220, step: 0.14, wobble: thrown(1.2, 8), warp: pulledLip }), lagoonOverOat, position, [0, 28, 0]);
}

/** Two fingers hold the wall, a third pulls the lip out between them. */
function pulledLip([x, y, z]: Vec3): Vec3 {
  const angle = Math.atan2(z, x);
  const nearRim = smoothstep(23.5, 28.3, y);
  const lip = Math.exp(-angle * angle * 5.5);
  const held = Math.exp(-((Math.abs(angle) - 0.95) ** 2) * 9);
  return [
    x + 1.25 * nearRim * nearRim * lip - 0.25 * nearRim * held * Math.cos(angle),
    y + 0.35 * nearRim * nearRim * lip,
    z - 0.45 * nearRim * held * Math.sign(z),
  ];
}

function tumbler(position: Vec3, seed: number): SceneObject {
  const oat = glaze({ ...OAT, rims: [[6, 0.5]], foot: { height: 1.1, stray: 0.25, until: 6, clay: BODY } });
  return place(lathe(TUMBLER, { segments: 160, wobble: thrown(1, seed) }), oat, position);
}

export const tallCarafeMain = (): Scene =>
  studio([backdrop(hex(0xd5c6b0)), tallCarafe([0, 0, 0]), tumbler([10.5, 0, 3.5], 3)], {
    position: [0, 32, 122],
    target: [3, 13.6, 0],
    fieldOfView: 18.4,
    aperture: 0.62,
    focus: [0, 14, 5],
  });
