// AssemblyScript, compiled to kernel.wasm with 128-bit SIMD: the nearest triangle along a ray. The only hot loop that is not JavaScript.
//
//   asc kernel.as.ts -o kernel.wasm -O3 --runtime stub --importMemory --enable simd --noAssert
//
// Memory, in bytes:
//   0     the answer: distance, u, v
//   16    scratch for four entry distances
//   64    stack of (child, entry distance)
//   4096  nodes of 128: lowest x of four boxes, highest x, lowest y, highest y, lowest z, highest z, four children, 16 unused.
//         A child from 0 up is a node; below, ~(first triangle << 3 | count)
//   then  triangles of 48: corner, edge to the second corner, edge to the third, 12 unused
const SCRATCH: usize = 16, STACK: usize = 64;

// @ts-ignore
@inline function nonZero(d: f32): f32 { return Mathf.abs(d) < 1e-9 ? 1e-9 : d; }

/** Returns the triangle, or -1. With `any` set, the first one found nearer than `far` will do. */
export function trace(nodes: usize, triangles: usize, ox: f32, oy: f32, oz: f32, dx: f32, dy: f32, dz: f32, far: f32, any: i32): i32 {
  const vox = f32x4.splat(ox), voy = f32x4.splat(oy), voz = f32x4.splat(oz);
  const vix = f32x4.splat(1.0 / nonZero(dx)), viy = f32x4.splat(1.0 / nonZero(dy)), viz = f32x4.splat(1.0 / nonZero(dz));
  const zero = f32x4.splat(0);
  let best: i32 = -1, t: f32 = far, top: usize = STACK, current: i32 = 0;
  while (true) {
    if (current >= 0) {
      // Four boxes at once: the ray is inside where it has entered all three slabs and left none.
      const n = nodes + (<usize>current << 7);
      const x1 = f32x4.mul(f32x4.sub(v128.load(n), vox), vix), x2 = f32x4.mul(f32x4.sub(v128.load(n, 16), vox), vix);
      const y1 = f32x4.mul(f32x4.sub(v128.load(n, 32), voy), viy), y2 = f32x4.mul(f32x4.sub(v128.load(n, 48), voy), viy);
      const z1 = f32x4.mul(f32x4.sub(v128.load(n, 64), voz), viz), z2 = f32x4.mul(f32x4.sub(v128.load(n, 80), voz), viz);
      const enter = f32x4.pmax(f32x4.pmax(f32x4.pmin(x1, x2), f32x4.pmin(y1, y2)), f32x4.pmax(f32x4.pmin(z1, z2), zero));
      const leave = f32x4.pmin(f32x4.pmin(f32x4.pmax(x1, x2), f32x4.pmax(y1, y2)), f32x4.pmin(f32x4.pmax(z1, z2), f32x4.splat(t)));
      let hits = i32x4.bitmask(f32x4.le(enter, leave));
      if (hits != 0) {
        // Go on with the nearest, keep the others.
        v128.store(SCRATCH, enter);
        let i = ctz(hits);
        let nearChild = load<i32>(n + (i << 2), 96), nearEntry = load<f32>(SCRATCH + (i << 2));
        hits &= hits - 1;
        while (hits != 0) {
          i = ctz(hits); hits &= hits - 1;
          const child = load<i32>(n + (i << 2), 96), entry = load<f32>(SCRATCH + (i << 2));
          if (entry < nearEntry) { store<i32>(top, nearChild); store<f32>(top, nearEntry, 4); nearChild = child; nearEntry = entry; }
          else { store<i32>(top, child); store<f32>(top, entry, 4); }
          top += 8;
        }
        current = nearChild;
        continue;
      }
    } else {
      const leaf = ~current, first = leaf >> 3, end = first + (leaf & 7);
      for (let k = first; k < end; k++) { // Möller and Trumbore
        const p = triangles + <usize>k * 48;
        const e1x = load<f32>(p, 12), e1y = load<f32>(p, 16), e1z = load<f32>(p, 20);
        const e2x = load<f32>(p, 24), e2y = load<f32>(p, 28), e2z = load<f32>(p, 32);
        const px = dy * e2z - dz * e2y, py = dz * e2x - dx * e2z, pz = dx * e2y - dy * e2x;
        const det = e1x * px + e1y * py + e1z * pz;
        const inv: f32 = 1.0 / det;
        const sx = ox - load<f32>(p), sy = oy - load<f32>(p, 4), sz = oz - load<f32>(p, 8);
        const u = (sx * px + sy * py + sz * pz) * inv;
        if (!(u >= 0 && u <= 1)) continue;
        const qx = sy * e1z - sz * e1y, qy = sz * e1x - sx * e1z, qz = sx * e1y - sy * e1x;
        const v = (dx * qx + dy * qy + dz * qz) * inv;
        if (!(v >= 0 && u + v <= 1)) continue;
        const distance = (e2x * qx + e2y * qy + e2z * qz) * inv;
        if (distance > 1e-4 && distance < t) {
          if (any) return k;
          t = distance; best = k; store<f32>(0, distance); store<f32>(4, u); store<f32>(8, v);
        }
      }
    }
    // Take the next from the stack that is still nearer than what was hit.
    let found = false;
    while (top > STACK) {
      top -= 8;
      if (load<f32>(top, 4) < t) { current = load<i32>(top); found = true; break; }
    }
    if (!found) return best;
  }
  return best;
}
