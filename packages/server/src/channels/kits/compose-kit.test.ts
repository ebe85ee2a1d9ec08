import { type ChannelCopy, SHAPES } from '@bottega/contracts';
import { expect, test } from 'vitest';
import { CHANNELS, type Channel, findChannel } from '../limits/channel.ts';
import { composeKit, type KitMaterial } from './compose-kit.ts';

const CHECKED_ON = '2026-11-20';

const text = (channel: string, language: string, changes: Partial<ChannelCopy> = {}): ChannelCopy => ({
  channel,
  language,
  title: `A walnut bowl, turned from one block, oiled and waxed (${language})`,
  description: `Turned by hand (${language}).`,
  hashtags: [],
  tags: [],
  altText: 'A dark bowl',
  seoTitle: '',
  seoDescription: '',
  ...changes,
});

const materialOf = (channel: string, changes: Partial<KitMaterial> = {}): KitMaterial => ({
  copy: [text(channel, 'en'), text(channel, 'ar'), text('another', 'en')],
  pictures: Array.from({ length: 6 }, (_, index) => ({ path: `/p/${index}.jpeg`, bytes: 900_000 })),
  films: SHAPES.map((shape) => ({ shape, path: `/f/${shape}.mp4`, seconds: 30, bytes: 9_000_000 })),
  captions: ['en', 'ar'].flatMap((language) => ['srt', 'vtt'].map((format) => ({ language, format, path: `/c/${language}.${format}` }))),
  thumbnails: SHAPES.map((shape) => ({ shape, path: `/t/${shape}.jpeg` })),
  productUrl: 'http://fornace.localhost:4600/p/walnut-bowl',
  ...changes,
});

const channel = (id: string): Channel => findChannel(id) as Channel;
const compose = (id: string, changes: Partial<KitMaterial> = {}) => composeKit(channel(id), materialOf(id, changes), CHECKED_ON);
const namesOf = ({ files }: { files: readonly { name: string }[] }) => files.map(({ name }) => name);

test('a kit has the film in the shape that its channel takes, with captions and thumbnail', () => {
  const kit = compose('instagram');
  expect(kit.files).toEqual([
    ...Array.from({ length: 6 }, (_, index) => ({ name: `picture-${index + 1}.jpeg`, from: `/p/${index}.jpeg` })),
    { name: 'film.mp4', from: '/f/9:16.mp4' },
    { name: 'captions.en.srt', from: '/c/en.srt' },
    { name: 'captions.en.vtt', from: '/c/en.vtt' },
    { name: 'captions.ar.srt', from: '/c/ar.srt' },
    { name: 'captions.ar.vtt', from: '/c/ar.vtt' },
    { name: 'thumbnail.jpeg', from: '/t/9:16.jpeg' },
  ]);
  expect(kit.problems).toEqual([]);
  expect(kit.manifest).toMatchObject({
    channel: 'instagram',
    limitsCheckedOn: CHECKED_ON,
    productUrl: 'http://fornace.localhost:4600/p/walnut-bowl',
    texts: [{ language: 'en' }, { language: 'ar' }],
    film: { shape: '9:16', seconds: 30, bytes: 9_000_000 },
    leftOut: [],
    files: namesOf(kit),
  });
});

test.each([
  ['etsy', 'the film: it has 30.0 s, Etsy takes 5 to 15 s'],
  ['meesho', 'the film: Meesho takes none'],
])('the kit of %s leaves the film out and says why', (id, reason) => {
  const kit = compose(id);
  expect(namesOf(kit).filter((name) => !name.startsWith('picture'))).toEqual([]);
  expect(kit.manifest).toMatchObject({ film: null, leftOut: expect.arrayContaining([reason]) });
});

test('a film for Etsy within its 15 seconds goes along', () => {
  const films = materialOf('etsy').films.map((film) => ({ ...film, seconds: 15 }));
  expect(namesOf(compose('etsy', { films }))).toContain('film.mp4');
});

test('a film that is too heavy is left out with its weight', () => {
  const films = materialOf('etsy').films.map((film) => ({ ...film, seconds: 10, bytes: 100_000_001 }));
  expect(compose('etsy', { films }).manifest).toMatchObject({ leftOut: ['the film: it has 101 MB, Etsy takes 100 MB'] });
});

test('a film that was never made is left out too, and that is said', () => {
  expect(compose('youtube', { films: [] }).manifest).toMatchObject({
    film: null,
    leftOut: expect.arrayContaining(['the film: there is none in 16:9']),
  });
});

test('pictures beyond what a channel takes stay behind, the heavy ones first', () => {
  const pictures = [
    { path: '/p/heavy.jpeg', bytes: 10_000_001 },
    ...Array.from({ length: 6 }, (_, index) => ({ path: `/p/${index}.jpeg`, bytes: 900_000 })),
  ];
  const kit = compose('meesho', { pictures });
  expect(kit.files.map(({ from }) => from)).toEqual(['/p/0.jpeg', '/p/1.jpeg', '/p/2.jpeg', '/p/3.jpeg']);
  expect(kit.manifest.leftOut).toEqual([
    'pictures: 1 over 10 MB',
    'pictures: 2 more than the 4 that Meesho takes',
    'the film: Meesho takes none',
  ]);
});

test('what the channel would refuse is listed, by language', () => {
  const copy = [text('etsy', 'en', { title: 'x'.repeat(141) }), text('etsy', 'ar', { tags: ['a tag of more than twenty letters'] })];
  const kit = compose('etsy', { copy, pictures: [] });
  expect(kit.problems).toEqual([
    'en: The title has 141 of 140 characters: cut 1.',
    'ar: The tag "a tag of more than twenty letters" is longer than 20 characters.',
    'No picture fits this channel.',
  ]);
  expect(kit.manifest.problems).toEqual(kit.problems);
  expect(compose('etsy', { copy: [] }).problems).toEqual(['There is no text for this channel.']);
});

test('the text to paste has every language after the other, and the address last', () => {
  const copy = [text('etsy', 'en', { tags: ['walnut', 'bowl'] }), text('etsy', 'ar', { title: 'وعاء', description: 'خشب' })];
  expect(compose('etsy', { copy }).postText).toBe(
    [
      'Etsy',
      '[en]',
      'A walnut bowl, turned from one block, oiled and waxed (en)',
      'Turned by hand (en).',
      'Tags: walnut, bowl',
      '[ar]',
      'وعاء',
      'خشب',
      'Shop: http://fornace.localhost:4600/p/walnut-bowl',
      '',
    ].join('\n\n'),
  );
});

test('every channel there is gets a kit without a problem from good material', () => {
  for (const { id } of CHANNELS) expect(compose(id).problems, id).toEqual([]);
});
