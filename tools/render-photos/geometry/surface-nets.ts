import { advance, length, scale, type Vec3 } from '../vector.ts';
import { addVertex, draft, type Mesh } from './mesh.ts';

/** Distance to a surface, negative inside. */
export type Distance = (x: number, y: number, z: number) => number;

type Lattice = {
  readonly size: readonly [number, number, number];
  readonly values: Float32Array;
  index(x: number, y: number, z: number): number;
};

/**
 * The surface where `distance` is zero, inside the box from `low` to `high`. One vertex per cell that the surface
 * crosses, pulled onto the surface; quads between neighbouring cells.
 * @param cell edge length of a cell.
 */
export function surfaceOf(distance: Distance, low: Vec3, high: Vec3, cell: number): Mesh {
  const lattice = sampleLattice(distance, low, high, cell);
  const [nx, ny, nz] = lattice.size;
  const vertexOf = new Int32Array(nx * ny * nz).fill(-1);
  const shape = draft();
  const normals: number[] = [];
  for (let z = 0; z < nz - 1; z++) {
    for (let y = 0; y < ny - 1; y++) {
      for (let x = 0; x < nx - 1; x++) {
        const crossing = meanCrossing(lattice, x, y, z);
        if (crossing === null) continue;
        const guess: Vec3 = [low[0] + (x + crossing[0]) * cell, low[1] + (y + crossing[1]) * cell, low[2] + (z + crossing[2]) * cell];
        const { point, normal } = pullToSurface(distance, guess, cell);
        vertexOf[lattice.index(x, y, z)] = shape.positions.length / 3;
        addVertex(shape, point);
        normals.push(...normal);
      }
    }
  }
  const triangles = quadsBetween(lattice, vertexOf);
  return {
    positions: Float32Array.from(shape.positions),
    normals: Float32Array.from(normals),
    along: Float32Array.from(shape.along),
    triangles: Uint32Array.from(triangles),
  };
}

function sampleLattice(distance: Distance, low: Vec3, high: Vec3, cell: number): Lattice {
  const count = (k: 0 | 1 | 2) => Math.ceil((high[k] - low[k]) / cell) + 1;
  const [nx, ny, nz] = [count(0), count(1), count(2)];
  const index = (x: number, y: number, z: number) => (z * ny + y) * nx + x;
  const values = new Float32Array(nx * ny * nz);
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) values[index(x, y, z)] = distance(low[0] + x * cell, low[1] + y * cell, low[2] + z * cell);
    }
  }
  return { size: [nx, ny, nz], values, index };
}

/** The mean of where the surface crosses the cell's twelve edges, in parts of the cell; null if it crosses none. */
function meanCrossing({ values, index }: Lattice, x: number, y: number, z: number): Vec3 | null {
  const corner = (k: number) => values[index(x + (k & 1), y + ((k >> 1) & 1), z + (k >> 2))]!;
  let [sumX, sumY, sumZ, crossings] = [0, 0, 0, 0];
  for (let from = 0; from < 8; from++) {
    for (const axis of [1, 2, 4]) {
      if (from & axis) continue;
      const [a, b] = [corner(from), corner(from | axis)];
      if (a < 0 === b < 0) continue;
      const part = a / (a - b);
      sumX += (from & 1) + (axis === 1 ? part : 0);
      sumY += ((from >> 1) & 1) + (axis === 2 ? part : 0);
      sumZ += (from >> 2) + (axis === 4 ? part : 0);
      crossings++;
    }
  }
  return crossings === 0 ? null : [sumX / crossings, sumY / crossings, sumZ / crossings];
}

/** Two Newton steps along the gradient, then the normal there. */
function pullToSurface(distance: Distance, guess: Vec3, cell: number): { point: Vec3; normal: Vec3 } {
  const reach = cell * 0.3;
  let point = guess;
  for (let step = 0; ; step++) {
    const [x, y, z] = point;
    const slope: Vec3 = [
      distance(x + reach, y, z) - distance(x - reach, y, z),
      distance(x, y + reach, z) - distance(x, y - reach, z),
      distance(x, y, z + reach) - distance(x, y, z - reach),
    ];
    const steepness = length(slope) || 1;
    const normal = scale(slope, 1 / steepness);
    if (step === 2) return { point, normal };
    const offset = distance(x, y, z) / (steepness / (2 * reach));
    point = advance(point, normal, -Math.max(-cell, Math.min(cell, offset)));
  }
}

/** Where a lattice edge crosses the surface, the four cells around that edge are joined by a quad. */
function quadsBetween({ size: [nx, ny, nz], values, index }: Lattice, vertexOf: Int32Array): number[] {
  const triangles: number[] = [];
  const addQuad = (a: number, b: number, c: number, d: number, outward: boolean) => {
    if (a < 0 || b < 0 || c < 0 || d < 0) return;
    triangles.push(...(outward ? [a, b, c, a, c, d] : [a, c, b, a, d, c]));
  };
  const at = (x: number, y: number, z: number) => vertexOf[index(x, y, z)]!;
  for (let z = 1; z < nz - 1; z++) {
    for (let y = 1; y < ny - 1; y++) {
      for (let x = 1; x < nx - 1; x++) {
        const inside = values[index(x, y, z)]! < 0;
        const crosses = (dx: number, dy: number, dz: number) => inside !== values[index(x + dx, y + dy, z + dz)]! < 0;
        if (crosses(1, 0, 0)) addQuad(at(x, y - 1, z - 1), at(x, y, z - 1), at(x, y, z), at(x, y - 1, z), inside);
        if (crosses(0, 1, 0)) addQuad(at(x - 1, y, z - 1), at(x - 1, y, z), at(x, y, z), at(x, y, z - 1), inside);
        if (crosses(0, 0, 1)) addQuad(at(x - 1, y - 1, z), at(x, y - 1, z), at(x, y, z), at(x - 1, y, z), inside);
      }
    }
  }
  return triangles;
}
