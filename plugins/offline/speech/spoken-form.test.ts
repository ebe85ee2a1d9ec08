import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spokenForm } from './spoken-form.ts';

test.each([
  ['€48.00.', 'forty eight euros'],
  ['€1.00', 'one euro'],
  ['£12.50', 'twelve pounds fifty'],
  ['48,00€', 'forty eight euros'],
  ['₹1,240', 'one thousand two hundred forty rupees'],
  ['24cm,', 'twenty four centimetres'],
  ['1kg', 'one kilo'],
  ['1,240°C', 'one thousand two hundred forty degrees Celsius'],
  ['30×12cm', 'thirty by twelve centimetres'],
  ['30x12', 'thirty by twelve'],
  ['10–15', 'ten to fifteen'],
  ['50%', 'fifty percent'],
  ['2½', 'two and a half'],
  ['¾', 'three quarters'],
  ['1/2', 'half'],
  ['2nd', 'second'],
  ['hand-turned,', 'hand turned'],
  ['“Café”', 'Cafe'],
  ['Søren’s', "Soren's"],
  ['&', 'and'],
  ['bottega.shop', 'bottega dot shop'],
  ['٢٤', 'twenty four'],
  ['e.g.', 'for example'],
  ['Raku™', 'Raku'],
  ['—', ''],
  ['وعاء', ''],
])('"%s" is said "%s"', (token, said) => expect(spokenForm(token).join(' ')).toBe(said));

test.each([
  [{ before: '24' }, 'cm', 'centimetres'],
  [{ before: '1' }, 'cm,', 'centimetre'],
  [{ before: '2½' }, 'kg', 'kilos'],
  [{ before: 'the' }, 'm', 'm'],
  [{ after: '12345' }, 'No.', 'number'],
  [{ after: 'thanks' }, 'No.', 'No'],
  [{ after: 'EUR' }, '48.00', 'forty eight'],
  [{ before: '48.00' }, 'EUR.', 'euros'],
])('beside %o, "%s" is said "%s"', (neighbours, token, said) => expect(spokenForm(token, neighbours).join(' ')).toBe(said));

test('gives the voice nothing but plain letters, whatever was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (token) => {
      for (const word of spokenForm(token.replace(/\s/g, ''))) expect(word).toMatch(/^[A-Za-z]+('[A-Za-z]+)*$/);
    }),
  );
});
