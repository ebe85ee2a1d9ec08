/** What the values beyond the bound are counted as. */
const OTHER = 'other';

const RANK_EVERY_MS = 10 * 60_000;
const MOST_COUNTED = 10_000;

/**
 * Keeps a label within `most` values. The first to come have one; every ten minutes the busiest since then take the places, and whatever
 * lost its place is handed to `onDrop`, so that its series can be forgotten.
 * @param now milliseconds, for tests.
 */
export function boundLabels(most: number, onDrop: (value: string) => void, now: () => number = Date.now) {
  let named = new Set<string>();
  let counts = new Map<string, number>();
  let ranked = now();

  function rank(): void {
    const busiest = [...counts].sort(([, a], [, b]) => b - a).slice(0, most);
    // Whoever was quiet keeps a place that nobody else needs.
    const next = new Set([...busiest.map(([value]) => value), ...named].slice(0, most));
    for (const value of named.difference(next)) onDrop(value);
    named = next;
    counts = new Map();
    ranked = now();
  }

  return (value: string | null | undefined): string => {
    if (value == null) return 'none';
    if (now() - ranked >= RANK_EVERY_MS) rank();
    if (counts.size < MOST_COUNTED || counts.has(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
    if (named.size < most) named.add(value);
    return named.has(value) ? value : OTHER;
  };
}
