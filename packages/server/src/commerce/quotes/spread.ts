/**
 * Divides an amount over weights by the largest remainder: the parts add up to it exactly, and no part is above its weight as long as the
 * amount is not above their sum. Remainders of the same size go to the earlier ones.
 * @throws RangeError for an amount above the sum of the weights
 */
export function spread(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((sum, weight) => sum + weight, 0);
  if (!Number.isSafeInteger(sum) || amount < 0 || amount > sum) throw new RangeError(`${amount} cannot be spread over ${sum}`);
  if (amount === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((share) => Number(share / BigInt(sum)));
  let left = amount - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((share, index) => ({ index, rest: share % BigInt(sum) }));
  byRemainder.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index]! += 1;
    left -= 1;
  }
  return parts;
}
