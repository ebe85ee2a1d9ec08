import { hash3 } from '../noise.ts';
import type { Grade } from '../scenes/scene.ts';
import { ALBEDO, CHANNELS, DIFFUSE, DIFFUSE_VARIANCE, GLOSSY, GLOSSY_VARIANCE } from '../tracer/film.ts';
import type { Vec3 } from '../vector.ts';
import { addBloom } from './bloom.ts';
import { denoise } from './denoise.ts';
import { filmCurve } from './film-curve.ts';
import { softenOutline } from './outline.ts';

const VIGNETTE = 0.22;
const GRAIN = 0.012;

/** Makes a picture of a film: 8-bit red, green and blue, row by row. */
export function develop(film: Float32Array, size: number, grade: Grade): Buffer {
  const picture = joinLight(film, size, grade.exposure);
  softenOutline(picture, film, size);
  addBloom(picture, size);
  return print(picture, size, grade);
}

/** Smooths both kinds of light, and gives the matt one the colour it falls on. */
function joinLight(film: Float32Array, size: number, exposure: number): Float32Array {
  const diffuse = denoise(film, size, {
    light: DIFFUSE,
    variance: DIFFUSE_VARIANCE,
    levels: 5,
    tolerance: 3.2,
    normalEdge: 24,
    colourEdge: 0,
  });
  const glossy = denoise(film, size, {
    light: GLOSSY,
    variance: GLOSSY_VARIANCE,
    levels: 4,
    tolerance: 2.2,
    normalEdge: 60,
    colourEdge: 6,
  });
  const picture = new Float32Array(size * size * 3);
  for (let pixel = 0; pixel < size * size; pixel++) {
    for (let k = 0; k < 3; k++) {
      const light = diffuse[pixel * 4 + k]! * film[pixel * CHANNELS + ALBEDO + k]! + glossy[pixel * 4 + k]!;
      picture[pixel * 3 + k] = light * 2 ** exposure;
    }
  }
  return picture;
}

function print(picture: Float32Array, size: number, { saturation, contrast }: Grade): Buffer {
  const bytes = Buffer.alloc(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (y * size + x) * 3;
      const falloff = vignette((x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5);
      const shown = filmCurve([picture[at]! * falloff, picture[at + 1]! * falloff, picture[at + 2]! * falloff]);
      const brightness = relativeLuminance(shown);
      const grain = grainAt(x, y, brightness);
      for (const k of [0, 1, 2] as const) {
        const value = Math.max(0, brightness + (shown[k] - brightness) * saturation) ** contrast + grain;
        bytes[at + k] = Math.max(0, Math.min(255, Math.round(value * 255)));
      }
    }
  }
  return bytes;
}

const relativeLuminance = ([r, g, b]: Vec3): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const vignette = (x: number, y: number): number => 1 - VIGNETTE * (x * x + y * y) * 1.6;

/** Strongest in the mid-tones, and partly two pixels wide, as silver clumps. */
function grainAt(x: number, y: number, brightness: number): number {
  const part = (seed: number, step: number) => (hash3(x >> step, y >> step, seed) & 0xffff) / 65536;
  return GRAIN * (part(5, 0) + part(6, 0) + part(7, 1) - 1.5) * (1.2 - Math.abs(brightness - 0.45));
}
