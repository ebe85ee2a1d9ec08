import { lathe } from '../geometry/lathe.ts';
import { plaster } from '../materials/room.ts';
import { floured } from '../materials/still-life.ts';
import { hex } from '../materials/surface.ts';
import { BEECH, WALNUT, wood } from '../materials/wood.ts';
import type { Vec3 } from '../vector.ts';
import { daylight } from './lighting.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { floor, tableTop, wall } from './sets.ts';

const PROFILE = [
  [0, -21],
  [0.9, -20.9],
  [1.45, -20.4],
  [1.75, -18],
  [2.25, -11],
  [2.5, 0],
  [2.25, 11],
  [1.75, 18],
  [1.45, 20.4],
  [0.9, 20.9],
  [0, 21],
] as const;

function beechRollingPin(position: Vec3, degrees: Vec3): SceneObject {
  const beech = wood(BEECH, { grain: 'y', origin: [3, -5.2, 1], roughness: 0.48, gloss: 0.5 });
  return place(lathe(PROFILE, { segments: 140, step: 0.2 }), beech, position, degrees);
}

export function beechRollingPinMain(): Scene {
  const objects = [
    floor(floured(tableTop(WALNUT, 0.8, 7), 4, 4, 20)),
    wall(plaster(hex(0xb7a894)), -70),
    beechRollingPin([0, 2.5, 0], [0, 32, 90]),
  ];
  const camera = { position: [0, 58, 74], target: [0, 1.5, 0.5], fieldOfView: 27, aperture: 0.56, focus: [0, 4, 2] } as const;
  return daylight(objects, camera, { left: -60, right: 60, bottom: -60, top: 60, leaves: 0.06, seed: 8 }, 13);
}
