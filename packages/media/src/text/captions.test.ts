import type { WordTime } from '@bottega/contracts';
import { describe, expect, it } from 'vitest';
import { captionPages } from './captions.ts';

/** Words of 0.3 s, one after another. */
function spoken(text: string): WordTime[] {
  return text.split(' ').map((word, index) => ({ word, start: index * 0.3, end: index * 0.3 + 0.3 }));
}

function pagesOf(words: readonly WordTime[], end = 60): string[] {
  return captionPages(words, end).map((page) => page.words.map(({ word }) => word).join(' '));
}

describe('caption pages', () => {
  it('end with sentences, at commas once there is something to read, and when full', () => {
    expect(pagesOf(spoken('Look. This bowl holds fruit, or nothing at all, as you like it best today.'))).toEqual([
      'Look.',
      'This bowl holds fruit,',
      'or nothing at all,',
      'as you like it best today.',
    ]);
    expect(pagesOf(spoken('यह फ़ोन है। नया')).length).toBe(2);
  });

  it('end at a pause', () => {
    const [first, second] = spoken('Hello there');
    expect(pagesOf([first!, { ...second!, start: 2, end: 2.3 }])).toEqual(['Hello', 'there']);
  });

  it('linger, but neither into the next page nor past the scene', () => {
    const pages = captionPages(spoken('One two. Three four.'), 1.3);
    expect(pages.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.6],
      [0.6, 1.3],
    ]);
  });

  it('are none without words', () => {
    expect(captionPages([], 3)).toEqual([]);
  });
});
