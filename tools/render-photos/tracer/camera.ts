import type { Camera } from '../scenes/scene.ts';
import { add, advance, cross, dot, normalize, scale, subtract, type Vec3 } from '../vector.ts';
import { DIMENSION, type Sampler } from './sampler.ts';

export type Ray = { readonly origin: Vec3; readonly direction: Vec3 };

/** Draws a ray through a pixel of a square picture. */
export type RaySource = (x: number, y: number, size: number, sampler: Sampler) => Ray;

/** A thin lens: what is not in its plane of focus blurs. */
export function thinLens(camera: Camera): RaySource {
  const back = normalize(subtract(camera.position, camera.target));
  const right = normalize(cross([0, 1, 0], back));
  const up = cross(back, right);
  const halfHeight = Math.tan((camera.fieldOfView * Math.PI) / 360);
  const focalDistance = -dot(subtract(camera.focus, camera.position), back);
  return (x, y, size, sampler) => {
    const sx = (((x + 0.5 + tent(sampler.even(DIMENSION.pixel))) / size) * 2 - 1) * halfHeight;
    const sy = (1 - ((y + 0.5 + tent(sampler.even(DIMENSION.pixel + 1))) / size) * 2) * halfHeight;
    const radius = camera.aperture * Math.sqrt(sampler.even(DIMENSION.lens));
    const angle = sampler.even(DIMENSION.lens + 1) * 2 * Math.PI;
    const [lensX, lensY] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    const origin = add(camera.position, add(scale(right, lensX), scale(up, lensY)));
    const across = add(scale(right, sx * focalDistance - lensX), scale(up, sy * focalDistance - lensY));
    return { origin, direction: normalize(advance(across, back, -focalDistance)) };
  };
}

/** Spreads a number from 0 to 1 over two pixels, most of it near the middle. */
const tent = (x: number): number => (x < 0.5 ? Math.sqrt(2 * x) - 1 : 1 - Math.sqrt(2 - 2 * x));
