import type { Mesh } from '../geometry/mesh.ts';
import type { Material } from '../materials/surface.ts';
import { type Matrix3, rotation, type Vec3 } from '../vector.ts';

export type SceneObject = { readonly mesh: Mesh; readonly material: Material; readonly rotation: Matrix3; readonly position: Vec3 };

/** Puts a mesh into a scene. Degrees are about x, y and z; see `rotation` for their order. */
export function place(mesh: Mesh, material: Material, position: Vec3 = [0, 0, 0], degrees: Vec3 = [0, 0, 0]): SceneObject {
  return { mesh, material, rotation: rotation(degrees), position };
}

/** A rectangle that shines to one side. */
export type AreaLight = {
  readonly centre: Vec3;
  /** Half its width and half its height, as vectors. */
  readonly halfWidth: Vec3;
  readonly halfHeight: Vec3;
  readonly radiance: Vec3;
  /** How much light passes at a point from -1 to 1 each way: window bars. */
  readonly mask?: (a: number, b: number) => number;
};

export type Sun = {
  readonly direction: Vec3;
  /** Half the angle of its disc, in radians; the real one's is 0.005. */
  readonly angle: number;
  readonly radiance: Vec3;
  /** How much light passes at a point of the plane across its direction: a window, leaves. */
  readonly shade?: (x: number, y: number) => number;
};

export type Camera = {
  readonly position: Vec3;
  readonly target: Vec3;
  /** Vertical, in degrees. */
  readonly fieldOfView: number;
  /** Radius of the lens. */
  readonly aperture: number;
  /** A point that is sharp. */
  readonly focus: Vec3;
};

/** How the film is developed; see develop/. */
export type Grade = {
  /** In stops. */
  readonly exposure: number;
  /** Above 1, darker mid-tones. */
  readonly contrast: number;
  readonly saturation: number;
};

export type Scene = {
  readonly objects: readonly SceneObject[];
  readonly camera: Camera;
  readonly lights: readonly AreaLight[];
  readonly sun?: Sun;
  /** Light from where nothing stands. */
  readonly surroundings: (direction: Vec3) => Vec3;
  readonly grade: Grade;
};
