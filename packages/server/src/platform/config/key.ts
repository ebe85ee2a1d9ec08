import { z } from 'zod';

/** What is known of one setting. Everything about settings that people read is made from this table. */
export type Key<T> = {
  /** Variables that set it; the first that is given counts. */
  readonly env: readonly [string, ...string[]];
  /** Its name in the TOML file. */
  readonly toml: string;
  /** Its option on the command line. */
  readonly flag?: string;
  readonly description: string;
  /** The value it has when nobody says anything, in words. */
  readonly otherwise: string;
  readonly example: string | number;
  /** Its messages complete the sentence "PORT must be …". */
  readonly schema: z.ZodType<T>;
  /** Never printed. */
  readonly secret?: true;
  /** A path: relative ones count from where they were written. */
  readonly path?: true;
};

export function wholeNumber(least: number, most: number): z.ZodType<number> {
  const error = `a whole number from ${least} to ${most}`;
  const read = (value: unknown) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value);
  return z.preprocess(read, z.int(error).min(least, error).max(most, error));
}

export const text = (error: string) => z.string(error).trim().min(1, error);

export const choice = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, `one of ${values.join(', ')}`);
