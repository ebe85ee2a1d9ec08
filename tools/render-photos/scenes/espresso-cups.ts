import { lathe } from '../geometry/lathe.ts';
import { clay } from '../materials/clay.ts';
import { type Glaze, glaze } from '../materials/glaze.ts';
import { linen, plaster } from '../materials/room.ts';
import { coffee } from '../materials/still-life.ts';
import { hex } from '../materials/surface.ts';
import { OAK, WALNUT } from '../materials/wood.ts';
import type { Vec3 } from '../vector.ts';
import { ashBoard } from './ash-board.ts';
import { daylight, studio } from './lighting.ts';
import { thrown } from './pottery.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { backdrop, cloth, floor, tableTop, wall } from './sets.ts';
import { lemon } from './still-life.ts';
import { tallCarafe } from './tall-carafe.ts';

const CUP = [
  [0, 0.15],
  [2, 0.15],
  [2.2, 0],
  [2.45, 0.1],
  [2.9, 1.4],
  [3.3, 5.4],
  [3.36, 6.1],
  [3.24, 6.25],
  [3.1, 6.1],
  [2.95, 4.6],
  [2.6, 1.5],
  [1.9, 0.7],
  [0, 0.6],
] as const;
const COFFEE = [
  [2.96, 4.55],
  [2.8, 4.5],
  [1, 4.49],
  [0, 4.49],
] as const;
const SAUCER = [
  [0, 0.1],
  [3.2, 0.1],
  [3.4, 0],
  [3.9, 0.1],
  [6.2, 1],
  [6.7, 1.35],
  [6.6, 1.55],
  [6.3, 1.45],
  [4, 0.65],
  [2.9, 0.45],
  [0, 0.45],
] as const;

const OATMEAL: Glaze = {
  colour: hex(0xe6ddcb),
  thin: hex(0xa77b50),
  pooled: hex(0xeee7d8),
  speckles: 1,
  speckleDensity: 1.25,
  roughness: 0.2,
  satin: 0.1,
  mottle: 0.2,
};

type Cup = { readonly position: Vec3; readonly turn: number; readonly seed: number; readonly full: boolean };

function espressoCup({ position, turn, seed, full }: Cup): SceneObject[] {
  const body = clay({ colour: hex(0xb08a63), grog: 0.8 });
  const foot = { height: 1.25, stray: 0.18, until: 6, clay: body };
  const cup = lathe(CUP, { segments: 160, step: 0.09, wobble: thrown(1.1, seed), warp: dentForThumb });
  const glazed = place(cup, glaze({ ...OATMEAL, rims: [[6, 0.42]], rings: 0.12, foot, sag: 0.9 }), position, [0, turn, 0]);
  return full ? [glazed, place(lathe(COFFEE, { segments: 80 }), coffee(3), position)] : [glazed];
}

function dentForThumb([x, y, z]: Vec3): Vec3 {
  const aside = Math.atan2(z, x) - 1.2;
  const depth = 0.32 * Math.exp(-(aside * aside) * 2.2 - ((y - 3.4) / 1.2) ** 2);
  const narrower = 1 - depth / 3;
  return [x * narrower, y, z * narrower];
}

function saucer(position: Vec3, seed: number): SceneObject {
  return place(lathe(SAUCER, { segments: 180, step: 0.09, wobble: thrown(1, seed) }), glaze({ ...OATMEAL, rims: [[6.3, 0.5]] }), position);
}

export function espressoCupsMain(): Scene {
  const objects = [
    floor(tableTop(OAK, 0.9)),
    wall(plaster(hex(0xcfc4b4)), -60),
    cloth(linen(hex(0xd9cdb8)), { width: 34, depth: 26, position: [2, 0, 1], turn: 18, seed: 3, folds: 0.5 }),
    saucer([-3.6, 0.5, 3], 1),
    ...espressoCup({ position: [-3.6, 0.95, 3], turn: 120, seed: 0, full: true }),
    ...espressoCup({ position: [6.2, 0.45, -4.2], turn: 160, seed: 4, full: false }),
  ];
  const camera = { position: [4, 31, 62], target: [0.2, 3.2, 0], fieldOfView: 22.2, aperture: 0.62, focus: [-3, 6, 6] } as const;
  return daylight(objects, camera, { left: -60, right: 60, bottom: -40, top: 50, leaves: 0.1 }, 13);
}

export const espressoCupsDetail = (): Scene =>
  studio([backdrop(hex(0xcabda9)), ...espressoCup({ position: [0, 0, 0], turn: 150, seed: 0, full: true })], {
    position: [-6, 26, 36],
    target: [0.3, 4.4, 0.3],
    fieldOfView: 13.5,
    aperture: 0.5,
    focus: [0, 5.6, 3],
  });

export function espressoCupsTable(): Scene {
  const objects = [
    floor(tableTop(WALNUT, 0.9, 9)),
    wall(plaster(hex(0xd2c6b4)), -34),
    ashBoard([-1, 0.96, 1], [-90, 58, 0], 9, 13),
    ...espressoCup({ position: [-6, 1.9, 0.5], turn: 120, seed: 0, full: true }),
    ...espressoCup({ position: [3.5, 1.9, 3.6], turn: 160, seed: 4, full: true }),
    cloth(linen(hex(0xc08d6a)), { width: 30, depth: 22, position: [16, 0, -12], turn: 30, seed: 7, folds: 0.9 }),
    tallCarafe([-9, 0, -19]),
    lemon([12.5, 2.7, -3], [80, 30, 20]),
  ];
  const camera = { position: [8, 36, 92], target: [-0.5, 8.6, -3], fieldOfView: 27, aperture: 0.74, focus: [-2, 6, 4] } as const;
  return daylight(objects, camera, { left: -60, right: 60, bottom: -40, top: 50, leaves: 0.1, seed: 6 });
}
