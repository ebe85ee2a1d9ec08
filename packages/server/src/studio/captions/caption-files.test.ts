import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pagesToCues, shareOut, toSrt, toVtt } from './caption-files.ts';

it('shares a text out over the time it is heard: in order, without gaps, and without losing a word', () => {
  const word = fc.stringMatching(/^[a-zàèéا-ي]{1,14}[,.!؟]?$/u);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.double({ min: 0, max: 50, noNaN: true }), (words, start) => {
      const cues = shareOut([{ text: words.join(' '), start, end: start + 8 }]);
      expect(cues.map(({ text }) => text).join(' ')).toBe(words.join(' '));
      expect(cues[0]?.start).toBe(start);
      expect(cues.at(-1)?.end).toBeCloseTo(start + 8, 6);
      for (const [index, cue] of cues.entries()) {
        expect(cue.end).toBeGreaterThan(cue.start);
        if (index > 0) expect(cue.start).toBe(cues[index - 1]?.end);
        expect(cue.text.length).toBeLessThan(42 + 16); // a page, and at most the word that stands on its edge
      }
    }),
  );
});

it('leaves no word alone on a last page', () => {
  const text = 'إن أعجبكم ما ترون، فأنتم تعرفون المكان الآن.';
  const pages = shareOut([{ text, start: 0, end: 4 }]).map((cue) => cue.text.split(' ').length);
  expect(pages).toHaveLength(2);
  expect(Math.min(...pages)).toBeGreaterThan(2);
});

it('writes times to the millisecond, and no markup into WebVTT', () => {
  const cues = pagesToCues([
    {
      start: 59.9996,
      end: 3661.25,
      words: [
        { word: '<b>&', start: 0, end: 1 },
        { word: 'ok', start: 1, end: 2 },
      ],
    },
  ]);
  expect(toSrt(cues)).toBe('1\n00:01:00,000 --> 01:01:01,250\n<b>& ok\n');
  expect(toVtt(cues)).toBe('WEBVTT\n\n00:01:00.000 --> 01:01:01.250\n&lt;b&gt;&amp; ok\n');
});
