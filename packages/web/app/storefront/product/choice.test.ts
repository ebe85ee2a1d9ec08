import { expect, it } from 'vitest';
import type { ShownProduct } from './shown-product.ts';
import { choicesOf, chosenVariant } from './choice.ts';

const OPTIONS = [
  { name: 'Size', values: ['S', 'M', 'L'] },
  { name: 'Wood', values: ['oak', 'ash'] },
];

function product(stocks: Readonly<Record<string, number>>): ShownProduct {
  const variants = Object.entries(stocks).map(([id, stock]) => ({ id, stock, choices: id.split(' ') }));
  return { options: OPTIONS, variants } as unknown as ShownProduct;
}

const of = (from: ShownProduct, chosen: string, option: number) =>
  choicesOf(from, chosenVariant(from, chosen) as ShownProduct['variants'][0], option).map(
    ({ value, variant, isChosen, isSoldOut }) => [value, variant?.id ?? null, isChosen, isSoldOut] as const,
  );

it('shows what the address names, else what can be bought', () => {
  const some = product({ 'S oak': 0, 'S ash': 2 });
  expect(chosenVariant(some, 'S oak')?.id).toBe('S oak');
  expect(chosenVariant(some, 'gone')?.id).toBe('S ash');
  expect(chosenVariant(product({ 'S oak': 0 }), null)?.id).toBe('S oak');
});

it('keeps the other choices, and says which combination is sold out', () => {
  const some = product({ 'S oak': 1, 'S ash': 0, 'M oak': 3, 'M ash': 1 });
  expect(of(some, 'S oak', 1)).toEqual([
    ['oak', 'S oak', true, false],
    ['ash', 'S ash', false, true],
  ]);
  expect(of(some, 'M ash', 0).slice(0, 2)).toEqual([
    ['S', 'S ash', false, true],
    ['M', 'M ash', true, false],
  ]);
});

it('leads to the nearest where a combination is not made, and nowhere where nothing has the value', () => {
  const some = product({ 'S oak': 1, 'M ash': 0 });
  expect(of(some, 'S oak', 0)).toEqual([
    ['S', 'S oak', true, false],
    ['M', 'M ash', false, true],
    ['L', null, false, true],
  ]);
});
