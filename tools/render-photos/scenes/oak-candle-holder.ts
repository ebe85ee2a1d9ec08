import { lathe } from '../geometry/lathe.ts';
import { tube } from '../geometry/tube.ts';
import { plain, wax } from '../materials/still-life.ts';
import { hex } from '../materials/surface.ts';
import { OAK, wood } from '../materials/wood.ts';
import { noise } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { studio } from './lighting.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { backdrop } from './sets.ts';

const CANDLE = 20;

const holderProfile = (h: number) =>
  [
    [0, 0],
    [4.4, 0],
    [4.75, 0.25],
    [4.7, 0.9],
    [4, 1.5],
    [2.2, 2],
    [1.3, 2.8],
    [1.05, 4],
    [1.1, h * 0.5],
    [1.5, h * 0.62],
    [1.75, h * 0.66],
    [1.5, h * 0.7],
    [1.1, h * 0.74],
    [1.2, h - 2.2],
    [1.9, h - 1.3],
    [2.2, h - 0.35],
    [2.1, h],
    [1.75, h + 0.02],
    [1.2, h - 0.15],
    [1.15, h - 1.5],
    [0, h - 1.6],
  ] as const;

const taperProfile = (h: number) =>
  [
    [1.12, h - 1.4],
    [1.1, h],
    [0.85, h + CANDLE * 0.6],
    [0.72, h + CANDLE - 0.6],
    [0.55, h + CANDLE - 0.15],
    [0.2, h + CANDLE + 0.05],
    [0, h + CANDLE + 0.05],
  ] as const;

function oakCandleHolder(height: number, position: Vec3, seed: number): SceneObject[] {
  const oak = wood(OAK, { grain: 'y', origin: [seed * 13, -1.6, 0.9 + seed * 0.4], roughness: 0.45, gloss: 0.6 });
  const dipped = (angle: number, y: number) => 0.012 * noise(Math.cos(angle), y * 0.4, Math.sin(angle));
  const tip = height + CANDLE;
  const wick: Vec3[] = [
    [0, tip - 0.2, 0],
    [0.02, tip + 0.6, 0],
    [0.25, tip + 1.1, 0.05],
  ];
  return [
    place(lathe(holderProfile(height), { segments: 160 }), oak, position, [0, seed * 50, 0]),
    place(lathe(taperProfile(height), { segments: 90, wobble: dipped }), wax, position),
    place(
      tube(wick, () => 0.09, { segments: 10 }),
      plain([0.03, 0.025, 0.02], 0.9, 0.2),
      position,
    ),
  ];
}

export function oakCandleHolderMain(): Scene {
  const objects = [
    backdrop(hex(0x9aa08e)),
    ...oakCandleHolder(14, [-6.2, 0, 2], 1),
    ...oakCandleHolder(20, [1.6, 0, -4], 2),
    ...oakCandleHolder(9, [8, 0, 3.2], 3),
  ];
  const camera = { position: [0, 27, 128], target: [0.4, 19.6, 0], fieldOfView: 20.4, aperture: 0.62, focus: [-5, 14, 2] } as const;
  return studio(objects, camera, { key: 15 });
}
