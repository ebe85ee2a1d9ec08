import { expect, test } from 'vitest';
import { scriptOf } from '../../../tools/population/scripts.ts';
import { LONGEST_NAME } from './formats/rows.ts';
import { slugOf } from './phone-and-mail.ts';
import { loadModel, openPopulation } from './node.ts';

const model = loadModel();
const BUCKETS = 17;

/** The values of a list: first and second ones of its entries. */
function namesIn(kind: 'given' | 'family', list: number): string[] {
  const texts = model.texts(`${kind}Names`);
  const word = model.u32(`${kind}Lists`)[list] as number;
  const entries = model.u32(`${kind}Entries`).subarray((word >>> 12) * 2, ((word >>> 12) + (word & 0xfff)) * 2);
  return [...entries].map((entry) => texts[entry & 0xffff] as string);
}

test('a country never mixes scripts, in given names or with family names', () => {
  const mixed = model.countries.flatMap(({ code, script }, country) =>
    [0, 1].flatMap((sex) => {
      const group = country * 2 + sex;
      const given = Array.from({ length: BUCKETS - 1 }, (_, decade) => namesIn('given', group * BUCKETS + decade + 1)).flat();
      return [...given, ...namesIn('family', group)].filter((name) => scriptOf(name) !== script).map((name) => `${code} ${script} ${name}`);
    }),
  );
  expect(mixed.slice(0, 10)).toEqual([]);
});

test('every text of the model is whole UTF-8, and none needs quotes', () => {
  const strict = new TextDecoder('utf-8', { fatal: true });
  for (const section of ['givenNames', 'familyNames', 'cityNames', 'cityRegions'])
    expect(() => strict.decode(model.u8(section))).not.toThrow();
  const names = [...model.texts('givenNames'), ...model.texts('familyNames')];
  expect(names.filter((name) => /[",;\\\r\n\t]/.test(name) || name === '' || /^[=+\-@]/.test(name))).toEqual([]);
  expect(names.filter((name) => name !== name.normalize('NFC'))).toEqual([]);
  expect(names.filter((name) => Buffer.byteLength(name) > LONGEST_NAME)).toEqual([]);
});

test('every cell in the memory of the kernel is whole UTF-8, and its slug is plain', () => {
  const { kernel } = openPopulation({ year: 2026 });
  kernel.prepareTexts();
  const strict = new TextDecoder('utf-8', { fatal: true });
  const bytes = kernel.memory.bytes();
  const view = new DataView(bytes.buffer);
  for (const [column, texts] of [
    ['givenCells', model.texts('givenNames')],
    ['familyCells', model.texts('familyNames')],
  ] as const) {
    const cells = kernel.addressOf(column);
    for (const [at, text] of texts.entries()) {
      const [start, length, slug] = [
        view.getUint32(cells + at * 8, true),
        view.getUint16(cells + at * 8 + 4, true),
        view.getUint16(cells + at * 8 + 6, true),
      ];
      expect(strict.decode(bytes.subarray(start, start + length))).toBe(text);
      expect(strict.decode(bytes.subarray(start + length, start + length + slug))).toBe(slugOf(text));
    }
  }
});

test('names go by the decade of birth where figures exist', () => {
  const population = openPopulation({ year: 2026, seed: 3 });
  const count = (born: [number, number], name: string): number => {
    let found = 0;
    for (const batch of population.select({ country: 'FR', sex: 'female', born }).batches(0, 20_000, { rows: 5000 }))
      for (let at = 0; at < batch.count; at++) if (batch.row(at).givenName === name) found++;
    return found;
  };
  expect(count([1940, 1949], 'Monique')).toBeGreaterThan(20 * count([1990, 1999], 'Monique'));
  expect(count([2000, 2009], 'Léa')).toBeGreaterThan(20 * (count([1950, 1959], 'Léa') + 1));
});

test('the data says where a name comes from', () => {
  const source = (options: object, filter: object): unknown => {
    const population = openPopulation(options);
    return population.person(population.select(filter).indexAt(0), ['name_source']).name_source;
  };
  expect(source({ year: 2026 }, { country: 'FR', ages: [30, 40] })).toBe('cohort');
  expect(source({ year: 2026 }, { country: 'BR' })).toBe('national');
  expect(source({ year: 2026 }, { country: 'EC' })).toBe('language');
  expect(source({ year: 2026 }, { country: 'BD' })).toBe('fallback');
  expect(source({ year: -20_000 }, { country: 'FR' })).toBe('invented');
});

test('women bear the family names of women, where those differ', () => {
  const population = openPopulation({ year: 2026, seed: 1 });
  const names = (sex: 'female' | 'male'): string[] => {
    const selection = population.select({ country: 'RU', sex });
    return Array.from({ length: 300 }, (_, at) => population.at(selection.indexAt(at)).familyName);
  };
  const ofWomen = (name: string): boolean => /[ая]$/.test(name);
  expect(names('female').filter(ofWomen).length).toBeGreaterThan(200);
  expect(names('male').filter(ofWomen).length).toBeLessThan(20); // Гогуа and Варавва are of either
});
