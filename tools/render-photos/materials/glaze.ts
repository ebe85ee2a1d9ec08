import { clamp, fractal, mix, noise, type SpotKind, smoothstep, spots, voronoi } from '../noise.ts';
import type { Vec3 } from '../vector.ts';
import { colourOf, finish, type Material, paint, type Surface, tint } from './surface.ts';

export type Glaze = {
  /** At its usual thickness, where it breaks thin over an edge, and where it pools. */
  readonly colour: Vec3;
  readonly thin: Vec3;
  readonly pooled: Vec3;
  /** Rims where it thins: how far along the profile, and over what length. */
  readonly rims?: readonly (readonly [along: number, width: number])[];
  /** The height at which it stops, and the bare clay below. */
  readonly foot?: GlazeEdge & { readonly clay: Material };
  /** A second glaze that ran down over the first. */
  readonly over?: OverGlaze;
  readonly roughness: number;
  /** How much duller it is in patches. */
  readonly satin?: number;
  readonly mottle: number;
  /** How far throwing rings thin and thicken it. */
  readonly rings?: number;
  readonly speckles?: number;
  /** Speckles per centimetre, against the usual. */
  readonly speckleDensity?: number;
  /** Cracks blackened in smoke. */
  readonly crackle?: number;
  /** How unevenly it flowed. */
  readonly sag?: number;
};

/** An uneven line around a pot. */
export type GlazeEdge = {
  readonly height: number;
  /** How far it strays. */
  readonly stray: number;
  /** Drips around the pot, against the usual. */
  readonly frequency?: number;
  readonly seed?: number;
  /** Only up to this far along the profile: the outside. */
  readonly until?: number;
};

type OverGlaze = {
  readonly height: number;
  readonly stray: number;
  readonly frequency: number;
  readonly seed: number;
  readonly softness: number;
  readonly colour: Vec3;
  readonly deep: Vec3;
  /** Where the two melt into each other. */
  readonly halo: Vec3;
  readonly streaks: number;
};

const IRON: Vec3 = [0.05, 0.03, 0.02];

export function glaze(recipe: Glaze): Material {
  return {
    hero: true,
    shade(surface) {
      const broad = fractal(surface.x * 0.45, surface.y * 0.3, surface.z * 0.45, 4);
      const fine = surface.coarse ? 0 : noise(surface.x * 5, surface.y * 4, surface.z * 5);
      paintThickness(surface, recipe, thicknessAt(surface, recipe, broad, fine));
      finish(surface, recipe.roughness + (recipe.satin ?? 0) * (0.5 + 0.5 * broad), 1);
      if (recipe.over) paintOverGlaze(surface, recipe.over, broad, fine);
      if (recipe.speckles && !surface.coarse) paintSpeckles(surface, recipe.speckles, recipe.speckleDensity ?? 1);
      if (recipe.crackle) paintCrackle(surface, recipe.crackle);
      if (recipe.foot) bareFoot(surface, recipe, recipe.foot, fine);
    },
    relief: (x, y, z, surface) => reliefOf(recipe, x, y, z, surface),
  };
}

/** 0.5 is the usual thickness. */
function thicknessAt({ x, y, z, along }: Surface, { mottle, rings, rims }: Glaze, broad: number, fine: number): number {
  let thickness = 0.5 + mottle * (1.6 * broad + 0.25 * fine);
  const angle = Math.atan2(z, x);
  if (rings) thickness += rings * noise(0.3 * Math.cos(angle), y * 3.2, 0.3 * Math.sin(angle));
  if (rims) {
    const fromRim = Math.min(...rims.map(([at, width]) => Math.abs(along - at) / width));
    thickness -= 1.1 * (1 - smoothstep(0.15, 1, fromRim + 0.35 * noise(x * 2.2, y * 2.2, z * 2.2)));
  }
  return thickness;
}

function paintThickness(surface: Surface, { colour, thin, pooled }: Glaze, thickness: number): void {
  paint(surface, colour);
  if (thickness > 0.5) tint(surface, pooled, clamp((thickness - 0.5) * 1.7));
  else tint(surface, thin, smoothstep(0, 0.55, 0.5 - thickness));
}

/** How far the edge of a glaze strays at an angle: a slow wave, and a few drips that ran. */
function drip(angle: number, frequency: number, seed: number): number {
  const [a, b] = [Math.cos(angle) * frequency, Math.sin(angle) * frequency];
  return 0.6 * noise(a, b, 5 + seed) + Math.max(0, noise(a * 3.1, b * 3.1, 9 + seed)) ** 1.3 * 1.6;
}

