import { cross, dot, normalize, scale, subtract, type Vec3 } from '../vector.ts';
import { addVertex, type Draft, draft, type Mesh, meshOf } from './mesh.ts';
import { curveThrough } from './spline.ts';

export type TubeOptions = {
  readonly segments?: number;
  readonly perSpan?: number;
  /** Which way the section's second radius points. */
  readonly up?: Vec3;
  /** 2 is round; more is squarer. */
  readonly squareness?: number;
};

/**
 * A tube along a curve through the points, closed at both ends.
 * @param radius at a part from 0 to 1 of the length: one number, or two for an oval.
 */
export function tube(
  points: readonly Vec3[],
  radius: (part: number) => number | readonly [number, number],
  options: TubeOptions = {},
): Mesh {
  const { segments = 40, perSpan = 14, up = [0, 0, 1], squareness = 2 } = options;
  const curve = curveThrough(points, { perSpan }).map(({ at }): Vec3 => [at[0]!, at[1]!, at[2]!]);
  const shape = draft();
  for (let i = 0; i < curve.length; i++) {
    const part = i / (curve.length - 1);
    const radii = radius(part);
    const [across, along] = typeof radii === 'number' ? [radii, radii] : radii;
    const tangent = normalize(subtract(curve[Math.min(curve.length - 1, i + 1)]!, curve[Math.max(0, i - 1)]!));
    const second = normalize(subtract(up, scale(tangent, dot(up, tangent))));
    const first = cross(second, tangent);
    for (let j = 0; j < segments; j++) {
      const [c, s] = sectionPoint((j / segments) * 2 * Math.PI, squareness);
      const at = (k: 0 | 1 | 2) => curve[i]![k] + first[k] * c * across + second[k] * s * along;
      addVertex(shape, [at(0), at(1), at(2)], part);
    }
  }
  for (let i = 0; i < curve.length - 1; i++) addBand(shape, i * segments, segments);
  addCap(shape, curve[0]!, 0, 0, segments);
  addCap(shape, curve[curve.length - 1]!, 1, (curve.length - 1) * segments, segments);
  return meshOf(shape);
}

function sectionPoint(angle: number, squareness: number): readonly [number, number] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  if (squareness === 2) return [c, s];
  const stretch = (Math.abs(c) ** squareness + Math.abs(s) ** squareness) ** (-1 / squareness);
  return [c * stretch, s * stretch];
}

function addBand(shape: Draft, first: number, segments: number): void {
  for (let j = 0; j < segments; j++) {
    const [a, b] = [first + j, first + ((j + 1) % segments)];
    shape.triangles.push(a, b, a + segments, b, b + segments, a + segments);
  }
}

function addCap(shape: Draft, centre: Vec3, part: 0 | 1, first: number, segments: number): void {
  const middle = shape.positions.length / 3;
  addVertex(shape, centre, part);
  for (let j = 0; j < segments; j++) {
    const [a, b] = [first + j, first + ((j + 1) % segments)];
    shape.triangles.push(...(part === 1 ? [a, b, middle] : [b, a, middle]));
  }
}
