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
  ['the living of 2026', 'c2b5ea6fe61872665f50e1fe565ccae3d01ee787245ea5858f4f6dee45a3e0a5', { seed: 42, year: 2026 }, { to: 5000 }],
  [
    'the living of 2026 in the order of seats',
    'f53a9a8d690f41f0436e802269dda9efceb8cf5ef235d139ca5162721578b5c8',
    { seed: 42, year: 2026 },
    { from: 7e9, to: 7e9 + 5000, order: 'seat' },
  ],
  [
    'the living of 2026, shuffled',
    '592e2cf803ea791cbb63e556d36a91da33006aeb61a21a4f7c3d061df036a451',
    { seed: 42, year: 2026 },
    { to: 2000, order: 'shuffled' },
  ],
  [
    'everything about some',
    'c2537864d686e27560eee2bf142d812940e4ecfe520d32c2f094203da0a6afa9',
    { seed: 42, year: 2026 },
    { to: 300, columns: ['all'], format: 'jsonl' },
  ],
  [
    'all who are ever born',
    '5b93fd9b50ea9fde93a999dfcd59ad819f2ae6403ddbc8f0b3a61a34966555d2',
    { seed: 42 },
    { to: 3000, columns: ['all'], format: 'jsonl' },
  ],
  [
    'women of India of working age',
    '6237165b146fbce47022a056778e7d2342fb5871948b5f4d6e7508ba99737326',
    { seed: 1, year: 2030 },
    { to: 2000, filter: { country: 'IN', sex: 'female', ages: [18, 65] } },
  ],
  ['the world of 1300', 'f67d9dfca7c61c31a3956981c7ddad24d3aa45593019ffa632ebfbfb3aac573c', { seed: 7, year: 1300 }, { to: 2000 }],
  [
    'another timeline',
    'c521ed462dc9744d7f3a32a16b86451b2252230ce148eb0eb9a7594ad640cbab',
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
    '543c653bfcb7b895edf10defe6aeac1dd2f573d7e07ab7349ed5326140ab96be',
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
