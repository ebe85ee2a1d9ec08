import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allDifferent,
  carryOver,
  combinationsOf,
  compareChoices,
  countCombinations,
  fits,
  keyOf,
  newOptionsSchema,
  type Option,
} from './options.ts';
import { slugCandidates, slugOf } from './slug.ts';

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text.trim() === text && text.length <= 60);
const option = fc.record({ name: word, values: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }) });
const options: fc.Arbitrary<Option[]> = fc.uniqueArray(option, { maxLength: 3, selector: ({ name }) => name });

test('combinations are as many as are counted, all different, each fits, and they come in order', () => {
  fc.assert(
    fc.property(options, (some) => {
      expect(newOptionsSchema.parse(some)).toEqual(some);
      const made = combinationsOf(some);
      expect(made).toHaveLength(countCombinations(some));
      expect(allDifferent(made.map(keyOf))).toBe(true);
      expect(made.every((choices) => fits(some, choices))).toBe(true);
      expect(made.toSorted(compareChoices(some))).toEqual(made);
    }),
  );
});

test('choices that are carried over fit; where nothing changes they stay; what is renamed keeps its place', () => {
  fc.assert(
    fc.property(options, options, fc.nat(), (before, after, pick) => {
      const all = combinationsOf(before);
      const choices = all[pick % all.length] as string[];
      expect(carryOver(before, before, choices)).toEqual(choices);
      const carried = carryOver(before, after, choices);
      if (carried) expect(fits(after, carried)).toBe(true);
      const renamed = before.map(({ name, values }) => ({
        ...{ name: `${name}!`, was: name, values: values.map((value) => `new ${value}`) },
        renamed: Object.fromEntries(values.map((value) => [value, `new ${value}`])),
      }));
      expect(carryOver(before, renamed, choices)).toEqual(choices.map((choice) => `new ${choice}`));
    }),
  );
});

test.each([
  ['a fourth option', Array.from({ length: 4 }, (_, index) => ({ name: `${index}`, values: ['a'] })), []],
  ['two options of one name', [1, 2].map(() => ({ name: 'Size', values: ['S'] })), []],
  ['the same value twice', [{ name: 'Size', values: ['S', 'S'] }], [0, 'values']],
  ['an option without values', [{ name: 'Size', values: [] }], [0, 'values']],
  ['a field that is none', [{ name: 'Size', values: ['S'], position: 1 }], [0]],
])('%s is refused', (_, wrong, path) => {
  const read = newOptionsSchema.safeParse(wrong);
  expect(read.error?.issues[0]?.path).toEqual(path);
});

test('a slug is what an address may hold, short, and the same when made again', () => {
  const rule = /^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const slug = slugOf(title);
      expect(slug).toMatch(rule);
      expect([...slug].length).toBeLessThanOrEqual(60);
      expect(slugOf(slug)).toBe(slug);
      const candidates = [...slugCandidates(title)];
      expect(allDifferent(candidates)).toBe(true);
      for (const candidate of candidates) expect(candidate).toMatch(rule);
    }),
  );
});
