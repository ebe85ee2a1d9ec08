/** A sample of a curve: where it is, and how far along, counted in control points. */
export type CurvePoint = { readonly at: readonly number[]; readonly along: number };

export type Spacing = { readonly perSpan: number } | { readonly step: number };

/**
 * A centripetal Catmull-Rom curve through the points: it meets each, and never loops between close ones.
 * @param spacing samples per span, or the distance between samples (at least 4 and at most 90 a span).
 */
export function curveThrough(points: readonly (readonly number[])[], spacing: Spacing): CurvePoint[] {
  const samples: CurvePoint[] = [];
  for (let i = 0; i < points.length - 1; i++) {
    const [p1, p2] = [points[i]!, points[i + 1]!];
    const p0 = points[i - 1] ?? mirrored(p1, p2);
    const p3 = points[i + 2] ?? mirrored(p2, p1);
    const count = 'step' in spacing ? Math.max(4, Math.min(90, Math.ceil(distance(p1, p2) / spacing.step))) : spacing.perSpan;
    const isLast = i === points.length - 2;
    for (let j = 0; j < count + (isLast ? 1 : 0); j++) samples.push({ at: pointOnSpan(p0, p1, p2, p3, j / count), along: i + j / count });
  }
  return samples;
}

const mirrored = (around: readonly number[], point: readonly number[]): number[] => around.map((v, k) => 2 * v - point[k]!);

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(1e-5, Math.sqrt(a.reduce((sum, v, k) => sum + (v - b[k]!) ** 2, 0)));
}

/** Barry and Goldman's pyramid; knots are spaced by the square root of the distance. */
function pointOnSpan(p0: readonly number[], p1: readonly number[], p2: readonly number[], p3: readonly number[], part: number): number[] {
  const t1 = Math.sqrt(distance(p0, p1));
  const t2 = t1 + Math.sqrt(distance(p1, p2));
  const t3 = t2 + Math.sqrt(distance(p2, p3));
  const t = t1 + (t2 - t1) * part;
  return p1.map((_, k) => {
    const a1 = p0[k]! + ((p1[k]! - p0[k]!) * t) / t1;
    const a2 = p1[k]! + ((p2[k]! - p1[k]!) * (t - t1)) / (t2 - t1);
    const a3 = p2[k]! + ((p3[k]! - p2[k]!) * (t - t2)) / (t3 - t2);
    const b1 = a1 + ((a2 - a1) * t) / t2;
    const b2 = a2 + ((a3 - a2) * (t - t1)) / (t3 - t1);
    return b1 + ((b2 - b1) * (t - t1)) / (t2 - t1);
  });
}
