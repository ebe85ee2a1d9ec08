import type { Surface } from '../materials/surface.ts';
import type { Scene } from '../scenes/scene.ts';
import { advance, dot, scale, type Vec3 } from '../vector.ts';
import { type Ray, thinLens } from './camera.ts';
import { ALBEDO, DEPTH, DIFFUSE, GLOSSY, HERO, NORMAL } from './film.ts';
import { type Hit, hitReader } from './hit.ts';
import { loadKernel } from './kernel.ts';
import { type Incoming, lightsOf } from './lights.ts';
import { type Finish, fresnel, reflect, sampleReflection } from './reflection.ts';
import { createSampler, DIMENSION } from './sampler.ts';
import { gatherWorld, sortWorld } from './world.ts';

const BOUNCES = 4;
const SKY_DEPTH = 1e3;
/** How far a new ray starts above the surface it leaves. */
const LIFT = 0.003;
// Rare bright paths would show as white dots; each kind of light is cut off at what it may add.
const BRIGHTEST = { reflectedLight: 40, laterReflectedLight: 6, laterDirectLight: 8, glossyDirect: 30, glossyShare: 20 };

/** A path of light, walked backwards from the camera. */
type Path = {
  ray: Ray;
  /** What the surfaces since the first have left of each colour. */
  throughput: Vec3;
  /** How the first hit divides what reaches it into diffuse and glossy. */
  diffuseShare: number;
  glossyShare: number;
  /** How likely the last direction was. */
  density: number;
};

/** Traces sample `index` of a pixel of a square picture into `pixel`, which holds `CHANNELS` numbers. */
export type PathTracer = (x: number, y: number, size: number, index: number, pixel: Float64Array) => void;

