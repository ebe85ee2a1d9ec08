import type { Material, Surface } from '../materials/surface.ts';
import type { SceneObject } from '../scenes/scene.ts';
import { advance, cross, dot, normalize, scale, subtract, transform, transformBack, type Vec3 } from '../vector.ts';
import type { Ray } from './camera.ts';
import type { Kernel } from './kernel.ts';
import type { World } from './world.ts';

/** Where a ray met an object, shaded. */
export type Hit = {
  readonly point: Vec3;
  readonly distance: number;
  /** The triangle's own normal, on the ray's side. */
  readonly faceNormal: Vec3;
  /** Smoothed over the mesh, tilted by relief, and never turned away from the viewer. */
  readonly normal: Vec3;
  readonly hero: boolean;
};

export type HitReader = (triangle: number, ray: Ray, isFirst: boolean, surface: Surface) => Hit;

/** Reads the kernel's last answer and lets the material of what was hit fill in `surface`. */
export function hitReader(world: World, objects: readonly SceneObject[], kernel: Kernel): HitReader {
  return (triangle, ray, isFirst, surface) => {
    const [distance, u, v] = [kernel.distance(), kernel.u(), kernel.v()];
    const corners: Corners = [world.vertices[triangle * 3]!, world.vertices[triangle * 3 + 1]!, world.vertices[triangle * 3 + 2]!];
    const { material, rotation, position } = objects[world.owners[triangle]!]!;
    const faceNormal = facing(faceOf(world, corners), ray.direction);
    const point = advance(ray.origin, ray.direction, distance);
    const smooth = smoothNormal(world, corners, u, v, faceNormal);
    const local = transformBack(rotation, subtract(point, position));
    [surface.x, surface.y, surface.z] = local;
    surface.along = world.along[corners[0]]! * (1 - u - v) + world.along[corners[1]]! * u + world.along[corners[2]]! * v;
    surface.coarse = !isFirst;
    material.shade(surface);
    const tilted = isFirst ? transform(rotation, tiltByRelief(material, surface, transformBack(rotation, smooth))) : smooth;
    return { point, distance, faceNormal, normal: towardsViewer(tilted, ray.direction), hero: material.hero ?? false };
  };
}

type Corners = readonly [number, number, number];

const at = (list: Float32Array, vertex: number): Vec3 => [list[vertex * 3]!, list[vertex * 3 + 1]!, list[vertex * 3 + 2]!];

function faceOf({ positions }: World, [a, b, c]: Corners): Vec3 {
  const corner = at(positions, a);
  return normalize(cross(subtract(at(positions, b), corner), subtract(at(positions, c), corner)));
}

const facing = (normal: Vec3, direction: Vec3): Vec3 => (dot(normal, direction) > 0 ? scale(normal, -1) : normal);

function smoothNormal({ normals }: World, [a, b, c]: Corners, u: number, v: number, faceNormal: Vec3): Vec3 {
  const sum = advance(advance(scale(at(normals, a), 1 - u - v), at(normals, b), u), at(normals, c), v);
  const normal = normalize(sum);
  return dot(normal, faceNormal) < 0 ? scale(normal, -1) : normal;
}

function tiltByRelief(material: Material, surface: Surface, normal: Vec3): Vec3 {
  const { relief, reliefStep: step = 0.02 } = material;
  if (relief === undefined) return normal;
  const { x, y, z } = surface;
  const here = relief(x, y, z, surface);
  const slope: Vec3 = [
    (relief(x + step, y, z, surface) - here) / step,
    (relief(x, y + step, z, surface) - here) / step,
    (relief(x, y, z + step, surface) - here) / step,
  ];
  const alongSurface = advance(slope, normal, -dot(slope, normal));
  return normalize(subtract(normal, alongSurface));
}

/** A normal turned away from the viewer reflects from behind: turn it back until it just faces them. */
function towardsViewer(normal: Vec3, direction: Vec3): Vec3 {
  const LEAST = 0.02;
  const cosine = -dot(normal, direction);
  return cosine >= LEAST ? normal : normalize(advance(normal, direction, -(LEAST - cosine)));
}
