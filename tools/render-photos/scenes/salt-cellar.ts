import { grid } from '../geometry/grid.ts';
import { lathe } from '../geometry/lathe.ts';
import { surfaceOf } from '../geometry/surface-nets.ts';
import { clay } from '../materials/clay.ts';
import { glaze } from '../materials/glaze.ts';
import { plaster, terrazzo } from '../materials/room.ts';
import { salt } from '../materials/still-life.ts';
import { hex } from '../materials/surface.ts';
import { OAK, wood } from '../materials/wood.ts';
import { noise, random } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { studio } from './lighting.ts';
import { thrown } from './pottery.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { floor, wall } from './sets.ts';

const JAR = [
  [0, 0.2],
  [4, 0.2],
  [4.2, 0],
  [4.7, 0.1],
  [5.2, 1.2],
  [5.5, 4],
  [5.35, 6.6],
  [5.2, 7.2],
  [5, 7.3],
  [4.85, 7],
  [4.95, 4],
  [4.5, 1.5],
  [0, 1],
] as const;
const LID = [
  [0, -0.5],
  [4.5, -0.5],
  [4.6, -0.4],
  [4.6, 0],
  [5.45, 0],
  [5.6, 0.2],
  [5.5, 0.8],
  [5.2, 1],
  [2, 1.25],
  [0.85, 1.35],
  [0.7, 1.8],
  [1.15, 2.5],
  [1, 3.1],
  [0.4, 3.35],
  [0, 3.35],
] as const;

const GLAZE = glaze({
  colour: hex(0xd9cdb8),
  thin: hex(0x9a6a42),
  pooled: hex(0xe9e2d2),
  rims: [[7, 0.6]],
  foot: { height: 2.4, stray: 0.5, frequency: 1.3, until: 7.5, clay: clay({ colour: hex(0x8f5f41), grog: 0.8 }) },
  speckles: 0.8,
  roughness: 0.2,
  satin: 0.1,
  mottle: 0.25,
  rings: 0.2,
});

function saltCellar(): SceneObject[] {
  const oak = wood(OAK, { grain: 'x', origin: [4, -2.6, 1], roughness: 0.45 });
  return [
    place(lathe(JAR, { segments: 190, step: 0.1, wobble: thrown(1.1, 2) }), GLAZE),
    place(grid(120, 60, heapOfSalt), salt),
    ...flakes(70, flakeInJar),
    ...flakes(40, flakeOnTable, 70),
    place(lathe(LID, { segments: 180 }), oak, [7.6, 4.55, 2.2], [0, -20, -68]),
  ];
}

const heapHeight = (x: number, z: number): number => 0.9 * Math.exp(-((x + 0.6) ** 2 + z * z) / 6);

function heapOfSalt(u: number, v: number): Vec3 {
  const [angle, radius] = [u * 2 * Math.PI, v * 4.97];
  const [x, z] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
  return [x, 5.3 + heapHeight(x, z) + 0.16 * noise(x * 3, 0, z * 3) + 0.1 * noise(x * 7, 1, z * 7), z];
}

type Lie = { readonly position: Vec3; readonly degrees: Vec3 };

function flakes(count: number, lie: (i: number) => Lie, first = 0): SceneObject[] {
  const mesh = surfaceOf(flakeDistance, [-1.16, -1.05, -1.13], [1.16, 1.05, 1.13], 0.25);
  return Array.from({ length: count }, (_, i) => {
    const { position, degrees } = lie(first + i);
    return place(mesh, salt, position, degrees);
  });
}

/** A thin box with rounded edges, 3.2 by 2.6 mm. */
function flakeDistance(x: number, y: number, z: number): number {
  const RADIUS = 0.03;
  const [a, b, c] = [Math.abs(x) - 0.16 + RADIUS, Math.abs(y) - 0.05 + RADIUS, Math.abs(z) - 0.13 + RADIUS];
  return Math.hypot(Math.max(a, 0), Math.max(b, 0), Math.max(c, 0)) + Math.min(Math.max(a, b, c), 0) - RADIUS;
}

function flakeInJar(i: number): Lie {
  const [angle, radius] = [random(i, 1) * 6.28, 4.6 * Math.sqrt(random(i, 2))];
  const [x, z] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
  return { position: [x, 5.45 + heapHeight(x, z), z], degrees: [360 * random(i, 6), 360 * random(i, 7), 60 * random(i, 8)] };
}

function flakeOnTable(i: number): Lie {
  return {
    position: [3 + 10 * random(i, 4), 0.06, 6 + 5 * random(i, 5)],
    degrees: [8 * random(i, 6), 360 * random(i, 7), 8 * random(i, 8)],
  };
}

export function saltCellarMain(): Scene {
  const chips = [hex(0xb98a6b), hex(0x8f9a92), hex(0x5d5a57), hex(0xe9e4da), hex(0xc9b8a0)];
  const objects = [floor(terrazzo(hex(0xddd6ca), chips)), wall(plaster(hex(0xcabfb0)), -50), ...saltCellar()];
  return studio(objects, { position: [2, 34, 76], target: [2.8, 3.6, 0], fieldOfView: 19.4, aperture: 0.56, focus: [0, 6, 5] });
}
