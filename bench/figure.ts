import { availableParallelism, cpus, totalmem } from 'node:os';

/** One figure of a benchmark or an experiment. `goal` in words; `holds` says whether the value meets it. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is measured against, in the same run. */
  readonly against: string;
  readonly goal: string;
  readonly holds: boolean;
};

export type Print = (figure: Figure) => void;

/** Prints a figure as a line for people, or as a line of JSON. */
export function createPrint(isJson: boolean): Print {
  return ({ value, ...figure }) => {
    const shown = Math.round(value * 1000) / 1000;
    const { name, unit, against, goal, holds } = figure;
    if (isJson) console.log(JSON.stringify({ name, value: shown, unit, against, goal, holds }));
    else console.log(`${holds ? '  ' : '✗ '}${name}: ${shown} ${unit}  (against ${against}; goal ${goal})`);
  };
}

/** A figure with no goal: what others are measured against. */
export const plain = (name: string, value: number, unit: string, against = 'nothing'): Figure => ({
  ...{ name, value, unit, against },
  goal: 'none',
  holds: true,
});

/** A figure that is to be at most `most`. */
export const atMost = (most: number, name: string, value: number, unit: string, against: string): Figure => ({
  ...{ name, value, unit, against },
  goal: `≤ ${most}`,
  holds: value <= most,
});

/** A figure that is to be at least `least`. */
export const atLeast = (least: number, name: string, value: number, unit: string, against: string): Figure => ({
  ...{ name, value, unit, against },
  goal: `≥ ${least}`,
  holds: value >= least,
});

/** The machine that the figures are of. */
export const describeMachine = (): Figure =>
  plain(
    'machine',
    availableParallelism(),
    'cores',
    `${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
  );

/** The one in the middle. @throws RangeError for none */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError('There is no median of nothing.');
  return middle;
}
