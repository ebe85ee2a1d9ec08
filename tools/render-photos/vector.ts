/** A point, direction, size or linear colour. Lengths are in centimetres, y points up. */
export type Vec3 = readonly [number, number, number];
/** Three rows. */
export type Matrix3 = readonly [Vec3, Vec3, Vec3];

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, factor: number): Vec3 => [a[0] * factor, a[1] * factor, a[2] * factor];
/** `a + b × factor`, the step along a ray. */
export const advance = (a: Vec3, b: Vec3, factor: number): Vec3 => [a[0] + b[0] * factor, a[1] + b[1] * factor, a[2] + b[2] * factor];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const length = (a: Vec3): number => Math.sqrt(dot(a, a));
export const normalize = (a: Vec3): Vec3 => scale(a, 1 / (length(a) || 1));

export const transform = (m: Matrix3, v: Vec3): Vec3 => [dot(m[0], v), dot(m[1], v), dot(m[2], v)];
/** The inverse of `transform` for a rotation. */
export const transformBack = (m: Matrix3, v: Vec3): Vec3 => [
  m[0][0] * v[0] + m[1][0] * v[1] + m[2][0] * v[2],
  m[0][1] * v[0] + m[1][1] * v[1] + m[2][1] * v[2],
  m[0][2] * v[0] + m[1][2] * v[1] + m[2][2] * v[2],
];

export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const column = (k: 0 | 1 | 2): Vec3 => [b[0][k], b[1][k], b[2][k]];
  const row = (r: Vec3): Vec3 => [dot(r, column(0)), dot(r, column(1)), dot(r, column(2))];
  return [row(a[0]), row(a[1]), row(a[2])];
}

/** Turns by degrees about x, then about z, then about y: tilt first, then face the camera. */
export function rotation([aboutX, aboutY, aboutZ]: Vec3): Matrix3 {
  const radians = Math.PI / 180;
  const [sx, cx] = [Math.sin(aboutX * radians), Math.cos(aboutX * radians)];
  const [sy, cy] = [Math.sin(aboutY * radians), Math.cos(aboutY * radians)];
  const [sz, cz] = [Math.sin(aboutZ * radians), Math.cos(aboutZ * radians)];
  const x: Matrix3 = [
    [1, 0, 0],
    [0, cx, -sx],
    [0, sx, cx],
  ];
  const y: Matrix3 = [
    [cy, 0, sy],
    [0, 1, 0],
    [-sy, 0, cy],
  ];
  const z: Matrix3 = [
    [cz, -sz, 0],
    [sz, cz, 0],
    [0, 0, 1],
  ];
  return multiply(y, multiply(z, x));
}
