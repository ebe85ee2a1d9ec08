/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that four steps of it reach `top`; 1 for nothing. */
export function niceStep(top: number): number {
  if (top <= 0) return 1;
  const rough = top / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}

/** Which of `count` bars get a date under them: the first, then every so many, at most `labels`. */
export function labelledBars(count: number, labels: number): number[] {
  const every = Math.max(1, Math.ceil(count / labels));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}
