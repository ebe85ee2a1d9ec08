import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeText } from './judge-text.ts';

const rulesOf = (text: string): string[] => [...new Set(judgeText(text, 'copy').map(({ rule }) => rule))];

describe('finds what must not go out', () => {
  test.each([
    ['contact-details', 'Write to potter@example.com'],
    ['contact-details', 'potter (at) example (dot) com'],
    ['contact-details', 'Ring +39 055 123 4567'],
    ['contact-details', 'Ring 0039-055-1234567'],
    ['contact-details', 'Chiama 055 1234567'],
    ['contact-details', 'our shop: (055) 123 4567'],
    ['contact-details', '212-555-0147'],
    ['contact-details', 'call me: 9876543210'],
    ['contact-details', '9876543210'],
    ['contact-details', 'اتصل بنا ٠٥٠١٢٣٤٥٦٧'],
    ['contact-details', 'कॉल करें ९८७६५४३२१०'],
    ['contact-details', 'find us on WhatsApp'],
    ['bank-details', 'IBAN GB82 WEST 1234 5698 7654 32'],
    ['bank-details', 'IT60X0542811101000000123456'],
    ['bank-details', '4111 1111 1111 1111'],
    ['bank-details', '3782 822463 10005'],
    ['links', 'see https://example.com/bowl'],
    ['links', 'see www.example.com'],
    ['links', 'cheaper at example.shop'],
    ['foul-language', 'This fucking bowl'],
    ['foul-language', 'This f\u200bu\u200bck bowl'],
    ['foul-language', 'che CAZZO'],
    ['foul-language', 'मादरचोद'],
    ['restricted-goods', 'comes with cocaine'],
    ['restricted-goods', 'Buy good cheap whisky here'],
    ['restricted-goods', 'vendo sigarette'],
    ['restricted-goods', 'शराब यहाँ खरीदें'],
    ['health-claims', 'It cures even the worst migraines'],
    ['health-claims', 'previene l’artrite'],
    ['health-claims', 'يعالج السرطان'],
    ['health-claims', 'कैंसर का इलाज'],
    ['health-claims', 'clinically proven'],
    ['shouting', 'BUY THIS LOVELY BOWL NOW'],
    ['shouting', 'Lovely!!!'],
    ['disguised-text', 'wal\u200bnut'],
    ['disguised-text', 'wаlnut with a Cyrillic letter'],
    ['disguised-text', 'read \u202ethis\u202c'],
  ])('%s: %s', (rule, text) => expect(rulesOf(text)).toContain(rule));
});

describe('leaves ordinary copy alone', () => {
  test.each([
    'Conca walnut bowl, hand-turned and oiled, 24 cm, €48.00.',
    'Fired at 1,240 °C since 1989. No. 12345 of the series, signed 2026-04-17.',
    'Set of 6 plates, 27 × 27 × 3 cm, 1.250 kg, from 120.00 to 1,250.00 EUR.',
    'EAN 4006381333931, SKU 0123456789, ISBN 9783161484100, lot 7012345678',
    'A wine glass, a whisky tumbler and a beer mug; buy a wine rack and get a bottle stopper.',
    'Tobacco brown, gunmetal grey, shot through with gold. A cigar box for buttons.',
    'The resin cures in 24 hours; treats your skin gently; dog treats not included; a self-healing mat.',
    'Ciotola in noce tornita a mano, oliata, 24 cm: 48,00 €.',
    'وعاء خشبي مصنوع يدويًا، ٢٤ سم، ٤٨٫٠٠ يورو، منذ ١٩٨٩',
    'अखरोट का कटोरा, हाथ से बना, २४ सेमी, ₹४,८००, क्ष\u200dत्रिय',
    'WALNUT BOWL by Fornace, MADE IN ITALY. UV and PVC free!',
    'Silver ring, size 16 17 18 19 20; a stand for a phone, 120 80 60 40 mm',
    'Oiled.It is light.Come in and see.Net weight 2 kg.',
    'Reference RF18 5390 0754 7034, 50 µm glaze, 5 Ω, 👩\u200d🎨 painted',
    'From Scunthorpe; shiitake log; Essex; cockatoo; Dick Bruna.',
    '\u2068Conca walnut bowl\u2069 من ورشتنا',
    'Mon–Fri 9.00–17.30, 10 of 250, edition 3/50, 1000 2000 3000 pieces, 12 34 56 78 90 mm',
  ])('%s', (text) => expect(judgeText(text, 'copy')).toEqual([]));

  test('whatever its sizes, prices, years and numbers', () => {
    const amount = fc.integer({ min: 0, max: 99_999_999 });
    const sentence = fc.oneof(
      amount.map((minor) => `€${(minor / 100).toFixed(2)}`),
      amount.map((minor) => `${(minor / 100).toLocaleString('en')} EUR`),
      fc
        .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }))
        .map((size) => `${size.join(' × ')} cm`),
      fc.integer({ min: 1, max: 2_000 }).map((degrees) => `${degrees.toLocaleString('en')} °C`),
      fc.integer({ min: 1, max: 999_999 }).map((number) => `No. ${number}`),
      fc.integer({ min: 1500, max: 2100 }).map((year) => `since ${year}`),
      fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })).map(([from, to]) => `${from}–${to} days`),
      fc
        .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    );
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 6 }), (sentences) => {
        expect(judgeText(`Walnut bowl, ${sentences.join(', ')}.`, 'copy')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

test('long numbers that fail their check are no bank details', () => {
  expect(rulesOf('GB82 WEST 1234 5698 7654 33')).not.toContain('bank-details');
  expect(rulesOf('4111 1111 1111 1112')).not.toContain('bank-details');
});

test('quotes the text as it stands, and explains in a sentence', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (noise) => {
      const text = `${noise} potter@example.com !!!! wal\u200bnut ٠٥٠١٢٣٤٥٦٧ ${noise}`;
      for (const { excerpt, reason, where } of judgeText(text, 'title')) {
        expect(text).toContain(excerpt);
        expect(reason).toMatch(/^[A-Z].*\.$/);
        expect(where).toBe('title');
      }
    }),
  );
});

test('judges a long text in little time', () => {
  const started = performance.now();
  for (const unit of ['a', '0', '0 ', 'A ', 'a.', '1 2-', 'buy a ', 'cures the ', 'at ', 'a@', '\u200b', '(0'])
    judgeText(unit.repeat(10_000), 'copy');
  expect(performance.now() - started).toBeLessThan(10_000);
}, 30_000);
