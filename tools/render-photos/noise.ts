// Deterministic noise. Everything irregular in the pictures comes from here, so the same scene is the same picture.

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
export const clamp = (x: number, low = 0, high = 1): number => Math.min(high, Math.max(low, x));

export function smoothstep(from: number, to: number, x: number): number {
  const t = clamp((x - from) / (to - from));
  return t * t * (3 - 2 * t);
}

/** Mixes three integers into 32 even bits. */
export function hash3(x: number, y: number, z: number): number {
  let h = Math.imul(x | 0, 374761393) ^ Math.imul(y | 0, 668265263) ^ Math.imul(z | 0, 1274126177);
  h = Math.imul(h ^ (h >>> 13), 1103515245);
  h = Math.imul(h ^ (h >>> 16), 2246822519 | 0);
  return (h ^ (h >>> 15)) >>> 0;
}

/** A number from 0 to 1 that belongs to the given integers. */
export const random = (x: number, y = 0, z = 0): number => hash3(x, y, z) / 4294967296;

const PERMUTATION = permutation();
// The twelve edges of a cube, four of them twice, as Perlin laid them out.
const GRADIENTS = new Float64Array([
  1, 1, 0, -1, 1, 0, 1, -1, 0, -1, -1, 0, 1, 0, 1, -1, 0, 1, 1, 0, -1, -1, 0, -1, 0, 1, 1, 0, -1, 1, 0, 1, -1, 0, -1, -1, 1, 1, 0, 0, -1, 1,
  -1, 1, 0, 0, -1, -1,
]);

function permutation(): Uint8Array {
  const order = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 255; i > 0; i--) {
    const j = hash3(i, 17, 3) % (i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return Uint8Array.from({ length: 512 }, (_, i) => order[i & 255]!);
}

function gradient(hash: number, x: number, y: number, z: number): number {
  const i = (hash & 15) * 3;
  return GRADIENTS[i]! * x + GRADIENTS[i + 1]! * y + GRADIENTS[i + 2]! * z;
}

const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);

/** Perlin noise, about -1 to 1, one feature per unit. */
export function noise(px: number, py: number, pz: number): number {
  const [cellX, cellY, cellZ] = [Math.floor(px), Math.floor(py), Math.floor(pz)];
  const [x, y, z] = [px - cellX, py - cellY, pz - cellZ];
  const [u, v, w] = [fade(x), fade(y), fade(z)];
  const P = PERMUTATION;
  const a = P[cellX & 255]! + (cellY & 255);
  const b = P[(cellX & 255) + 1]! + (cellY & 255);
  const aa = P[a]! + (cellZ & 255);
  const ab = P[a + 1]! + (cellZ & 255);
  const ba = P[b]! + (cellZ & 255);
  const bb = P[b + 1]! + (cellZ & 255);
  const near = mix(
    mix(gradient(P[aa]!, x, y, z), gradient(P[ba]!, x - 1, y, z), u),
    mix(gradient(P[ab]!, x, y - 1, z), gradient(P[bb]!, x - 1, y - 1, z), u),
    v,
  );
  const far = mix(
    mix(gradient(P[aa + 1]!, x, y, z - 1), gradient(P[ba + 1]!, x - 1, y, z - 1), u),
    mix(gradient(P[ab + 1]!, x, y - 1, z - 1), gradient(P[bb + 1]!, x - 1, y - 1, z - 1), u),
    v,
  );
  return mix(near, far, w);
}

/** Noise on noise: each octave half as strong and twice as fine. */
export function fractal(x: number, y: number, z: number, octaves = 4): number {
  let sum = 0;
  let strength = 0.5;
  for (let i = 0; i < octaves; i++) {
    sum += strength * noise(x, y, z);
    x = x * 2.03 + 7.1;
    y = y * 2.03 + 3.7;
    z = z * 2.03 + 1.3;
    strength *= 0.5;
  }
  return sum;
}

export type SpotKind = {
  readonly smallest: number;
  readonly largest: number;
  /** Which share of the cells holds a spot. */
  readonly share: number;
  readonly salt: number;
};

/** 0 beside spots, 1 inside one. Each unit cell holds one ball at most, wholly inside it, so no neighbour is looked at. */
export function spots(x: number, y: number, z: number, { smallest, largest, share, salt }: SpotKind): number {
  const [cellX, cellY, cellZ] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const hash = hash3(cellX + salt * 131, cellY, cellZ);
  if ((hash & 1023) / 1024 > share) return 0;
  const size = ((hash >>> 10) & 1023) / 1023;
  const radius = smallest + (largest - smallest) * size * size * size;
  const place = hash3(cellX, cellY + salt * 57, cellZ + 911);
  const room = 1 - 2 * radius;
  const dx = x - (cellX + radius + (room * (place & 1023)) / 1023);
  const dy = y - (cellY + radius + (room * ((place >>> 10) & 1023)) / 1023);
  const dz = z - (cellZ + radius + (room * ((place >>> 20) & 1023)) / 1023);
  return 1 - smoothstep(radius * 0.55, radius, Math.sqrt(dx ** 2 + dy ** 2 + dz ** 2));
}

export type VoronoiCell = {
  /** How much farther the second-nearest centre is than the nearest: 0 on the border between two cells. */
  readonly toBorder: number;
  /** The cell's own hash. */
  readonly id: number;
};

/** The irregular cell that a point lies in, one centre per unit cube. */
export function voronoi(x: number, y: number, z: number): VoronoiCell {
  const [cellX, cellY, cellZ] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  let nearest = 9;
  let second = 9;
  let id = 0;
  for (let k = -1; k < 2; k++) {
    for (let j = -1; j < 2; j++) {
      for (let i = -1; i < 2; i++) {
        const hash = hash3(cellX + i, cellY + j, cellZ + k);
        const dx = cellX + i + (hash & 1023) / 1023 - x;
        const dy = cellY + j + ((hash >>> 10) & 1023) / 1023 - y;
        const dz = cellZ + k + ((hash >>> 20) & 1023) / 1023 - z;
        const distance = dx * dx + dy * dy + dz * dz;
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
          id = hash;
        } else if (distance < second) second = distance;
      }
    }
  }
  return { toBorder: Math.sqrt(second) - Math.sqrt(nearest), id };
}
