/** Lowest x, y, z, then highest x, y, z. */
export type Box = [number, number, number, number, number, number];

/** Triangles as boxes with centres, in the order in which the leaves of the tree will hold them. */
export type Boxes = { readonly corners: Float32Array; readonly centres: Float32Array; readonly order: Uint32Array };

export type TreeNode = Leaf | Branch;
export type Leaf = { readonly box: Box; readonly start: number; readonly end: number };
export type Branch = { readonly box: Box; readonly left: TreeNode; readonly right: TreeNode };

const TRIANGLES_PER_LEAF = 3;
const BINS = 16;

/**
 * Splits triangles into a tree of boxes, each time where the surface-area heuristic expects a ray to do the least work.
 * Reorders `order` so that each leaf is a run of it.
 */
export function buildTree(boxes: Boxes, start = 0, end = boxes.order.length): TreeNode {
  const box = emptyBox();
  const centres = emptyBox();
  for (let i = start; i < end; i++) {
    const triangle = boxes.order[i]!;
    grow(box, boxes, triangle);
    for (let axis = 0; axis < 3; axis++) {
      const centre = boxes.centres[triangle * 3 + axis]!;
      centres[axis] = Math.min(centres[axis]!, centre);
      centres[axis + 3] = Math.max(centres[axis + 3]!, centre);
    }
  }
  if (end - start <= TRIANGLES_PER_LEAF) return { box, start, end };
  const middle = partition(boxes, start, end, centres);
  return { box, left: buildTree(boxes, start, middle), right: buildTree(boxes, middle, end) };
}

/** Half the surface of a box. */
export function areaOf(box: Box): number {
  const [x, y, z] = [box[3] - box[0], box[4] - box[1], box[5] - box[2]];
  return x < 0 ? 0 : x * y + y * z + z * x;
}

/** Sorts the run from `start` to `end` into two halves and returns where the second begins. */
function partition(boxes: Boxes, start: number, end: number, centres: Box): number {
  const half = (start + end) >> 1;
  const axis = longestAxis(centres);
  const [from, width] = [centres[axis]!, centres[axis + 3]! - centres[axis]!];
  if (width <= 1e-7) return half;
  const binOf = (triangle: number) => Math.min(BINS - 1, (((boxes.centres[triangle * 3 + axis]! - from) / width) * BINS) | 0);
  const lastLeftBin = cheapestSplit(boxes, start, end, binOf);
  const { order } = boxes;
  let left = start;
  let right = end - 1;
  while (left <= right) {
    if (binOf(order[left]!) <= lastLeftBin) left++;
    else {
      const moved = order[left]!;
      order[left] = order[right]!;
      order[right--] = moved;
    }
  }
  return left > start && left < end ? left : half;
}

function longestAxis(box: Box): number {
  const size = (axis: number) => box[axis + 3]! - box[axis]!;
  let longest = 0;
  for (const axis of [1, 2]) if (size(axis) > size(longest)) longest = axis;
  return longest;
}

/** The bin after which to cut, so that (area × triangles) of both sides together is least. */
function cheapestSplit(boxes: Boxes, start: number, end: number, binOf: (triangle: number) => number): number {
  const bins = Array.from({ length: BINS }, () => ({ box: emptyBox(), count: 0 }));
  for (let i = start; i < end; i++) {
    const bin = bins[binOf(boxes.order[i]!)]!;
    bin.count++;
    grow(bin.box, boxes, boxes.order[i]!);
  }
  const fromRight = runningCosts(bins.toReversed()).toReversed();
  const fromLeft = runningCosts(bins);
  let [best, cheapest] = [0, Infinity];
  for (let bin = 0; bin < BINS - 1; bin++) {
    const [left, right] = [fromLeft[bin]!, fromRight[bin + 1]!];
    if (left.count === 0 || right.count === 0) continue;
    const cost = left.area * left.count + right.area * right.count;
    if (cost < cheapest) [best, cheapest] = [bin, cost];
  }
  return best;
}

function runningCosts(bins: readonly { box: Box; count: number }[]): { area: number; count: number }[] {
  const box = emptyBox();
  let count = 0;
  return bins.map((bin) => {
    for (let k = 0; k < 3; k++) {
      box[k] = Math.min(box[k]!, bin.box[k]!);
      box[k + 3] = Math.max(box[k + 3]!, bin.box[k + 3]!);
    }
    count += bin.count;
    return { area: areaOf(box), count };
  });
}

const emptyBox = (): Box => [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];

function grow(box: Box, { corners }: Boxes, triangle: number): void {
  for (let k = 0; k < 3; k++) {
    box[k] = Math.min(box[k]!, corners[triangle * 6 + k]!);
    box[k + 3] = Math.max(box[k + 3]!, corners[triangle * 6 + k + 3]!);
  }
}
