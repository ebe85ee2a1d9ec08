import { lathe, type Wobble } from '../geometry/lathe.ts';
import { tube } from '../geometry/tube.ts';
import { clay } from '../materials/clay.ts';
import { type Glaze, glaze } from '../materials/glaze.ts';
import { plain } from '../materials/still-life.ts';
import { hex } from '../materials/surface.ts';
import { mix } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { studio } from './lighting.ts';
import { thrown } from './pottery.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { backdrop } from './sets.ts';

const BODY = [
  [0, 0.2],
  [4.4, 0.2],
  [4.6, 0],
  [5.1, 0.05],
  [5.3, 0.5],
  [7.4, 2.8],
  [8.6, 6],
  [8.2, 9.2],
  [6.2, 11.6],
  [4.6, 12.5],
  [4.2, 12.9],
  [4, 12.9],
  [3.9, 12.4],
  [0, 11],
] as const;
const LID = [
  [4.25, 12.75],
  [4.45, 12.85],
  [4.5, 13.05],
  [4.2, 13.3],
  [2.4, 14.2],
  [1, 14.6],
  [0.75, 15],
  [0.9, 15.5],
  [1.25, 16],
  [1.1, 16.6],
  [0.5, 16.85],
  [0, 16.9],
] as const;
const SPOUT: readonly Vec3[] = [
  [6.2, 4.6, 0],
  [8.6, 5.6, 0],
  [11, 8.2, 0],
  [12.4, 11.4, 0],
  [13.6, 13.3, 0],
];
const SPOUT_OPENING: readonly Vec3[] = [
  [12.9, 12.3, 0],
  [13.64, 13.36, 0],
];
const HANDLE: readonly Vec3[] = [
  [-6.6, 10.4, 0],
  [-8.4, 11.6, 0],
  [-11.6, 12.1, 0],
  [-13.2, 9.6, 0],
  [-12.3, 6.4, 0],
  [-9.4, 4.2, 0],
  [-7.4, 4, 0],
];

const CELADON: Glaze = {
  colour: hex(0xa3b3a0),
  thin: hex(0xcdc6ac),
  pooled: hex(0x768f80),
  roughness: 0.13,
  mottle: 0.3,
  rings: 0.25,
  speckles: 0.12,
  sag: 1,
};

function celadonTeapot(position: Vec3, turn: number): SceneObject[] {
  const throwing = thrown(1, 6);
  const lidThrowing: Wobble = (angle, height, radius) => 0.4 * throwing(angle, height, radius);
  const foot = { height: 0.75, stray: 0.25, clay: clay({ colour: hex(0xb89a78) }) };
  const parts = [
    [lathe(BODY, { segments: 220, wobble: throwing }), glaze({ ...CELADON, rims: [[10.6, 0.7]], foot })],
    [
      lathe(LID, { segments: 160, wobble: lidThrowing }),
      glaze({
        ...CELADON,
        rims: [
          [2, 0.6],
          [8.5, 0.6],
        ],
      }),
    ],
    [tube(SPOUT, spoutRadius, { segments: 60, perSpan: 24 }), glaze({ ...CELADON, rims: [[1, 0.05]] })],
    [tube(SPOUT_OPENING, () => 0.62, { segments: 30 }), plain([0.02, 0.02, 0.015])],
    [tube(HANDLE, handleRadii, { segments: 40, perSpan: 20, squareness: 2.4 }), glaze({ ...CELADON, rims: [[-9, 1]] })],
  ] as const;
  return parts.map(([mesh, material]) => place(mesh, material, position, [0, turn, 0]));
}

function spoutRadius(part: number): number {
  const radius = mix(2.6, 0.95, part ** 0.55);
  return part > 0.985 ? radius * 0.8 : radius;
}

/** Wider where it was pressed onto the body. */
function handleRadii(part: number): readonly [number, number] {
  const flare = Math.abs(2 * part - 1) ** 6;
  return [0.62 + 0.55 * flare, 0.95 + 0.7 * flare];
}

export const celadonTeapotMain = (): Scene =>
  studio([backdrop(hex(0xcfc4b6)), ...celadonTeapot([-0.5, 0, 0], -14)], {
    position: [0, 34, 108],
    target: [0, 7.6, 0],
    fieldOfView: 18.6,
    aperture: 0.62,
    focus: [0, 9, 8],
  });
