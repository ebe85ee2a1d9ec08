import type { SceneObject } from '../scenes/scene.ts';
import { transform, type Vec3 } from '../vector.ts';
import { type Boxes, buildTree } from './bounding-tree.ts';

/** All triangles of a scene in one list, where they stand. */
export type World = {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly along: Float32Array;
  /** Three vertices per triangle. */
  readonly vertices: Uint32Array;
  /** Which object a triangle belongs to. */
  readonly owners: Uint16Array;
};

export function gatherWorld(objects: readonly SceneObject[]): World {
  const vertexCount = objects.reduce((sum, { mesh }) => sum + mesh.along.length, 0);
  const cornerCount = objects.reduce((sum, { mesh }) => sum + mesh.triangles.length, 0);
  const world: World = {
    positions: new Float32Array(vertexCount * 3),
    normals: new Float32Array(vertexCount * 3),
    along: new Float32Array(vertexCount),
    vertices: new Uint32Array(cornerCount),
    owners: new Uint16Array(cornerCount / 3),
  };
  let [vertex, corner] = [0, 0];
  objects.forEach((object, owner) => {
    const { mesh } = object;
    const first = vertex;
    world.along.set(mesh.along, first);
    world.vertices.set(
      mesh.triangles.map((local) => local + first),
      corner,
    );
    world.owners.fill(owner, corner / 3, (corner + mesh.triangles.length) / 3);
    for (let i = 0; i < mesh.along.length; i++) placeVertex(world, object, i, first + i);
    vertex += mesh.along.length;
    corner += mesh.triangles.length;
  });
  return world;
}

function placeVertex(world: World, { mesh, rotation, position }: SceneObject, local: number, vertex: number): void {
  const [x, y, z] = transform(rotation, vectorAt(mesh.positions, local));
  world.positions.set([x + position[0], y + position[1], z + position[2]], vertex * 3);
  world.normals.set(transform(rotation, vectorAt(mesh.normals, local)), vertex * 3);
}

const vectorAt = (list: Float32Array, i: number): Vec3 => [list[i * 3]!, list[i * 3 + 1]!, list[i * 3 + 2]!];

/** The world's tree, and its triangles in the order of the tree's leaves. */
export function sortWorld(world: World): { tree: ReturnType<typeof buildTree>; sorted: World } {
  const boxes = boxesOf(world);
  const tree = buildTree(boxes);
  const sorted = { ...world, vertices: new Uint32Array(world.vertices.length), owners: new Uint16Array(world.owners.length) };
  boxes.order.forEach((triangle, i) => {
    sorted.owners[i] = world.owners[triangle]!;
    sorted.vertices.set(world.vertices.subarray(triangle * 3, triangle * 3 + 3), i * 3);
  });
  return { tree, sorted };
}

function boxesOf({ positions, vertices }: World): Boxes {
  const count = vertices.length / 3;
  const boxes = {
    corners: new Float32Array(count * 6),
    centres: new Float32Array(count * 3),
    order: Uint32Array.from({ length: count }, (_, i) => i),
  };
  for (let i = 0; i < count; i++) {
    for (let axis = 0; axis < 3; axis++) {
      const at = (corner: number) => positions[vertices[i * 3 + corner]! * 3 + axis]!;
      boxes.corners[i * 6 + axis] = Math.min(at(0), at(1), at(2));
      boxes.corners[i * 6 + axis + 3] = Math.max(at(0), at(1), at(2));
      boxes.centres[i * 3 + axis] = (boxes.corners[i * 6 + axis]! + boxes.corners[i * 6 + axis + 3]!) / 2;
    }
  }
  return boxes;
}
