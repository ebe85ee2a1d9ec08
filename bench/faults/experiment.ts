import type { Figure } from '../figure.ts';

export type { Figure } from '../figure.ts';

/**
 * One fault experiment. It makes a house of its own, does harm to it, and answers with figures; the same seed does the same harm.
 * `quick` runs a part that ends within half a minute.
 */
export type Experiment = {
  readonly title: string;
  readonly run: (options: { readonly seed: number; readonly quick: boolean; readonly say: (line: string) => void }) => Promise<Figure[]>;
};
