/** One figure of an experiment. `goal` in words; `holds` says whether the value meets it. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly goal: string;
  readonly holds: boolean;
};

/**
 * One fault experiment. It makes a house of its own, does harm to it, and answers with figures; the same seed does the same harm.
 * `quick` runs a part that ends within half a minute.
 */
export type Experiment = {
  readonly title: string;
  readonly run: (options: { readonly seed: number; readonly quick: boolean; readonly say: (line: string) => void }) => Promise<Figure[]>;
};
