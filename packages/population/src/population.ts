import { type Census, createCensus, type PopulationOptions, selectRanges } from './census.ts';
import { badInput } from './errors.ts';
import { DEFAULT_COLUMNS, type Field, fieldsOf, type Value } from './fields.ts';
import { drawBits, hashText } from './hash.ts';
import { createHouseholds, type Households } from './households.ts';
import { AGE_UNKNOWN, BATCH_ROWS, type Columns, createKernel, type Kernel } from './kernel.ts';
import type { Model } from './model.ts';
import { createOrder, type Order, type OrderName } from './order.ts';
import { createPlaces, type Places } from './places.ts';
import type { Ranges } from './ranges.ts';
import { Row, type Setting } from './row.ts';
import type { Filter, Identity, Universe } from './universe.ts';

/** A person as an object of the columns asked for. */
export type Person = Readonly<Record<string, Value>>;

/** A batch of rows; its columns are overwritten by the next one. */
export type Batch = {
  /** The position of the first row in the order. */
  readonly start: number;
  readonly count: number;
  readonly columns: Columns;
  /** Looks at one row of the batch, 0 to count - 1. */
  readonly row: (at: number) => Row;
};

/** Some people of a population in some order. */
export type Selection = {
  readonly size: number;
  readonly order: Order;
  readonly ranges: Ranges;
  /** The index at a position of the order. */
  readonly indexAt: (position: number) => number;
  /** Rows from one position up to another, batch by batch. `extras`: whether fields beyond the kernel's are read. */
  readonly batches: (from: number, to: number, options?: { readonly rows?: number; readonly extras?: boolean }) => Generator<Batch>;
};

export type Population = Census & {
  readonly households: Households;
  readonly places: Places;
  readonly kernel: Kernel;
  readonly setting: Setting;
  /** One person, read in place: valid until the next call. @throws PopulationError for an index outside the universe */
  readonly at: (index: number) => Row;
  /** One person as an object. */
  readonly person: (index: number, columns?: readonly string[]) => Person;
  /** People by a filter, in an order (balanced unless said otherwise). @throws PopulationError for a filter that leaves nobody */
  readonly select: (filter?: Filter, order?: OrderName) => Selection;
};

/** Makes a population from a model and a compiled kernel. @throws PopulationError for options that make no sense */
export function createPopulation(model: Model, module: WebAssembly.Module, options: PopulationOptions = {}): Population {
  const census = createCensus(model, options);
  const { universe } = census;
  const { seed } = census.options;
  const kernel = createKernel(module, model);
  kernel.setSeats(universe.seats);
  setSeeds(kernel, universe, seed);
  const households = createHouseholds(universe.clock, universe.seats);
  const setting: Setting = { model, universe, households };
  const fill = createFill(kernel, universe);
  const row = new Row(setting, kernel.columns());
  const at = (index: number): Row => {
    checkIndex(index, universe);
    const columns = kernel.columns();
    columns.seat[0] = index;
    fill(1, true);
    return row.lookAt(columns).at(0);
  };
  const person = (index: number, columns: readonly string[] = DEFAULT_COLUMNS): Person => personOf(at(index), fieldsOf(columns));
  return {
    ...census,
    ...{ households, kernel, setting, at, person },
    places: createPlaces(model),
    select: (filter = {}, order = 'balanced') => createSelection({ kernel, setting, fill, seed }, filter, order),
  };
}

/** The columns of a row as an object. */
export const personOf = (row: Row, fields: readonly Field[]): Person =>
  Object.fromEntries(fields.map((field) => [field.name, field.valueFor(row)]));

function checkIndex(index: number, { size, space, year }: Universe): void {
  if (Number.isInteger(index) && index >= 0 && index < size) return;
  const last = (size - 1).toLocaleString('en');
  throw badInput(
    space === 'seat'
      ? `There is no seat ${index} in ${year}: seats go from 0 to ${last}.`
      : `There is no person ${index}: by rank of birth, people go from 0 to ${last}.`,
  );
}

/** Every timeline and species has seeds of its own; up to the year in which it branches off, a timeline has those of ours. */
function setSeeds(kernel: Kernel, { timeline, species }: Universe, seed: number): void {
  const words = (name: string): [number, number] => {
    const salt = hashText(`${name}/${species.name}`);
    const [low, high] = [seed >>> 0, Math.floor(seed / 4_294_967_296)];
    return [drawBits(low ^ salt, high, 1), drawBits(low, high ^ salt, 2)];
  };
  const ours = words('ours');
  const theirs = timeline.branches === null ? ours : words(timeline.name);
  kernel.setSeeds(ours[0] | 0, ours[1] | 0, theirs[0] | 0, theirs[1] | 0, timeline.branches ?? 0);
}

/** Makes the people whose indexes stand in the column of seats. */
type Fill = (count: number, extras: boolean) => void;

function createFill(kernel: Kernel, universe: Universe): Fill {
  const decode = universe.seats ? kernel.decode : rankDecoder(kernel, universe);
  return (count, extras) => {
    decode(count);
    kernel.draw(count);
    if (extras) kernel.drawExtras(count);
  };
}

/** Ranks of birth to identities. Neighbours are mostly of one group and cohort, so the last stretch is looked at first. */
function rankDecoder(kernel: Kernel, { clock, identityOf }: Universe): (count: number) => void {
  let stretch = { first: 0, end: 0, group: 0, cohort: 0 };
  const stretchOf = (rank: number): typeof stretch => {
    const { group, cohort, slot }: Identity = identityOf(rank);
    return { first: rank - slot, end: rank - slot + clock.births(cohort, group), group, cohort };
  };
  return (count) => {
    const columns = kernel.columns();
    for (let j = 0; j < count; j++) {
      const rank = columns.seat[j] as number;
      if (rank < stretch.first || rank >= stretch.end) stretch = stretchOf(rank);
      columns.group[j] = stretch.group;
      columns.cohort[j] = stretch.cohort;
      columns.slot[j] = rank - stretch.first;
      columns.age[j] = AGE_UNKNOWN;
    }
  };
}

type SelectionParts = { readonly kernel: Kernel; readonly setting: Setting; readonly fill: Fill; readonly seed: number };

function createSelection({ kernel, setting, fill, seed }: SelectionParts, filter: Filter, orderName: OrderName): Selection {
  const ranges = selectRanges(setting.universe, filter);
  const order = createOrder(orderName, ranges.size, seed);
  const row = new Row(setting, kernel.columns());
  function* batches(from: number, to: number, { rows = BATCH_ROWS, extras = true } = {}): Generator<Batch> {
    checkSpan(from, to, ranges.size);
    for (let start = from; start < to; start += rows) {
      const count = Math.min(rows, to - start);
      const { seat } = kernel.columns();
      if (order.step === null) for (let j = 0; j < count; j++) seat[j] = order.placeAt(start + j);
      else kernel.walk(count, order.placeAt(start), order.step, order.size);
      ranges.translate(seat, count);
      fill(count, extras);
      yield { start, count, columns: kernel.columns(), row: (at) => row.lookAt(kernel.columns()).at(at) };
    }
  }
  return { size: ranges.size, order, ranges, indexAt: (position) => ranges.indexAt(order.placeAt(position)), batches };
}

function checkSpan(from: number, to: number, size: number): void {
  if (Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to && to <= size) return;
  throw badInput(`There are ${size.toLocaleString('en')} people to choose from; ${from} to ${to} is not within 0 to ${size}.`);
}
