import { lathe } from '../geometry/lathe.ts';
import { clay } from '../materials/clay.ts';
import { glaze } from '../materials/glaze.ts';
import { hex } from '../materials/surface.ts';
import type { Vec3 } from '../vector.ts';
import { studio } from './lighting.ts';
import { thrown } from './pottery.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { backdrop } from './sets.ts';
import { branch } from './still-life.ts';

const PROFILE = [
  [0, 0.2],
  [3.1, 0.2],
  [3.3, 0],
  [3.7, 0],
  [4, 0.3],
  [5.7, 3],
  [6.5, 6.8],
  [6, 10.6],
  [4.2, 14],
  [2.3, 16.6],
  [1.5, 19.3],
  [1.4, 22.6],
  [1.95, 25],
  [2.1, 25.35],
  [1.95, 25.5],
  [1.7, 25.2],
  [1.1, 22.6],
  [1.1, 18],
  [0, 16],
] as const;

export function cobaltVase(position: Vec3): SceneObject {
  const cobalt = glaze({
    colour: hex(0x1d3d70),
    thin: hex(0x8a6a4a),
    pooled: hex(0x0d2350),
    rims: [[13, 0.8]],
    foot: { height: 1, stray: 0.4, clay: clay({ colour: hex(0xa98563) }) },
    speckles: 0.25,
    roughness: 0.1,
    mottle: 0.42,
    rings: 0.22,
    sag: 1.1,
  });
  return place(lathe(PROFILE, { segments: 200, wobble: thrown(1, 3) }), cobalt, position);
}

export const cobaltVaseMain = (): Scene =>
  studio(
    [
      backdrop(hex(0xd9c9b4)),
      cobaltVase([0, 0, 0]),
      ...branch({ from: [-0.2, 22.4, 0], direction: [-0.3, 1, 0.08], length: 21, leaves: 13, seed: 4 }),
      ...branch({ from: [0.2, 22.4, 0], direction: [0.34, 1, -0.08], length: 16, leaves: 11, seed: 9 }),
    ],
    { position: [0, 27, 118], target: [0, 20.6, 0], fieldOfView: 23, aperture: 0.62, focus: [0, 10, 6] },
  );
