import { add, advance, cross, dot, normalize, scale, type Vec3 } from '../vector.ts';

/** A matt body under a clear coat: a diffuse lobe, and a glossy one (GGX). */
export type Finish = {
  readonly normal: Vec3;
  /** Towards the viewer. */
  readonly view: Vec3;
  /** Width of the glossy lobe. */
  readonly alpha: number;
  readonly gloss: number;
  /** The chance with which `sampleReflection` follows the glossy lobe. */
  readonly glossChance: number;
};

/** For one direction of light. The diffuse part is that of a white body; both hold the cosine. */
export type Reflection = { readonly diffuse: number; readonly glossy: number; readonly density: number };

const NOTHING: Reflection = { diffuse: 0, glossy: 0, density: 0 };

/** Schlick's approximation for a coat of refractive index 1.5. */
export const fresnel = (gloss: number, cosine: number): number => gloss * (0.04 + 0.96 * (1 - cosine) ** 5);

/** How much light from `light` leaves towards the viewer, and how likely `sampleReflection` is to choose it. */
export function reflect({ normal, view, alpha, gloss, glossChance }: Finish, light: Vec3): Reflection {
  const [nl, nv] = [dot(normal, light), dot(normal, view)];
  if (nl <= 0 || nv <= 0) return NOTHING;
  const half = normalize(add(view, light));
  const [nh, vh] = [dot(normal, half), dot(view, half)];
  const a2 = alpha * alpha;
  const q = nh * nh * (a2 - 1) + 1;
  const facets = a2 / (Math.PI * q * q);
  const [lambdaV, lambdaL] = [Math.sqrt(a2 + (1 - a2) * nv * nv), Math.sqrt(a2 + (1 - a2) * nl * nl)];
  const intoBody = (1 - fresnel(gloss, nv)) * (1 - fresnel(gloss, nl));
  return {
    glossy: ((fresnel(gloss, vh) * facets) / (2 * (nl * lambdaV + nv * lambdaL))) * nl,
    diffuse: ((intoBody * 1.04) / Math.PI) * nl,
    density: (glossChance * facets) / (2 * (nv + lambdaV)) + ((1 - glossChance) * nl) / Math.PI,
  };
}

/** Draws a direction that light may have come from, from three random numbers. */
export function sampleReflection(finish: Finish, lobe: number, u1: number, u2: number): Vec3 {
  const { normal, view } = finish;
  const [tangent, bitangent] = frameAround(normal);
  if (lobe >= finish.glossChance) {
    const [radius, angle] = [Math.sqrt(u1), 2 * Math.PI * u2];
    const flat = add(scale(tangent, radius * Math.cos(angle)), scale(bitangent, radius * Math.sin(angle)));
    return advance(flat, normal, Math.sqrt(1 - u1));
  }
  const facet = visibleFacet([dot(view, tangent), dot(view, bitangent), dot(normal, view)], finish.alpha, u1, u2);
  const half = add(add(scale(tangent, facet[0]), scale(bitangent, facet[1])), scale(normal, facet[2]));
  return advance(scale(view, -1), half, 2 * dot(view, half));
}

/** A facet of the coat as the viewer sees them (Heitz 2018), in the frame of the normal. */
function visibleFacet(view: Vec3, alpha: number, u1: number, u2: number): Vec3 {
  const stretched = normalize([alpha * view[0], alpha * view[1], view[2]]);
  const [x, y, z] = stretched;
  const flat = x * x + y * y;
  const first: Vec3 = flat > 0 ? [-y / Math.sqrt(flat), x / Math.sqrt(flat), 0] : [1, 0, 0];
  const second = cross(stretched, first);
  const [radius, angle] = [Math.sqrt(u1), 2 * Math.PI * u2];
  const a = radius * Math.cos(angle);
  const tilt = 0.5 * (1 + z);
  const b = (1 - tilt) * Math.sqrt(Math.max(0, 1 - a * a)) + tilt * radius * Math.sin(angle);
  const c = Math.sqrt(Math.max(0, 1 - a * a - b * b));
  const facet = advance(add(scale(first, a), scale(second, b)), stretched, c);
  return normalize([alpha * facet[0], alpha * facet[1], Math.max(0, facet[2])]);
}

/** Two directions at right angles to a normal and to each other. */
function frameAround(normal: Vec3): readonly [Vec3, Vec3] {
  const aside: Vec3 = Math.abs(normal[0]) > 0.7 ? [0, 1, 0] : [1, 0, 0];
  const tangent = normalize(cross(aside, normal));
  return [tangent, cross(normal, tangent)];
}
