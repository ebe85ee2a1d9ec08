import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toUtterances, utteranceText } from './utterances.ts';

const textsOf = (text: string): string[] => toUtterances(text).map(utteranceText);

test('ends an utterance with its sentence, and not at an abbreviation', () => {
  expect(textsOf('Bowl No. 12, approx. 24 cm. Is it oiled? Yes!')).toEqual([
    'Bowl number twelve, approximately twenty four centimetres.',
    'Is it oiled?',
    'Yes.',
  ]);
});

test('turns a dash on its own into a pause', () => expect(textsOf('One bowl — oiled')).toEqual(['One bowl, oiled']));

test('pauses where a word cannot be read', () => {
  expect(textsOf('The وعاء bowl')).toEqual(['The, bowl']);
  expect(textsOf('وعاء. The bowl')).toEqual(['The bowl']);
  expect(textsOf('The bowl. وعاء.')).toEqual(['The bowl.']);
});

test('has nothing to say where nothing can be read', () => expect(toUtterances('— وعاء … ')).toEqual([]));

test('keeps every token with a letter or digit, in order, once something can be read', () => {
  const token = fc.oneof(fc.constantFrom('Bowl', '24', 'cm.', '—', '&', 'وعاء', '€48.00', 'No.', '…'), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(fc.array(token, { maxLength: 200 }), (tokens) => {
      const text = `${tokens.join(' ')} bowl`;
      const kept = toUtterances(text).flatMap((utterance) => utterance.map(({ word }) => word));
      const hasLetterOrDigit = (word: string): boolean => /[\p{L}\p{N}]/u.test(word);
      expect(kept.filter(hasLetterOrDigit)).toEqual(text.split(/\s+/).filter(hasLetterOrDigit));
    }),
  );
});

test('breaks what never ends, and says a mass of digits only in part', () => {
  const utterances = toUtterances(`${'bowl '.repeat(1_000)} ${'9'.repeat(2_000)}`);
  for (const utterance of utterances) expect(utterance.flatMap(({ spoken }) => spoken).length).toBeLessThan(200);
});
