import { lathe } from '../geometry/lathe.ts';
import { clay } from '../materials/clay.ts';
import { glaze } from '../materials/glaze.ts';
import { hex } from '../materials/surface.ts';
import type { Vec3 } from '../vector.ts';
import { studio } from './lighting.ts';
import { thrown } from './pottery.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { backdrop } from './sets.ts';

const PROFILE = [
  [0, 0.3],
  [5, 0.3],
  [5.3, 0],
  [6, 0.05],
  [6.4, 0.9],
  [10.6, 4.4],
  [13.6, 10],
  [14.1, 14],
  [12.9, 19.2],
  [9, 23.8],
  [5.6, 25.5],
  [4.9, 26],
  [4.8, 26.6],
  [5.1, 27.3],
  [4.95, 27.55],
  [4.6, 27.4],
  [4.3, 26.4],
  [5, 24.6],
  [11, 19],
  [0, 14],
] as const;

function rakuMoonJar(): SceneObject {
  const crackled = glaze({
    colour: hex(0xe9e3d6),
    thin: hex(0xb9a58c),
    pooled: hex(0xf2eee4),
    rims: [[13, 1]],
    foot: { height: 3.4, stray: 1.7, frequency: 1, seed: 2, until: 12, clay: clay({ colour: hex(0x2b2724), grog: 0.6, roughness: 0.75 }) },
    roughness: 0.17,
    mottle: 0.3,
    crackle: 1,
    sag: 1.2,
  });
  return place(lathe(PROFILE, { segments: 240, step: 0.2, wobble: thrown(2.6, 12), warp: leaning }), crackled);
}

/** Two halves joined by hand: neither quite round nor quite upright. */
function leaning([x, y, z]: Vec3): Vec3 {
  const wider = x * (1 + 0.012 * Math.sin(y * 0.22));
  return [wider, y + 0.024 * wider * Math.min(1, y / 20), z];
}

export const rakuMoonJarMain = (): Scene =>
  studio(
    [backdrop(hex(0x8d8377), -45), rakuMoonJar()],
    { position: [0, 40, 128], target: [0, 12.6, 0], fieldOfView: 18.4, aperture: 0.74, focus: [0, 14, 13] },
    { key: 20, fill: 0.7, surroundings: 0.25 },
  );
