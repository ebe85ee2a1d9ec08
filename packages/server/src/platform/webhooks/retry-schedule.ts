/** After each failed try, how long until the next: the example of Standard Webhooks, 75 h in all. */
const GAPS: readonly Temporal.DurationLike[] = [
  { seconds: 5 },
  { minutes: 5 },
  { minutes: 30 },
  { hours: 2 },
  { hours: 5 },
  { hours: 10 },
  { hours: 14 },
  { hours: 20 },
  { hours: 24 },
];
/** A gap grows by up to this part of itself, so that what failed together does not come back together. */
const JITTER = 0.1;
/** Longer than this no receiver is left alone. */
const MOST_ALONE_MS = 24 * 3_600_000;

/**
 * When the next try is due after so many; null when it was the last.
 * @param leaveAloneMs how long the receiver asked to be left alone
 */
export function nextTryAt(tries: number, now: Temporal.Instant, leaveAloneMs = 0): Temporal.Instant | null {
  const gap = GAPS[tries - 1];
  if (!gap) return null;
  const milliseconds = Temporal.Duration.from(gap).total('milliseconds');
  return now.add({
    milliseconds: Math.round(Math.max(Math.min(leaveAloneMs, MOST_ALONE_MS), milliseconds * (1 + Math.random() * JITTER))),
  });
}
