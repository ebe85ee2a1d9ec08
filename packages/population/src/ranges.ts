/** Stretches of indexes, each from its first up to but without its last, in ascending order and apart from one another. */
export type Ranges = {
  /** How many indexes there are in all. */
  readonly size: number;
  /** The index at a place, 0 to size - 1. */
  readonly indexAt: (place: number) => number;
  /** The place of an index, or -1 where it is in no stretch. */
  readonly placeOf: (index: number) => number;
  /** Turns places into indexes, in place. */
  readonly translate: (places: Float64Array, count: number) => void;
};

/** @param stretches - first, end, first, end, … */
export function createRanges(stretches: readonly number[] | Float64Array): Ranges {
  const { firsts, before, size } = addUp(stretches);
  if (firsts.length <= 1) return oneRange(firsts[0] ?? 0, size);
  const indexAt = (place: number): number => {
    const at = lastAtOrBefore(before, place);
    return (firsts[at] ?? 0) + place - (before[at] ?? 0);
  };
  const placeOf = (index: number): number => {
    const at = lastAtOrBefore(firsts, index);
    const place = (before[at] ?? 0) + index - (firsts[at] ?? 0);
    return index >= (firsts[0] ?? 0) && place < (before[at + 1] ?? size) ? place : -1;
  };
  const translate = (places: Float64Array, count: number): void => {
    for (let j = 0; j < count; j++) places[j] = indexAt(places[j] ?? 0);
  };
  return { size, indexAt, placeOf, translate };
}

function oneRange(first: number, size: number): Ranges {
  return {
    size,
    indexAt: (place) => first + place,
    placeOf: (index) => (index >= first && index < first + size ? index - first : -1),
    translate: (places, count) => {
      if (first === 0) return;
      for (let j = 0; j < count; j++) places[j] = (places[j] ?? 0) + first;
    },
  };
}

/** Joins stretches that touch, leaves out empty ones, and counts what comes before each. */
function addUp(stretches: readonly number[] | Float64Array): { firsts: Float64Array; before: Float64Array; size: number } {
  const firsts: number[] = [];
  const before: number[] = [];
  let [size, lastEnd] = [0, -1];
  for (let at = 0; at < stretches.length; at += 2) {
    const [first, end] = [stretches[at] ?? 0, stretches[at + 1] ?? 0];
    if (end <= first) continue;
    if (first !== lastEnd) {
      firsts.push(first);
      before.push(size);
    }
    size += end - first;
    lastEnd = end;
  }
  return { firsts: Float64Array.from(firsts), before: Float64Array.from(before), size };
}

/** Where the last value stands that is at most `value`, in an ascending list; 0 where all are greater. */
export function lastAtOrBefore(values: ArrayLike<number>, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high - 1) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}
