import { describe, expect, test } from 'vitest';
import type { FileFormat, Filter, OrderName, PopulationOptions } from './index.ts';
import { loadModel, openPopulation } from './node.ts';
import { bytesOf, sha256 } from './testing/people.ts';

// A seed and a version of the model are the same people for ever. Whoever has to change a hash here has changed them: make a new
// version of the model instead, and keep the old one loadable.

type Slice = {
  readonly to: number;
  readonly from?: number;
  readonly columns?: string[];
  readonly filter?: Filter;
  readonly order?: OrderName;
  readonly format?: FileFormat;
};

const GOLDEN: readonly (readonly [name: string, hash: string, people: PopulationOptions, slice: Slice])[] = [
  ['the living of 2026', 'b2f0b74666a0d9495b626edbecc4a40f0edd64ba3854589468b4d94a18cb819a', { seed: 42, year: 2026 }, { to: 5000 }],
  [
    'the living of 2026 in the order of seats',
    'f53a9a8d690f41f0436e802269dda9efceb8cf5ef235d139ca5162721578b5c8',
    { seed: 42, year: 2026 },
    { from: 7e9, to: 7e9 + 5000, order: 'seat' },
  ],
  [
    'the living of 2026, shuffled',
    '853955af704ff18aa9b888c6e52bf2b890238558a47d77924fea59291c3cbec2',
    { seed: 42, year: 2026 },
    { to: 2000, order: 'shuffled' },
  ],
  [
    'everything about some',
    'edbb8c21bedb89d3a32a798746a867a1f3950bfa688fb81061d93ba876e0d0b3',
    { seed: 42, year: 2026 },
    { to: 300, columns: ['all'], format: 'jsonl' },
  ],
  [
    'all who are ever born',
    'ecc29a3e9ad1a0fe07c88a2f8b33eae1bee057e0e84501da759386c2afe17cf7',
    { seed: 42 },
    { to: 3000, columns: ['all'], format: 'jsonl' },
  ],
  [
    'women of India of working age',
    'b2ce7347a032425023bf8b69e218cdf710f52bd73a42e935f91622c98e5f71ae',
    { seed: 1, year: 2030 },
    { to: 2000, filter: { country: 'IN', sex: 'female', ages: [18, 65] } },
  ],
  ['the world of 1300', '9af1f7ec922a7788e8e3b4600b963a0db88bc3bcb9f60175d319861d8191c98e', { seed: 7, year: 1300 }, { to: 2000 }],
  [
    'another timeline',
    'a7e072b74e5abe920fb969bf88df8313baa500bbf56f6159c1a511ce25824864',
    { seed: 42, timeline: 'Earth-616' },
    { to: 1000 },
  ],
  [
    'another species',
    '58aa6d16cbe99be765094979b2ebc7e6a22c4d077cdb01e7ee502d73c7d1871e',
    { seed: 42, species: 'denisovan', year: -60_000 },
    { to: 1000 },
  ],
  [
    'a file of Parquet',
    '1111330c9eda4ac9e54bb0e314cf28c13bdd5461e8db5d0d1ee1892c14f57b93',
    { seed: 42, year: 2026 },
    { to: 1000, format: 'parquet', columns: ['all'] },
  ],
];

describe('the model v1', () => {
  test.each(GOLDEN)('%s', (_, hash, people, slice) => {
    expect(sha256(bytesOf(openPopulation(people, 'v1'), slice))).toBe(hash);
  });

  test('is loaded by its name, and a version that is not there is a sentence', () => {
    expect(loadModel('v1').version).toBe('v1');
    expect(() => loadModel('v0')).toThrow('There is no model v0 in this package.');
  });
});

test('a seed is a whole number, and another seed is other people', () => {
  expect(openPopulation({ seed: 1, year: 2026 }).person(5)).not.toEqual(openPopulation({ seed: 2, year: 2026 }).person(5));
  expect(openPopulation({ seed: 2 ** 40, year: 2026 }).person(5)).not.toEqual(openPopulation({ seed: 2 ** 41, year: 2026 }).person(5));
  for (const seed of [-1, 1.5, Number.NaN, 2 ** 60]) expect(() => openPopulation({ seed })).toThrow('A seed is a whole number');
});

test.each([
  [{ year: 100_001 }, 'A year is a whole number from -233000 to 100000, not 100001.'],
  [{ year: -233_001 }, 'A year is a whole number'],
  [{ year: 20.5 }, 'A year is a whole number'],
  [{ timeline: 'Earth-617' }, 'Did you mean "Earth-616"?'],
  [{ species: 'sapien' }, 'Did you mean "sapiens"?'],
])('%j is refused with a sentence', (options, sentence) => {
  expect(() => openPopulation(options)).toThrow(sentence);
});

test.each([-1, 1e12, 0.5, Number.NaN])('the index %d is refused with a sentence', (index) => {
  expect(() => openPopulation().person(index)).toThrow(
    `There is no person ${index}: by rank of birth, people go from 0 to 999,999,999,999.`,
  );
});
