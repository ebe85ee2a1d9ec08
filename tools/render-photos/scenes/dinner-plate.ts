import { lathe } from '../geometry/lathe.ts';
import { glaze } from '../materials/glaze.ts';
import { plaster } from '../materials/room.ts';
import { hex } from '../materials/surface.ts';
import { ASH } from '../materials/wood.ts';
import { noise } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { daylight } from './lighting.ts';
import { thrown } from './pottery.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { floor, tableTop, wall } from './sets.ts';

const PROFILE = [
  [0, 0.35],
  [6.6, 0.35],
  [6.9, 0],
  [7.5, 0],
  [7.8, 0.4],
  [11.4, 1.15],
  [13.2, 2.3],
  [13.55, 2.75],
  [13.4, 2.95],
  [13.1, 2.8],
  [11.3, 1.75],
  [8, 0.95],
  [4, 0.78],
  [0, 0.75],
] as const;

function dinnerPlate(position: Vec3, degrees: Vec3, seed: number): SceneObject {
  const slate = glaze({
    colour: hex(0x6d7f80),
    thin: hex(0x8f6a48),
    pooled: hex(0x31454c),
    rims: [[7, 0.9]],
    speckles: 0.5,
    roughness: 0.16,
    mottle: 0.48,
    rings: 0.2,
    sag: 1,
  });
  const mesh = lathe(PROFILE, { segments: 260, step: 0.14, wobble: thrown(1.3, seed, 0.4), warp: (point) => warpedInKiln(point, seed) });
  return place(mesh, slate, position, degrees);
}

/** A plate lifts a little at its rim, and keeps the spiral of the finger. */
function warpedInKiln([x, y, z]: Vec3, seed: number): Vec3 {
  const radius = Math.hypot(x, z);
  return [x, y + (0.06 * noise(x * 0.12 + seed, 0, z * 0.12) * radius) / 6 + 0.012 * Math.sin(radius * 4.2), z];
}

export function dinnerPlateMain(): Scene {
  const objects = [
    floor(tableTop(ASH, 0.8, 4)),
    wall(plaster(hex(0xcdbfae)), -16),
    dinnerPlate([6, 13.6, -12.6], [79, 0, 0], 5),
    dinnerPlate([-6, 0, 6], [0, 0, 0], 1),
    dinnerPlate([-5.8, 1, 6.1], [0, 70, 0], 2),
    dinnerPlate([-6, 2, 5.9], [0, 140, 0], 3),
  ];
  const camera = { position: [2, 36, 100], target: [-0.5, 9, -2], fieldOfView: 25.5, aperture: 0.56, focus: [0, 8, 0] } as const;
  return daylight(objects, camera, { left: -60, right: 60, bottom: -40, top: 50, leaves: 0.08, seed: 5 });
}
