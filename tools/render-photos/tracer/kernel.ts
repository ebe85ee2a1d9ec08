import { readFileSync } from 'node:fs';
import type { Vec3 } from '../vector.ts';
import { areaOf, type TreeNode } from './bounding-tree.ts';
import type { World } from './world.ts';

// The kernel's memory, in bytes; kernel.as.ts reads it so. Below NODES it keeps its answer and its stack.
const NODES = 4096;
const NODE_BYTES = 128;
const TRIANGLE_BYTES = 48;
const PAGE_BYTES = 65536;
const NO_CHILD = -1;

/** What lies along a ray. */
export type Kernel = {
  /** The nearest triangle, or -1; where on it is read by `distance`, `u` and `v` before the next call. */
  nearest(origin: Vec3, direction: Vec3): number;
  /** Whether anything lies nearer than `distance`. */
  isBlocked(origin: Vec3, direction: Vec3, distance: number): boolean;
  readonly distance: () => number;
  readonly u: () => number;
  readonly v: () => number;
};

const FAR = 1e4;

/** Lays the world out in WebAssembly memory, four boxes to a node, and loads the kernel that walks it. */
export function loadKernel(tree: TreeNode, world: World): Kernel {
  const nodes = widen(tree);
  const triangles = NODES + nodes.length * NODE_BYTES;
  const bytes = triangles + world.owners.length * TRIANGLE_BYTES + 64;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const floats = new Float32Array(memory.buffer);
  writeNodes(nodes, floats, new Int32Array(memory.buffer));
  writeTriangles(world, floats, triangles / 4);
  const trace = instantiate(memory);
  return {
    nearest: (o, d) => trace(NODES, triangles, o[0], o[1], o[2], d[0], d[1], d[2], FAR, 0),
    isBlocked: (o, d, distance) => trace(NODES, triangles, o[0], o[1], o[2], d[0], d[1], d[2], distance, 1) >= 0,
    distance: () => floats[0]!,
    u: () => floats[1]!,
    v: () => floats[2]!,
  };
}

type Trace = (
  nodes: number,
  triangles: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
  far: number,
  any: 0 | 1,
) => number;

function instantiate(memory: WebAssembly.Memory): Trace {
  const abort = () => {
    throw new Error('The ray kernel stopped: its memory is not laid out as it expects.');
  };
  const code = new WebAssembly.Module(readFileSync(new URL('../kernel.wasm', import.meta.url)));
  return new WebAssembly.Instance(code, { env: { memory, abort } }).exports.trace as Trace;
}

type WideNode = readonly { readonly node: TreeNode; readonly reference: number }[];

/** Turns the two-way tree into a four-way one: the largest branch among the children is opened until there are four. */
function widen(root: TreeNode): WideNode[] {
  const wide: WideNode[] = [];
  const add = (node: TreeNode): number => {
    const index = wide.push([]) - 1;
    const children: TreeNode[] = 'left' in node ? [node.left, node.right] : [node];
    while (children.length < 4 && openLargest(children));
    wide[index] = children.map((child) => ({ node: child, reference: 'left' in child ? add(child) : leafReference(child) }));
    return index;
  };
  add(root);
  return wide;
}

function openLargest(children: TreeNode[]): boolean {
  let [largest, area] = [-1, -1];
  children.forEach((child, i) => {
    if ('left' in child && areaOf(child.box) > area) [largest, area] = [i, areaOf(child.box)];
  });
  const branch = children[largest];
  if (branch === undefined || !('left' in branch)) return false;
  children.splice(largest, 1, branch.left, branch.right);
  return true;
}

/** Negative, so that the kernel can tell a leaf from a node: its first triangle and how many. */
const leafReference = ({ start, end }: { start: number; end: number }): number => ~((start << 3) | (end - start));

function writeNodes(nodes: readonly WideNode[], floats: Float32Array, integers: Int32Array): void {
  nodes.forEach((children, i) => {
    const at = (NODES + i * NODE_BYTES) / 4;
    for (let c = 0; c < 4; c++) {
      const child = children[c];
      for (let axis = 0; axis < 3; axis++) {
        floats[at + axis * 8 + c] = child?.node.box[axis] ?? 1e30;
        floats[at + axis * 8 + 4 + c] = child?.node.box[axis + 3] ?? 1e30;
      }
      integers[at + 24 + c] = child?.reference ?? NO_CHILD;
    }
  });
}

/** A corner and two edges per triangle. */
function writeTriangles({ positions, vertices, owners }: World, floats: Float32Array, start: number): void {
  for (let i = 0; i < owners.length; i++) {
    for (let axis = 0; axis < 3; axis++) {
      const at = (corner: number) => positions[vertices[i * 3 + corner]! * 3 + axis]!;
      const to = start + (i * TRIANGLE_BYTES) / 4 + axis;
      floats[to] = at(0);
      floats[to + 3] = at(1) - at(0);
      floats[to + 6] = at(2) - at(0);
    }
  }
}
