import { grid } from '../geometry/grid.ts';
import { paper } from '../materials/room.ts';
import { darken, type Material } from '../materials/surface.ts';
import { type Cut, type Species, wood } from '../materials/wood.ts';
import { noise, random, smoothstep } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { place, type SceneObject } from './scene.ts';

/** A roll of paper that curves up behind the product. */
export function backdrop(colour: Vec3, back = -38): SceneObject {
  const RADIUS = 26;
  const FRONT = 150;
  const level = FRONT - back;
  const bend = (RADIUS * Math.PI) / 2;
  const mesh = grid(4, 90, (u, v) => {
    const x = (u - 0.5) * 400;
    const s = v * (level + bend + 130);
    if (s < level) return [x, 0, FRONT - s];
    if (s >= level + bend) return [x, RADIUS + s - level - bend, back - RADIUS];
    const angle = (s - level) / RADIUS;
    return [x, RADIUS - RADIUS * Math.cos(angle), back - RADIUS * Math.sin(angle)];
  });
  return place(mesh, paper(colour));
}

export const floor = (material: Material): SceneObject =>
  place(
    grid(2, 2, (u, v) => [(u - 0.5) * 500, 0, (v - 0.6) * 500]),
    material,
  );
export const wall = (material: Material, z: number): SceneObject =>
  place(
    grid(2, 2, (u, v) => [(u - 0.5) * 500, v * 250 - 5, z]),
    material,
  );

export type Cloth = {
  readonly width: number;
  readonly depth: number;
  readonly position: Vec3;
  readonly turn: number;
  readonly seed: number;
  readonly folds: number;
};

/** A cloth that lies flat but for a few soft folds; its hem is thicker. */
export function cloth(material: Material, { width, depth, position, turn, seed, folds }: Cloth): SceneObject {
  const mesh = grid(180, 180, (u, v) => {
    const [x, z] = [(u - 0.5) * width, (v - 0.5) * depth];
    const wave = noise(x * 0.1 + seed, z * 0.06, seed + 3) + 0.5 * noise(x * 0.22 + z * 0.1, z * 0.12 + seed, 8);
    const hem = Math.min(u, 1 - u, v, 1 - v) < 0.012 ? 0.06 : 0;
    const height = 0.12 + Math.max(0, wave) ** 1.4 * folds * 1.8 + hem;
    return [x + 0.8 * noise(z * 0.15, seed, 1), height, z + 0.8 * noise(x * 0.15, seed, 5)];
  });
  return place(mesh, material, position, [0, turn, 0]);
}

/** A table of planks, each from another place in the tree, with dark joints between. */
export function tableTop(species: Species, fineness: number, seed = 0): Material {
  const WIDTH = 15;
  const planks = Array.from({ length: 9 }, (_, i): Material => {
    const origin: Vec3 = [i * 37 + seed, -2.2 - 3 * random(i, seed), 1.5 + 5 * random(i, seed + 1)];
    const cut: Cut = { grain: 'x', origin, scale: fineness, hero: false };
    return wood(species, cut);
  });
  const plankAt = (z: number) => {
    const across = z / WIDTH + 40;
    const index = Math.floor(across);
    const part = across - index;
    return { plank: planks[index % planks.length]!, toJoint: Math.min(part, 1 - part) * WIDTH };
  };
  return {
    reliefStep: 0.015,
    shade(surface) {
      const { plank, toJoint } = plankAt(surface.z);
      plank.shade(surface);
      if (toJoint >= 0.12) return;
      darken(surface, 0.25 + 0.75 * smoothstep(0.02, 0.12, toJoint));
    },
    relief(x, y, z, surface) {
      const { plank, toJoint } = plankAt(z);
      return (plank.relief?.(x, y, z, surface) ?? 0) * 1.2 + 0.06 * smoothstep(0, 0.14, toJoint);
    },
  };
}
