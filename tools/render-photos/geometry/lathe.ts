import type { Vec3 } from '../vector.ts';
import { addCell, addVertex, draft, type Mesh, meshOf } from './mesh.ts';
import { curveThrough } from './spline.ts';

/** How far a hand-thrown wall is off the true circle, in centimetres, at an angle, a height and a radius. */
export type Wobble = (angle: number, height: number, radius: number) => number;

export type LatheOptions = {
  readonly segments?: number;
  /** Distance between samples of the profile. */
  readonly step?: number;
  readonly wobble?: Wobble;
  /** Bends the turned shape: a dent, a lip. */
  readonly warp?: (point: Vec3) => Vec3;
};

/**
 * Turns a profile about the y axis.
 * @param profile pairs of radius and height, from the bottom's centre outside, up, over the lip and down inside.
 */
export function lathe(profile: readonly (readonly [number, number])[], options: LatheOptions = {}): Mesh {
  const { segments = 180, step = 0.12, wobble, warp } = options;
  const rings = curveThrough(profile, { step });
  const shape = draft();
  for (const { at, along } of rings) {
    const [radius, height] = [at[0]!, at[1]!];
    for (let j = 0; j < segments; j++) {
      const angle = (j / segments) * Math.PI * 2;
      const r = Math.max(1e-4, radius + (wobble && radius > 0.02 ? wobble(angle, height, radius) : 0));
      const point: Vec3 = [Math.cos(angle) * r, height, Math.sin(angle) * r];
      addVertex(shape, warp ? warp(point) : point, along);
    }
  }
  for (let i = 0; i < rings.length - 1; i++) {
    for (let j = 0; j < segments; j++) {
      const next = (j + 1) % segments;
      addCell(shape, i * segments + j, i * segments + next, (i + 1) * segments + j, (i + 1) * segments + next);
    }
  }
  const mesh = meshOf(shape);
  for (const ring of [0, rings.length - 1]) if (rings[ring]!.at[0]! < 0.01) smoothPole(mesh, ring * segments, segments);
  return mesh;
}

/** Where the profile meets the axis the triangles are slivers, and their normals nonsense: let the pole face straight. */
function smoothPole(mesh: Mesh, first: number, segments: number): void {
  const ring = mesh.normals.subarray(first * 3, (first + segments) * 3);
  let upward = 0;
  for (let i = 1; i < ring.length; i += 3) upward += ring[i]!;
  const facing = Math.sign(upward) || 1;
  for (let i = 0; i < ring.length; i += 3) ring.set([0, facing, 0], i);
}