export function pathTracer(scene: Scene): { trace: PathTracer; triangles: number } {
  const { tree, sorted } = sortWorld(gatherWorld(scene.objects));
  const kernel = loadKernel(tree, sorted);
  const readHit = hitReader(sorted, scene.objects, kernel);
  const lights = lightsOf(scene);
  const drawRay = thinLens(scene.camera);
  const sampler = createSampler();
  const surface: Surface = { x: 0, y: 0, z: 0, along: 0, coarse: false, red: 0, green: 0, blue: 0, roughness: 0.5, gloss: 1 };

  function trace(x: number, y: number, size: number, index: number, pixel: Float64Array): void {
    sampler.startSample(x, y, index);
    pixel.fill(0);
    const path: Path = { ray: drawRay(x, y, size, sampler), throughput: [1, 1, 1], diffuseShare: 0, glossyShare: 1, density: -1 };
    for (let bounce = 0; bounce < BOUNCES; bounce++) if (!walk(path, bounce, pixel)) return;
  }

  /** One step: to the next surface, light on it, and a new direction. False when the path ends. */
  function walk(path: Path, bounce: number, pixel: Float64Array): boolean {
    const isFirst = bounce === 0;
    const triangle = kernel.nearest(path.ray.origin, path.ray.direction);
    if (!isFirst) addLightsSeen(path, triangle < 0 ? 1e4 : kernel.distance(), bounce, pixel);
    if (triangle < 0) {
      addSurroundings(path, isFirst, pixel);
      return false;
    }
    const hit = readHit(triangle, path.ray, isFirst, surface);
    const albedo: Vec3 = [surface.red, surface.green, surface.blue];
    const finish = finishOf(hit, path.ray, isFirst);
    if (isFirst) recordFirstHit(pixel, hit, albedo);
    addDirectLight(path, hit, finish, albedo, isFirst, pixel);
    return bounce < BOUNCES - 1 && turn(path, hit, finish, albedo, isFirst);
  }

  function finishOf(hit: Hit, ray: Ray, isFirst: boolean): Finish {
    const { roughness, gloss } = surface;
    const view = scale(ray.direction, -1);
    const coat = fresnel(gloss, dot(hit.normal, view));
    const body = 0.3 * surface.red + 0.6 * surface.green + 0.1 * surface.blue;
    const glossChance = isFirst
      ? Math.min(0.7, Math.max(gloss > 0.05 ? 0.2 : 0.02, coat / (coat + body * 0.6)))
      : Math.min(0.6, coat / (coat + body * 0.8 + 0.01));
    return { normal: hit.normal, view, alpha: Math.max(0.004, roughness * roughness, isFirst ? 0 : 0.06), gloss, glossChance };
  }

  /** Lights that the last bounce happened to look at, weighed against those that `addDirectLight` aims at. */
  function addLightsSeen(path: Path, limit: number, bounce: number, pixel: Float64Array): void {
    const brightest = bounce > 1 ? BRIGHTEST.laterReflectedLight : BRIGHTEST.reflectedLight;
    for (const light of lights) {
      const seen = light.seenBy(path.ray.origin, path.ray.direction, limit);
      if (seen === null) continue;
      const weight = path.density ** 2 / (path.density ** 2 + seen.density ** 2);
      addThroughFirstHit(path, pixel, (k) => Math.min(brightest, path.throughput[k] * seen.radiance[k] * weight));
    }
  }

  function addSurroundings(path: Path, isFirst: boolean, pixel: Float64Array): void {
    const light = scene.surroundings(path.ray.direction);
    if (isFirst) {
      pixel[DEPTH] = SKY_DEPTH;
      pixel.set(light, GLOSSY);
    } else addThroughFirstHit(path, pixel, (k) => path.throughput[k] * light[k]);
  }

  /** Light that arrives unhindered: from all lights at the first hit, from one of them later. */
  function addDirectLight(path: Path, hit: Hit, finish: Finish, albedo: Vec3, isFirst: boolean, pixel: Float64Array): void {
    const chosen = isFirst ? -1 : Math.min(lights.length - 1, (sampler.next() * lights.length) | 0);
    for (let i = 0; i < lights.length; i++) {
      if (!isFirst && i !== chosen) continue;
      const isEven = isFirst && i < 3;
      const u1 = isEven ? sampler.even(DIMENSION.light + i * 2) : sampler.next();
      const u2 = isEven ? sampler.even(DIMENSION.light + i * 2 + 1) : sampler.next();
      const light = lights[i]!.sample(hit.point, u1, u2);
      if (light !== null) addUnlessBlocked(path, hit, finish, light, albedo, isFirst ? 1 : lights.length, isFirst, pixel);
    }
  }

  function addUnlessBlocked(
    path: Path,
    hit: Hit,
    finish: Finish,
    light: Incoming,
    albedo: Vec3,
    times: number,
    isFirst: boolean,
    pixel: Float64Array,
  ): void {
    if (dot(light.direction, hit.faceNormal) <= 0) return;
    const alpha = light.density === null ? Math.max(finish.alpha, 0.05) : finish.alpha;
    const { diffuse, glossy, density } = reflect({ ...finish, alpha }, light.direction);
    if (diffuse + glossy <= 0 || kernel.isBlocked(liftOff(hit), light.direction, light.distance * 0.999)) return;
    const weight = light.density === null ? times : (light.density ** 2 / (light.density ** 2 + density ** 2) / light.density) * times;
    if (isFirst) {
      const glossyPart = Math.min(glossy * weight, BRIGHTEST.glossyDirect);
      for (let k = 0; k < 3; k++) {
        pixel[DIFFUSE + k]! += light.radiance[k]! * diffuse * weight;
        pixel[GLOSSY + k]! += light.radiance[k]! * glossyPart;
      }
    } else {
      const reflected = (k: 0 | 1 | 2) => path.throughput[k] * light.radiance[k] * (diffuse * albedo[k] + glossy) * weight;
      addThroughFirstHit(path, pixel, (k) => Math.min(BRIGHTEST.laterDirectLight, reflected(k)));
    }
  }

  /** Chooses where the path goes on. False if it goes into the surface, or is too dim to follow. */
  function turn(path: Path, hit: Hit, finish: Finish, albedo: Vec3, isFirst: boolean): boolean {
    const lobe = isFirst ? sampler.even(DIMENSION.lobe) : sampler.next();
    const u1 = isFirst ? sampler.even(DIMENSION.direction) : sampler.next();
    const u2 = isFirst ? sampler.even(DIMENSION.direction + 1) : sampler.next();
    const direction = sampleReflection(finish, lobe, u1, u2);
    if (dot(direction, hit.faceNormal) <= 0) return false;
    const { diffuse, glossy, density } = reflect(finish, direction);
    if (density <= 1e-6) return false;
    path.density = density;
    path.ray = { origin: liftOff(hit), direction };
    if (isFirst) {
      path.diffuseShare = diffuse / density;
      path.glossyShare = glossy / density;
      return true;
    }
    const left = (k: 0 | 1 | 2) => path.throughput[k] * (albedo[k] * (diffuse / density) + glossy / density);
    path.throughput = [left(0), left(1), left(2)];
    return survives(path);
  }

  /** Russian roulette: a dim path mostly ends, and counts for more when it does not. */
  function survives(path: Path): boolean {
    const strength = Math.max(...path.throughput) * Math.max(path.diffuseShare, path.glossyShare, 0.01);
    if (strength >= 0.25) return true;
    const chance = Math.max(0.05, strength * 4);
    if (sampler.next() > chance) return false;
    path.throughput = scale(path.throughput, 1 / chance);
    return true;
  }

  return { trace, triangles: sorted.owners.length };
}

const liftOff = (hit: Hit): Vec3 => advance(hit.point, hit.faceNormal, LIFT);

function recordFirstHit(pixel: Float64Array, hit: Hit, albedo: Vec3): void {
  pixel.set(albedo, ALBEDO);
  pixel.set(hit.normal, NORMAL);
  pixel[DEPTH] = hit.distance;
  pixel[HERO] = hit.hero ? 1 : 0;
}

function addThroughFirstHit(path: Path, pixel: Float64Array, light: (k: 0 | 1 | 2) => number): void {
  const glossyShare = Math.min(path.glossyShare, BRIGHTEST.glossyShare);
  for (const k of [0, 1, 2] as const) {
    const amount = light(k);
    pixel[DIFFUSE + k]! += amount * path.diffuseShare;
    pixel[GLOSSY + k]! += amount * glossyShare;
  }
}
