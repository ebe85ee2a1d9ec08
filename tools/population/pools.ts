/** A value with how often it is to come, in any unit. */
export type Weighted = readonly [value: number, weight: number];

/**
 * Many weighted lists in one table, from which one draw costs two reads (Vose's alias method, 1991).
 *
 * An entry is two words: in the first, the chance to stay (upper 16 bits, of 65,536) and the value (lower 16); in the second,
 * the value to take otherwise. A list is one word: its first entry (upper 20 bits) and how many it has (lower 12).
 */
export class Pools {
  private readonly entries: number[] = [];
  private readonly known = new Map<string, number>();

  /** The list as a word; the same list twice is kept once. @throws RangeError for an empty or overlong list, or a value beyond 16 bits */
  add(list: readonly Weighted[]): number {
    const key = JSON.stringify(list);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (list.length === 0 || list.length > 4095) throw new RangeError(`A list to draw from holds 1 to 4095 values, not ${list.length}.`);
    const word = (((this.entries.length / 2) << 12) | list.length) >>> 0;
    const { stay, other } = aliasTable(list.map(([, weight]) => weight));
    for (const [at, [value]] of list.entries()) {
      const elsewhere = list[other[at] ?? at]?.[0] ?? value;
      if (value > 65_535) throw new RangeError(`The value ${value} does not fit 16 bits.`);
      this.entries.push(((Math.min(65_535, Math.round((stay[at] ?? 1) * 65_536)) << 16) | value) >>> 0, elsewhere);
    }
    this.known.set(key, word);
    return word;
  }

  toEntries(): Uint32Array {
    return Uint32Array.from(this.entries);
  }
}

function aliasTable(weights: readonly number[]): { stay: number[]; other: number[] } {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const stay = weights.map((weight) => weight / mean);
  const other = weights.map((_, at) => at);
  const small = stay.flatMap((share, at) => (share < 1 ? [at] : []));
  const large = stay.flatMap((share, at) => (share < 1 ? [] : [at]));
  while (small.length > 0 && large.length > 0) {
    const [poor, rich] = [small.pop() as number, large.pop() as number];
    other[poor] = rich;
    stay[rich] = (stay[rich] ?? 0) - (1 - (stay[poor] ?? 0));
    ((stay[rich] ?? 0) < 1 ? small : large).push(rich);
  }
  for (const at of [...small, ...large]) stay[at] = 1;
  return { stay, other };
}
