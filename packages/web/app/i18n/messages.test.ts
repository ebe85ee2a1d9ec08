import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';

type Messages = Readonly<Record<string, string>>;

const folder = join(import.meta.dirname, 'messages');
const read = (file: string): Messages => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const areas = readdirSync(folder)
  .filter((file) => file.endsWith('.en.json'))
  .map((file) => file.replace('.en.json', ''));

const app = join(import.meta.dirname, '..');
const source = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(app, file), 'utf8'))
  .join('\n');

/** Keys that are put together, such as `error.${status}.title`, as patterns. */
const composed = [...source.matchAll(/`([a-z][\w.]*(?:\$\{[^}]*\}[\w.]*)+)`/gi)]
  .map(([, template = '']) => template)
  .filter((template) => template.includes('.'))
  .map((template) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[^.]+')}$`));

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** The names of a message's values, and the forms of its plurals, however deep they lie. */
function readMessage(elements: readonly Element[], found = { values: new Set<string>(), plurals: [] as string[][] }) {
  for (const element of elements) {
    if (!('value' in element) || isPlainText(element)) continue;
    found.values.add(element.value);
    if (!('options' in element)) continue;
    if ('pluralType' in element) found.plurals.push(Object.keys(element.options));
    for (const { value } of Object.values(element.options)) readMessage(value, found);
  }
  return found;
}

/** In the parser's tree 0 marks the text between values. */
const isPlainText = ({ type }: Element): boolean => type === 0;

const messageOf = (text: string) => readMessage(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());

describe.each(areas)('the messages of %s', (area) => {
  const en = read(`${area}.en.json`);
  const ar = read(`${area}.ar.json`);

  it('have the same keys in both languages', () => {
    expect(Object.keys(ar)).toEqual(Object.keys(en));
  });

  it('can all be read, and take the same values', () => {
    for (const key of Object.keys(en)) {
      expect([key, [...messageOf(ar[key] ?? '').values].sort()]).toEqual([key, [...messageOf(en[key] ?? '').values].sort()]);
    }
  });

  it('say every plural of Arabic', () => {
    for (const [key, text] of Object.entries(ar)) {
      for (const forms of messageOf(text).plurals)
        expect([key, forms]).toEqual([key, expect.arrayContaining(['one', 'two', 'few', 'many', 'other'])]);
    }
  });

  it('are all used', () => {
    const unused = Object.keys(en).filter((key) => !source.includes(`'${key}'`) && !composed.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });
});
