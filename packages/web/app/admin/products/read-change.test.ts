import { expect, it } from 'vitest';
import type { ProductDetail } from '../types.ts';
import { movePicture, readChange, readNewVariant, readOptions, readText, readVariants } from './read-change.ts';

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) data.append(name, value);
  return data;
}

it('reads amounts without a float between, with point or comma', () => {
  const change = readChange(form({ title: ' Bowl ', description: '', category: 'kitchen', price: '48,10', stock: '7' }), 'EUR');
  expect(change).toEqual({ title: 'Bowl', description: '', category: 'kitchen', price: { amount: 4810, currency: 'EUR' }, stock: 7 });
});

it('leaves what is no number to the operation', () => {
  expect(readChange(form({ price: 'many', stock: '' }), 'EUR')).toMatchObject({ price: { amount: Number.NaN }, stock: Number.NaN });
});

it('leaves out the numbers that the form has not, and prefers a new category', () => {
  const change = readChange(form({ title: 'Bowl', description: '', category: 'kitchen', newCategory: 'Moon jars' }), 'EUR');
  expect(change).toEqual({ title: 'Bowl', description: '', category: 'Moon jars' });
});

it('reads options with any comma, and what they were called', () => {
  const fields = {
    optionName: ['Size', 'Holz', ''],
    optionValues: ['S, M,S', 'Eiche، Esche', 'x'],
    optionWas: ['', 'Wood', ''],
    fill: 'on',
  };
  expect(readOptions(form(fields))).toEqual({
    options: [
      { name: 'Size', values: ['S', 'M'] },
      { name: 'Holz', values: ['Eiche', 'Esche'], was: 'Wood' },
    ],
    fill: true,
  });
});

const product = (options: object[]) =>
  ({ options, price: { amount: 1, currency: 'EUR' }, variants: [{ id: 'a', stock: 3 }] }) as unknown as ProductDetail;

it('writes a stock only where somebody wrote another', () => {
  const row = { 'a.sku': 'A', 'a.barcode': '', 'a.weight': '650', 'a.price': '4.50', 'a.stock': '3', 'a.stockWas': '3', 'a.picture': 'p' };
  const base = { id: 'a', sku: 'A', barcode: null, weightGrams: 650, pictureIds: ['p'] };
  expect(readVariants(form(row), product([{}]))).toEqual([{ ...base, price: { amount: 450, currency: 'EUR' } }]);
  expect(readVariants(form({ ...row, 'a.stock': '0' }), product([{}]))).toMatchObject([{ stock: 0 }]);
  expect(readVariants(form({ ...row, 'a.stock': 'x' }), product([{}]))).toMatchObject([{ stock: Number.NaN }]);
  expect(readVariants(form(row), product([]))).toEqual([base]);
});

it('reads a new variant and a translation', () => {
  expect(readNewVariant(form({ choices: '["S","oak"]', price: '5', stock: '' }), 'EUR')).toEqual({
    ...{ choices: ['S', 'oak'], price: { amount: 500, currency: 'EUR' }, stock: 0 },
  });
  expect(readText(form({ language: 'it', title: 'Ciotola', 'word.Size': 'Taglia', 'word.S': '' }))).toMatchObject({
    ...{ language: 'it', title: 'Ciotola', description: '', optionWords: { Size: 'Taglia' } },
  });
});

it('moves pictures by one place, and takes them out', () => {
  const pictures = ['a', 'b', 'c'].map((id) => ({ picture: { id }, altText: id })) as unknown as ProductDetail['pictures'];
  const after = (picture: string, move: string) =>
    movePicture(pictures, form({ picture, move }))
      .map(({ pictureId }) => pictureId)
      .join('');
  expect([
    after('b', 'earlier'),
    after('a', 'earlier'),
    after('b', 'later'),
    after('c', 'later'),
    after('b', 'out'),
    after('x', 'out'),
  ]).toEqual(['bac', 'abc', 'acb', 'abc', 'ac', 'abc']);
  const described = movePicture(pictures, form({ picture: 'b', move: 'describe', altText: ' A bowl ' }));
  expect(described.map(({ altText }) => altText)).toEqual(['a', 'A bowl', 'c']);
  expect(movePicture(pictures, form({ picture: 'b', move: 'earlier', altText: 'A bowl' }))[0]).toEqual({
    pictureId: 'b',
    altText: 'A bowl',
  });
});
