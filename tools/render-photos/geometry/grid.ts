import type { Vec3 } from '../vector.ts';
import { addCell, addVertex, draft, type Mesh, meshOf } from './mesh.ts';

/** A sheet of `columns` × `rows` cells; `at` gives the point for u and v from 0 to 1. */
export function grid(columns: number, rows: number, at: (u: number, v: number) => Vec3): Mesh {
  const shape = draft();
  for (let j = 0; j <= rows; j++) {
    for (let i = 0; i <= columns; i++) addVertex(shape, at(i / columns, j / rows));
  }
  const width = columns + 1;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const a = j * width + i;
      addCell(shape, a, a + 1, a + width, a + width + 1);
    }
  }
  return meshOf(shape);
}

/** A ball bent by `at`, which is given the points of the unit sphere. */
export function ball(at: (x: number, y: number, z: number) => Vec3, columns = 48, rows = 32): Mesh {
  return grid(columns, rows, (u, v) => {
    const [around, down] = [u * 2 * Math.PI, v * Math.PI];
    return at(Math.sin(down) * Math.cos(around), Math.cos(down), Math.sin(down) * Math.sin(around));
  });
}
