import type { AreaLight, Scene, Sun } from '../scenes/scene.ts';
import { add, advance, cross, dot, length, normalize, scale, subtract, type Vec3 } from '../vector.ts';

/** Light that arrives at a point from one direction. */
export type Incoming = {
  readonly direction: Vec3;
  readonly distance: number;
  readonly radiance: Vec3;
  /** How likely the direction was, per solid angle; null for the sun, which no other ray finds. */
  readonly density: number | null;
};

export type Light = {
  /** Draws a direction from which this light reaches `point`; null if it is dark there. */
  sample(point: Vec3, u1: number, u2: number): Incoming | null;
  /** What a ray sees of it nearer than `limit`; null for nothing. */
  seenBy(origin: Vec3, direction: Vec3, limit: number): { readonly radiance: Vec3; readonly density: number } | null;
};

export function lightsOf({ lights, sun, camera }: Scene): Light[] {
  return [...lights.map((light) => areaLight(light, camera.target)), ...(sun ? [sunlight(sun)] : [])];
}

/** Its back is black: it shines towards `subject`. */
function areaLight({ centre, halfWidth, halfHeight, radiance, mask }: AreaLight, subject: Vec3): Light {
  const facing = normalize(cross(halfWidth, halfHeight));
  const normal = dot(facing, subtract(subject, centre)) < 0 ? scale(facing, -1) : facing;
  const area = 4 * length(cross(halfWidth, halfHeight));
  const [width2, height2] = [dot(halfWidth, halfWidth), dot(halfHeight, halfHeight)];
  const passing = (a: number, b: number) => (mask ? mask(a, b) : 1);
  return {
    sample(point, u1, u2) {
      const [a, b] = [u1 * 2 - 1, u2 * 2 - 1];
      const open = passing(a, b);
      if (open <= 0) return null;
      const way = subtract(add(centre, add(scale(halfWidth, a), scale(halfHeight, b))), point);
      const distance = length(way);
      const direction = scale(way, 1 / distance);
      const cosine = -dot(direction, normal);
      if (cosine <= 0) return null;
      return { direction, distance, radiance: scale(radiance, open), density: (distance * distance) / (cosine * area) };
    },
    seenBy(origin, direction, limit) {
      const towards = dot(direction, normal);
      if (towards >= 0) return null;
      const toCentre = subtract(centre, origin);
      const distance = dot(toCentre, normal) / towards;
      if (distance <= 0 || distance >= limit) return null;
      const onPlane = subtract(scale(direction, distance), toCentre);
      const [a, b] = [dot(onPlane, halfWidth) / width2, dot(onPlane, halfHeight) / height2];
      if (a < -1 || a > 1 || b < -1 || b > 1) return null;
      const open = passing(a, b);
      return open <= 0 ? null : { radiance: scale(radiance, open), density: (distance * distance) / (-towards * area) };
    },
  };
}

/** How far away its window stands. */
const WINDOW_DISTANCE = 120;

function sunlight(sun: Sun): Light {
  const middle = normalize(sun.direction);
  const across = normalize(cross(Math.abs(middle[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0], middle));
  const upward = cross(middle, across);
  return {
    sample(point, u1, u2) {
      const [radius, angle] = [sun.angle * Math.sqrt(u1), u2 * 2 * Math.PI];
      const [a, b] = [radius * Math.cos(angle), radius * Math.sin(angle)];
      const direction = normalize(advance(advance(middle, across, a), upward, b));
      const open = sun.shade ? sun.shade(dot(point, across) + a * WINDOW_DISTANCE, dot(point, upward) + b * WINDOW_DISTANCE) : 1;
      return open <= 0 ? null : { direction, distance: 1e3, radiance: scale(sun.radiance, open), density: null };
    },
    seenBy: () => null,
  };
}
