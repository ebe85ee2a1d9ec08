import { z } from '@hono/zod-openapi';

/** What a product can be chosen by: `{ name: 'Size', values: ['S', 'M'] }`. A variant has one choice for each, in their order. */
export type Option = { readonly name: string; readonly values: readonly string[] };

/** An option as it is to be. `was` is the name it had, `renamed` says what values are called from now on: `{ S: 'Small' }`. */
export type NewOption = Option & { readonly was?: string | undefined; readonly renamed?: Readonly<Record<string, string>> | undefined };

const MOST_OPTIONS = 3;
export const MOST_VARIANTS = 100;

const word = z.string().trim().min(1, 'Write at least one character.').max(60, 'Keep this within 60 characters.');

export const optionSchema = z
  .object({ name: word.openapi({ example: 'Size' }), values: z.array(z.string()).openapi({ example: ['S', 'M', 'L'] }) })
  .openapi('ProductOption');

const newOption = z.strictObject({
  name: word.openapi({ example: 'Size' }),
  values: z
    .array(word)
    .min(1, 'Give an option at least one value.')
    .max(MOST_VARIANTS, `Give an option at most ${MOST_VARIANTS} values.`)
    .refine(allDifferent, 'Give each value once.')
    .openapi({ example: ['S', 'M', 'L'] }),
});

const LIST = `Give at most ${MOST_OPTIONS} options.`;

export const newOptionsSchema = z
  .array(newOption)
  .max(MOST_OPTIONS, LIST)
  .refine((options) => allDifferent(options.map(({ name }) => name)), 'Give each option a name of its own.');

export const changedOptionsSchema = z
  .array(
    newOption.extend({
      was: word.optional().openapi({ description: 'The name that it had, where it gets another.' }),
      renamed: z
        .record(word, word)
        .optional()
        .openapi({ description: 'What values are called from now on.', example: { S: 'Small' } }),
    }),
  )
  .max(MOST_OPTIONS, LIST)
  .refine((options) => allDifferent(options.map(({ name }) => name)), 'Give each option a name of its own.');

/** Whether no two are the same. */
export function allDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** How many combinations there are. No options make one: the product itself. */
export const countCombinations = (options: readonly Option[]): number => options.reduce((count, { values }) => count * values.length, 1);

/** Every combination, in the order of the options and their values. */
export const combinationsOf = (options: readonly Option[]): string[][] =>
  options.reduce<string[][]>((made, { values }) => made.flatMap((choices) => values.map((value) => [...choices, value])), [[]]);

/** Whether there is one choice for every option, and each is one of its values. */
export const fits = (options: readonly Option[], choices: readonly string[]): boolean =>
  choices.length === options.length && options.every(({ values }, index) => values.includes(choices[index] as string));

/** Choices as one text: the same for the same choices, and for no others. */
export const keyOf = (choices: readonly string[]): string => JSON.stringify(choices);

/** Orders choices that fit as the options and their values are ordered. */
export const compareChoices =
  (options: readonly Option[]) =>
  (one: readonly string[], other: readonly string[]): number => {
    for (const [index, { values }] of options.entries()) {
      const difference = values.indexOf(one[index] as string) - values.indexOf(other[index] as string);
      if (difference !== 0) return difference;
    }
    return 0;
  };

/**
 * What choices become when the options change: a choice follows its option, a new option is answered with its first value. Null when one
 * of them is a value that is no more.
 */
export function carryOver(before: readonly Option[], after: readonly NewOption[], choices: readonly string[]): string[] | null {
  const carried = after.map(({ name, values, was = name, renamed = {} }) => {
    const place = before.findIndex((option) => option.name === was);
    if (place < 0) return values[0] as string;
    const choice = choices[place] as string;
    return Object.hasOwn(renamed, choice) ? (renamed[choice] as string) : choice;
  });
  return fits(after, carried) ? carried : null;
}

/** What a variant is called: its choices, or the product's title where there is nothing to choose. */
export const variantTitle = (choices: readonly string[], productTitle: string): string =>
  choices.length === 0 ? productTitle : choices.join(' / ');
