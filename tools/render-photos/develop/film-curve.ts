import type { Matrix3, Vec3 } from '../vector.ts';
import { transform } from '../vector.ts';

// An approximation of AgX: whites roll off slowly and strong colours fade towards white instead of clipping.
const INTO_CURVE: Matrix3 = [
  [0.842479, 0.0784336, 0.0792237],
  [0.0423282, 0.8784686, 0.0791661],
  [0.0423757, 0.0784336, 0.879143],
];
const OUT_OF_CURVE: Matrix3 = [
  [1.196879, -0.0980209, -0.0990297],
  [-0.0528969, 1.151903, -0.0989612],
  [-0.0529716, -0.0980434, 1.1510737],
];
/** In stops. */
const DARKEST = -12.47393;
const RANGE = 16.5;

/** Linear light, without limit, to display values of about 0 to 1. */
export function filmCurve(light: Vec3): Vec3 {
  const [r, g, b] = transform(INTO_CURVE, light);
  return transform(OUT_OF_CURVE, [sigmoid(r), sigmoid(g), sigmoid(b)]);
}

function sigmoid(light: number): number {
  const stops = (Math.log2(Math.max(light, 1e-6)) - DARKEST) / RANGE;
  const x = Math.min(1, Math.max(0, stops));
  const x2 = x * x;
  const x4 = x2 * x2;
  return 15.5 * x4 * x2 - 40.14 * x4 * x + 31.96 * x4 - 6.868 * x2 * x + 0.4298 * x2 + 0.1191 * x - 0.00232;
}
