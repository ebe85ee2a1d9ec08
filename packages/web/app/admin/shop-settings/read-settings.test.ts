import { expect, test } from 'vitest';
import { readProfile, readTerms } from './read-settings.ts';

function formOf(fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test('a percentage and an amount become whole numbers, with a comma or a point', () => {
  const form = formOf([
    ['taxBps', '7,7'],
    ['shippingFlat', '8.90'],
    ['country', 'it'],
    ['pricesIncludeTax', 'yes'],
  ]);
  expect(readTerms(form, 'EUR')).toMatchObject({ taxBps: 770, shippingFlat: 890, country: 'IT', pricesIncludeTax: true });
  expect(readTerms(formOf([['shippingFlat', '500']]), 'JPY')).toMatchObject({ shippingFlat: 500, pricesIncludeTax: false });
});

test('what is no number goes on as none', () => {
  expect(
    readTerms(
      formOf([
        ['taxBps', 'much'],
        ['shippingFlat', '1.234'],
      ]),
      'EUR',
    ),
  ).toMatchObject({ taxBps: Number.NaN, shippingFlat: Number.NaN });
});

test('numbers of offices are read in pairs, and an empty pair is none', () => {
  const form = formOf([
    ['taxKind', 'P.IVA'],
    ['taxNumber', 'IT1'],
    ['taxKind', ''],
    ['taxNumber', ''],
    ['taxKind', 'CF'],
    ['taxNumber', ''],
  ]);
  expect(readProfile(form).taxNumbers).toEqual([
    { kind: 'P.IVA', number: 'IT1' },
    { kind: 'CF', number: '' },
  ]);
});
