import type { Vec3 } from '../vector.ts';

/** Triangles with smooth normals. `along` says, per vertex, how far along its profile it lies; materials use it. */
export type Mesh = {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly along: Float32Array;
  readonly triangles: Uint32Array;
};

/** A mesh under construction. */
export type Draft = { readonly positions: number[]; readonly along: number[]; readonly triangles: number[] };

export const draft = (): Draft => ({ positions: [], along: [], triangles: [] });

export function addVertex(to: Draft, position: Vec3, along = 0): void {
  to.positions.push(position[0], position[1], position[2]);
  to.along.push(along);
}

/** Two triangles over the corners of a cell: `a` and `b` on this row, `c` and `d` on the next. */
export function addCell(to: Draft, a: number, b: number, c: number, d: number): void {
  to.triangles.push(a, c, b, b, c, d);
}

/** Finishes a draft: each vertex's normal is the sum of its triangles', weighted by their area. */
export function meshOf({ positions, along, triangles }: Draft): Mesh {
  const normals = new Float32Array(positions.length);
  for (let i = 0; i < triangles.length; i += 3) addTriangleNormal(normals, positions, triangles, i);
  for (let i = 0; i < normals.length; i += 3) {
    const size = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!) || 1;
    for (let k = i; k < i + 3; k++) normals[k]! /= size;
  }
  return { positions: Float32Array.from(positions), normals, along: Float32Array.from(along), triangles: Uint32Array.from(triangles) };
}

function addTriangleNormal(normals: Float32Array, p: readonly number[], triangles: readonly number[], i: number): void {
  const [a, b, c] = [triangles[i]! * 3, triangles[i + 1]! * 3, triangles[i + 2]! * 3];
  const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
  const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
  for (const vertex of [a, b, c]) {
    normals[vertex]! += uy * vz - uz * vy;
    normals[vertex + 1]! += uz * vx - ux * vz;
    normals[vertex + 2]! += ux * vy - uy * vx;
  }
}
