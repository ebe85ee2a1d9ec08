import { type Distance, surfaceOf } from '../geometry/surface-nets.ts';
import { plaster } from '../materials/room.ts';
import { hex } from '../materials/surface.ts';
import { ASH, WALNUT, wood } from '../materials/wood.ts';
import type { Vec3 } from '../vector.ts';
import { daylight } from './lighting.ts';
import { place, type Scene, type SceneObject } from './scene.ts';
import { floor, tableTop, wall } from './sets.ts';
import { lemon } from './still-life.ts';

const HALF_THICKNESS = 0.95;
const EDGE_RADIUS = 0.55;
const HOLE_RADIUS = 1;

/** A board of half width and half height, standing upright, with a handle that has a hole. */
export function ashBoard(position: Vec3, degrees: Vec3, halfWidth = 8.8, halfHeight = 14): SceneObject {
  const outline = (x: number, y: number): number => {
    const blade = roundedRectangle(x, y, halfWidth, halfHeight, 5.5);
    const handle = roundedRectangle(x, y - halfHeight - 4.2, 2.1, 6, 2.1);
    const hole = HOLE_RADIUS - Math.hypot(x, y - halfHeight - 7.6);
    return Math.max(blended(blade, handle, 5), hole);
  };
  const distance: Distance = (x, y, z) => {
    const [a, b] = [outline(x, y) + EDGE_RADIUS, Math.abs(z) - HALF_THICKNESS + EDGE_RADIUS];
    return Math.hypot(Math.max(a, 0), Math.max(b, 0)) + Math.min(Math.max(a, b), 0) - EDGE_RADIUS;
  };
  const mesh = surfaceOf(distance, [-halfWidth - 1, -halfHeight - 1, -1.6], [halfWidth + 1, halfHeight + 11.5, 1.6], 0.26);
  return place(mesh, wood(ASH, { grain: 'y', origin: [0, -7, 1] }), position, degrees);
}

function roundedRectangle(x: number, y: number, halfWidth: number, halfHeight: number, radius: number): number {
  const [a, b] = [Math.abs(x) - halfWidth + radius, Math.abs(y) - halfHeight + radius];
  return Math.hypot(Math.max(a, 0), Math.max(b, 0)) + Math.min(Math.max(a, b), 0) - radius;
}

/** Two shapes joined by a fillet. */
function blended(a: number, b: number, width: number): number {
  const overlap = Math.max(width - Math.abs(a - b), 0) / width;
  return Math.min(a, b) - (overlap * overlap * width) / 4;
}

export function ashBoardMain(): Scene {
  const objects = [
    floor(tableTop(WALNUT, 0.9)),
    wall(plaster(hex(0xd6c9b6)), -14),
    ashBoard([-1, 13.88, -9.6], [-12, 0, 0]),
    lemon([11.5, 2.7, 2], [80, 30, 20]),
    lemon([15.8, 2.7, -3], [85, 80, 10]),
  ];
  const camera = { position: [6, 22, 108], target: [2, 17, -8], fieldOfView: 25, aperture: 0.62, focus: [0, 14, -8] } as const;
  return daylight(objects, camera, { left: -50, right: 46, bottom: -30, top: 44, leaves: 0.12 });
}
