import { badInput } from './errors.ts';
import { below, drawBits, mix32 } from './hash.ts';

/**
 * In which order the places 0 to size - 1 come: as they lie (`seat`), spread so evenly that every beginning is a fair sample
 * (`balanced`), or mixed as by lot (`shuffled`).
 */
export type OrderName = 'balanced' | 'seat' | 'shuffled';

export const ORDER_NAMES: readonly OrderName[] = ['balanced', 'seat', 'shuffled'];

/** A bijection of 0 to size - 1 onto itself. */
export type Order = {
  readonly size: number;
  /** The place that comes at a position. */
  readonly placeAt: (position: number) => number;
  /** The position at which a place comes. */
  readonly positionOf: (place: number) => number;
  /** How much further each place is than the one before, round and round; null where they do not come in even steps. */
  readonly step: number | null;
};

/** @param size - at least 0, at most 2^52 */
export function createOrder(name: OrderName, size: number, seed: number): Order {
  if (size <= 1 || name === 'seat') return seatOrder(size);
  return name === 'balanced' ? balancedOrder(size, seed) : shuffledOrder(size, seed);
}

function seatOrder(size: number): Order {
  const same = (place: number): number => place;
  return { size, placeAt: same, positionOf: same, step: 1 };
}

/**
 * Steps of nearly the golden part of the whole, round and round: the sequence of lowest discrepancy there is in one dimension,
 * since no fraction comes near the golden ratio. A step without a common divisor with the size meets every place once.
 */
function balancedOrder(size: number, seed: number): Order {
  const whole = BigInt(size);
  const step = balancedStep(size);
  const shift = (BigInt(mix32(seed)) * 0x9e3779b97f4a7c15n + BigInt(mix32(seed ^ 0x55555555))) % whole;
  const back = inverse(BigInt(step), whole);
  const placeAt = (position: number): number => Number((BigInt(position) * BigInt(step) + shift) % whole);
  return { size, placeAt, positionOf: (place) => Number(((BigInt(place) - shift + whole) * back) % whole), step };
}

/** How many steps beside the golden part are looked at. */
const CANDIDATES = 20_000;

/**
 * The step near the golden part whose fraction of the size is hardest to come near: the one whose continued fraction has the
 * smallest sum of quotients. The golden part itself, rounded, is good only for beginnings up to the root of the size; after that,
 * its quotients are as chance would have them, and one large quotient makes rows bunch together.
 */
function balancedStep(size: number): number {
  const golden = Math.max(1, Math.floor(size * 0.6180339887498949));
  let best = { step: 1, sum: Number.POSITIVE_INFINITY };
  for (let step = golden; step < Math.min(size, golden + CANDIDATES); step++) {
    const sum = quotientSum(step, size, best.sum);
    if (sum < best.sum) best = { step, sum };
  }
  return best.step;
}

/** The sum of the quotients of a continued fraction (Euclid); infinite from a limit on, or where the two have a common divisor. */
function quotientSum(step: number, size: number, limit: number): number {
  let [rest, last, sum] = [step, size, 0];
  while (rest !== 0 && sum < limit) {
    sum += Math.floor(last / rest);
    [rest, last] = [last % rest, rest];
  }
  return last === 1 ? sum : Number.POSITIVE_INFINITY;
}

/** The number that undoes multiplying by `value`, modulo `modulus` (extended Euclid). */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r0, r1, t0, t1] = [modulus, value, 0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  return ((t0 % modulus) + modulus) % modulus;
}

const ROUNDS = 8;

/**
 * A Feistel network over a rectangle that is a little larger than the size; what falls outside goes round again until it falls
 * inside (cycle walking), which keeps it a bijection.
 */
function shuffledOrder(size: number, seed: number): Order {
  const columns = Math.ceil(Math.sqrt(size));
  const lines = Math.ceil(size / columns);
  const keys = Array.from({ length: ROUNDS }, (_, round) => drawBits(seed, 0x5bd1e995, round));
  const add = (round: number, other: number, limit: number): number => below(mix32(other ^ (keys[round] ?? 0)), limit);
  const forward = (place: number): number => {
    let line = Math.floor(place / columns);
    let column = place - line * columns;
    for (let round = 0; round < ROUNDS; round += 2) {
      line = (line + add(round, column, lines)) % lines;
      column = (column + add(round + 1, line, columns)) % columns;
    }
    return line * columns + column;
  };
  const backward = (place: number): number => {
    let line = Math.floor(place / columns);
    let column = place - line * columns;
    for (let round = ROUNDS - 2; round >= 0; round -= 2) {
      column = (column + columns - add(round + 1, line, columns)) % columns;
      line = (line + lines - add(round, column, lines)) % lines;
    }
    return line * columns + column;
  };
  const walk = (step: (place: number) => number) => (place: number) => {
    let next = step(place);
    while (next >= size) next = step(next);
    return next;
  };
  return { size, placeAt: walk(forward), positionOf: walk(backward), step: null };
}

/** A seed is a whole number from 0 to 2^53 - 1. @throws PopulationError for any other */
export function checkSeed(seed: number): number {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw badInput(`A seed is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not ${seed}.`);
  return seed;
}