function paintOverGlaze(surface: Surface, over: OverGlaze, broad: number, fine: number): void {
  const { x, y, z } = surface;
  const angle = Math.atan2(z, x);
  const edge = over.height - over.stray * drip(angle, over.frequency, over.seed);
  const above = (y - edge) / over.softness + 0.3 * fine + 1.2 * broad;
  const depth = 0.5 + 0.9 * broad + 0.25 * fine;
  const { colour, deep } = over;
  tint(surface, [mix(colour[0], deep[0], depth), mix(colour[1], deep[1], depth), mix(colour[2], deep[2], depth)], smoothstep(-1, 1, above));
  tint(surface, over.halo, 0.75 * Math.exp(-above * above * 1.2));
  const streak = noise(Math.cos(angle) * 9, y * 0.35, Math.sin(angle) * 9);
  tint(surface, over.halo, over.streaks * smoothstep(0.05, 0.55, streak) * Math.exp(-Math.abs(above) * 0.35));
}

/** Iron that bled through, in three sizes. The largest are about a millimetre: smaller ones alone are not seen. */
function speckleKinds(amount: number): readonly [SpotKind, SpotKind, SpotKind] {
  return [
    { smallest: 0.07, largest: 0.24, share: 0.6 * amount, salt: 1 },
    { smallest: 0.12, largest: 0.32, share: 0.55 * amount, salt: 2 },
    { smallest: 0.14, largest: 0.36, share: 0.5 * amount, salt: 3 },
  ];
}

function paintSpeckles(surface: Surface, amount: number, density: number): void {
  const [x, y, z] = [surface.x * density, surface.y * density, surface.z * density];
  const [large, middle, small] = speckleKinds(amount);
  const [a, b, c] = [
    spots(x * 2, y * 2, z * 2, large),
    spots(x * 4.2 + 5, y * 4.2, z * 4.2, middle),
    spots(x * 8, y * 8 + 2, z * 8, small),
  ];
  tint(surface, IRON, clamp(0.92 * a + 0.7 * b + 0.4 * c));
  surface.roughness += 0.15 * a;
}

/** A net of wide cracks, and a finer net inside some of its meshes. */
function paintCrackle(surface: Surface, amount: number): void {
  const { x, y, z } = surface;
  const bend = 0.35 * noise(x, y, z);
  const wide = voronoi(x * 0.75 + bend, y * 0.75 + bend, z * 0.75).toBorder;
  const narrow = voronoi(x * 1.9 + bend, y * 1.9, z * 1.9 + bend).toBorder;
  const density = 0.5 + 0.5 * noise(x * 0.5, y * 0.5 + 4, z * 0.5);
  const wideCrack = (1 - smoothstep(0.012, 0.05, wide)) * (0.55 + 0.45 * density);
  const narrowCrack = (1 - smoothstep(0.006, 0.045, narrow)) * 0.75 * smoothstep(0.3, 0.7, density);
  tint(surface, [0.035, 0.028, 0.025], amount * Math.max(wideCrack, narrowCrack));
  tint(surface, [0.25, 0.2, 0.17], amount * 0.22 * (1 - smoothstep(0, 0.3, wide)));
}

const edgeHeight = (edge: GlazeEdge, angle: number): number =>
  edge.height + edge.stray * drip(angle, edge.frequency ?? 1.2, edge.seed ?? 0);
const isOutside = (edge: GlazeEdge, along: number): boolean => edge.until === undefined || along < edge.until;

function bareFoot(surface: Surface, { thin }: Glaze, foot: GlazeEdge & { readonly clay: Material }, fine: number): void {
  const below = (edgeHeight(foot, Math.atan2(surface.z, surface.x)) - surface.y) / 0.06;
  if (below <= -6 || !isOutside(foot, surface.along)) return;
  const bare = smoothstep(-1, 1, below + 0.4 * fine);
  if (below < 0 || bare < 1) tint(surface, thin, Math.exp(-below * below * 0.08) * 0.7);
  if (bare <= 0) return;
  const [glazed, roughness] = [colourOf(surface), surface.roughness];
  foot.clay.shade(surface);
  tint(surface, glazed, 1 - bare);
  finish(surface, mix(roughness, surface.roughness, bare), mix(1, surface.gloss, bare));
}

function reliefOf(recipe: Glaze, x: number, y: number, z: number, { along }: Surface): number {
  const { sag = 0.5, satin = 0, speckles = 0, speckleDensity = 1, foot } = recipe;
  let height = 0.01 * sag * noise(x * 1.3, y, z * 1.3) + 0.0022 * sag * noise(x * 4, y * 4, z * 4) + 0.0004 * noise(x * 22, y * 22, z * 22);
  if (satin > 0) height += 0.0012 * satin * noise(x * 14, y * 14, z * 14);
  if (speckles > 0) {
    const density = 2 * speckleDensity;
    height -= 0.004 * spots(x * density, y * density, z * density, speckleKinds(speckles)[0]);
  }
  if (foot && isOutside(foot, along)) {
    const edge = edgeHeight(foot, Math.atan2(z, x));
    height += 0.03 * smoothstep(-0.05, 0.12, y - edge);
    if (y < edge) height += 0.005 * noise(x * 8, y * 8, z * 8);
  }
  return height;
}
