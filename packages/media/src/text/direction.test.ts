import { describe, expect, it } from 'vitest';
import { directionOf, visualOrder, wordDirections } from './direction.ts';

const order = (text: string, line: 'ltr' | 'rtl'): string => {
  const words = text.split(' ');
  return visualOrder(words, line)
    .map((index) => words[index])
    .join(' ');
};

describe('direction', () => {
  it('comes from the script of the language', () => {
    expect(['en', 'hi', 'ar', 'ar-EG', 'he', 'fa', 'ur', 'az', 'pa-Arab', 'ckb'].map(directionOf).join(' ')).toBe(
      'ltr ltr rtl rtl rtl rtl rtl ltr rtl rtl',
    );
  });

  it('lays Arabic from right to left, and a foreign name in it from left to right', () => {
    expect(order('كل قطعة', 'rtl')).toBe('قطعة كل');
    expect(order('من Walnut bowl خشب', 'rtl')).toBe('خشب Walnut bowl من');
    expect(order('Walnut 24 cm من', 'rtl')).toBe('من Walnut 24 cm');
    expect(order('سعر 48 يورو', 'rtl')).toBe('يورو 48 سعر');
    expect(order('the كل قطعة bowl', 'ltr')).toBe('the قطعة كل bowl');
  });

  it('lets signs and numbers follow their neighbours', () => {
    expect(wordDirections(['Walnut', '–', 'bowl'], 'rtl')).toEqual(['ltr', 'ltr', 'ltr']);
    expect(wordDirections(['48', 'يورو'], 'rtl')).toEqual(['rtl', 'rtl']);
    expect(wordDirections(['Walnut', '48', 'يورو'], 'rtl')).toEqual(['ltr', 'rtl', 'rtl']);
  });
});
