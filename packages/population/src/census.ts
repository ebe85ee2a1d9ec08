import { badInput } from './errors.ts';
import { checkYear } from './eras.ts';
import type { Model } from './model.ts';
import { checkSeed } from './order.ts';
import type { Ranges } from './ranges.ts';
import { createUniverse, type Filter, type Universe } from './universe.ts';

/** Which people: the seed, and with a year the living of it. Timeline and species are namespaces of their own. */
export type PopulationOptions = {
  /** A whole number; 0 unless given. */
  readonly seed?: number | undefined;
  readonly year?: number | undefined;
  readonly timeline?: string | undefined;
  readonly species?: string | undefined;
};

/** Which people, and how they are counted: all that a plan needs, without a kernel to make them. */
export type Census = {
  readonly options: PopulationOptions & { readonly seed: number };
  readonly model: Model;
  readonly universe: Universe;
  /** How many people there are: indexes go from 0 to size - 1. */
  readonly size: number;
};

/** @throws PopulationError for options that make no sense */
export function createCensus(model: Model, options: PopulationOptions = {}): Census {
  const seed = checkSeed(options.seed ?? 0);
  if (options.year !== undefined) checkYear(options.year);
  const universe = createUniverse(model, options);
  return { options: { ...options, seed }, model, universe, size: universe.size };
}

/** @throws PopulationError for a filter that leaves nobody */
export function selectRanges(universe: Universe, filter: Filter): Ranges {
  const ranges = universe.select(filter);
  if (ranges.size === 0) throw badInput('Nobody is left by these filters.');
  return ranges;
}
