import { expect, test } from 'vitest';
import { ball, grid } from '../geometry/grid.ts';
import { plain } from '../materials/still-life.ts';
import { random } from '../noise.ts';
import { place } from '../scenes/scene.ts';
import { cross, dot, normalize, subtract, type Vec3 } from '../vector.ts';
import { loadKernel } from './kernel.ts';
import { gatherWorld, sortWorld, type World } from './world.ts';

const grey = plain([0.5, 0.5, 0.5]);
const objects = [
  place(
    ball((x, y, z) => [x * 2, y * 3, z * 2], 20, 14),
    grey,
    [1, 2, 0],
    [20, 40, 0],
  ),
  place(
    grid(6, 6, (u, v) => [u * 12 - 6, 0, v * 12 - 6]),
    grey,
  ),
];
const { tree, sorted } = sortWorld(gatherWorld(objects));
const kernel = loadKernel(tree, sorted);

const rays = Array.from({ length: 400 }, (_, i): { origin: Vec3; direction: Vec3 } => {
  const origin: Vec3 = [random(i, 1) * 20 - 10, random(i, 2) * 12 + 0.5, random(i, 3) * 20 - 10];
  const target: Vec3 = [random(i, 4) * 10 - 5, random(i, 5) * 5, random(i, 6) * 10 - 5];
  return { origin, direction: normalize(subtract(target, origin)) };
});

test('the tree finds what asking every triangle finds', () => {
  let hits = 0;
  for (const { origin, direction } of rays) {
    const expected = nearestOfAll(sorted, origin, direction);
    const found = kernel.nearest(origin, direction) < 0 ? Infinity : kernel.distance();
    if (expected === Infinity) expect(found).toBe(Infinity);
    else expect(found).toBeCloseTo(expected, 3);
    if (found < Infinity) hits++;
  }
  expect(hits).toBeGreaterThan(100);
});

test('a ray is blocked only by what lies before the given distance', () => {
  const [from, down]: [Vec3, Vec3] = [
    [5, 4, 5],
    [0, -1, 0],
  ];
  expect(kernel.isBlocked(from, down, 3.9)).toBe(false);
  expect(kernel.isBlocked(from, down, 4.1)).toBe(true);
});

function nearestOfAll(world: World, origin: Vec3, direction: Vec3): number {
  const distances = Array.from({ length: world.owners.length }, (_, i) => distanceTo(world, i, origin, direction));
  return Math.min(Infinity, ...distances);
}

/** Meets the triangle's plane, then asks whether the point is on the inner side of all three edges. */
function distanceTo({ positions, vertices }: World, triangle: number, origin: Vec3, direction: Vec3): number {
  const corner = (k: number): Vec3 => {
    const at = vertices[triangle * 3 + k]! * 3;
    return [positions[at]!, positions[at + 1]!, positions[at + 2]!];
  };
  const [a, b, c] = [corner(0), corner(1), corner(2)];
  const normal = cross(subtract(b, a), subtract(c, a));
  const distance = dot(subtract(a, origin), normal) / dot(direction, normal);
  if (!(distance > 1e-4)) return Infinity;
  const point: Vec3 = [origin[0] + direction[0] * distance, origin[1] + direction[1] * distance, origin[2] + direction[2] * distance];
  const isInside = (p: Vec3, q: Vec3) => dot(cross(subtract(q, p), subtract(point, p)), normal) >= 0;
  return isInside(a, b) && isInside(b, c) && isInside(c, a) ? distance : Infinity;
}
