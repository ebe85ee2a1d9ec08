import { lathe } from '../geometry/lathe.ts';
import { linen, plaster } from '../materials/room.ts';
import { eggshell } from '../materials/still-life.ts';
import { hex } from '../materials/surface.ts';
import { OAK, WALNUT, wood } from '../materials/wood.ts';
import type { Vec3 } from '../vector.ts';
import { cobaltVase } from './cobalt-vase.ts';
import { daylight, studio } from './lighting.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { backdrop, cloth, floor, tableTop, wall } from './sets.ts';
import { branch, egg } from './still-life.ts';

const PROFILE = [
  [0, 0],
  [4.2, 0],
  [4.6, 0.2],
  [5.3, 1],
  [8.6, 3.1],
  [11.3, 6.2],
  [12.45, 9],
  [12.6, 9.4],
  [12.4, 9.62],
  [12.1, 9.4],
  [11, 6.7],
  [8.3, 3.9],
  [4.5, 2],
  [0, 1.5],
] as const;

function walnutBowl(position: Vec3, turn: number): SceneObject {
  // Wood dries unevenly: a turned bowl becomes slightly oval.
  const mesh = lathe(PROFILE, { segments: 220, wobble: (angle) => 0.06 * Math.cos(2 * angle) });
  return place(mesh, wood(WALNUT, { grain: 'x', origin: [0, -9, 3], roughness: 0.42, gloss: 0.75 }), position, [0, turn, 0]);
}

const PAPER = hex(0xd8cfc0);

export const walnutBowlMain = (): Scene =>
  studio([backdrop(PAPER), walnutBowl([0, 0, 0], 25)], {
    position: [0, 46, 90],
    target: [0, 4, 0],
    fieldOfView: 18.6,
    aperture: 0.68,
    focus: [0, 7, 8],
  });

export const walnutBowlDetail = (): Scene =>
  studio([backdrop(PAPER), walnutBowl([0, 0, 0], 25)], {
    position: [-12, 36, 52],
    target: [3.5, 6.2, 1],
    fieldOfView: 16,
    aperture: 0.5,
    focus: [4, 7, 4],
  });

/** Position, tilt and turn of each egg. */
const EGGS: readonly (readonly [Vec3, number, number])[] = [
  [[-5.6, 6.6, 1], 70, 20],
  [[-1.2, 5.4, 5], 80, 100],
  [[4.4, 6.2, 3.4], 60, 200],
  [[0, 5, -0.4], 85, 300],
  [[5.4, 6.6, -2.2], 75, 45],
  [[-3.4, 6.2, -4.6], 80, 150],
  [[1.6, 6.6, -6], 70, 250],
  [[-2, 9, 0.8], 78, 75],
  [[2.3, 9.1, 0.2], 82, 10],
];

export function walnutBowlTable(): Scene {
  const eggs = EGGS.map(([position, tilt, turn], i) => {
    const shell = eggshell(i % 3 === 1 ? hex(0xe8dcc8) : hex(0xc99a72));
    return place(egg(i % 2 === 0 ? 1 : 0.96), shell, position, [tilt, turn, 0]);
  });
  const objects = [
    floor(tableTop(OAK, 0.9, 3)),
    wall(plaster(hex(0xd2c6b4)), -40),
    cloth(linen(hex(0x8fa0a6)), { width: 50, depth: 34, position: [6, 0, 6], turn: -14, seed: 5, folds: 0.7 }),
    walnutBowl([0, 0.4, 0], 20),
    ...eggs,
    cobaltVase([-17, 0, -16]),
    ...branch({ from: [-17, 22.4, -16], direction: [0.24, 1, 0.05], length: 18, leaves: 11, seed: 4 }),
  ];
  const camera = { position: [10, 46, 100], target: [-2.6, 9, -2], fieldOfView: 24.5, aperture: 0.81, focus: [0, 8, 7] } as const;
  return daylight(objects, camera, { left: -60, right: 60, bottom: -40, top: 50, leaves: 0.1, seed: 2 });
}
