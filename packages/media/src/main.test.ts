import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type FilmPlan,
  type FilmScene,
  type GlyphResult,
  type MeasureResult,
  type RenderResult,
  SHAPE_SIZES,
  SHAPES,
  type Shape,
  type ThumbnailResult,
  type VoiceResult,
} from '@bottega/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFrame } from './testing/frames.ts';
import { drawPicture, playMusic } from './testing/material.ts';
import { startWorker, type Worker } from './testing/worker.ts';

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
const CLOSE = { x: 0.1, y: 0.15, width: 0.75, height: 0.75 };
const LOOK = { accent: '#e0a84a', onAccent: '#1d1712' };
const SLOW = 60_000;

let folder: string;
let worker: Worker;
let music: string;
let film: FilmPlan;

const at = (...parts: string[]): string => join(folder, ...parts);

async function speak(text: string, language: string, name: string): Promise<NonNullable<FilmScene['voice']>> {
  const voice = await worker.get<VoiceResult>({ do: 'voice', text, language, wordsPerMinute: 190, outPath: at(`${name}.wav`) });
  return { path: voice.path, delay: 0.1, words: voice.words };
}

function planOf(scenes: readonly FilmScene[], language = 'en'): FilmPlan {
  return { fps: 30, crossfadeFrames: 6, language, scenes, music: { path: music }, burnCaptions: true, look: LOOK };
}

function render(plan: FilmPlan, name: string, shapes: readonly Shape[], workers = 2): Promise<RenderResult> {
  return worker.get({ do: 'render', plan, shapes, outFolder: at(name), cacheFolder: at('cache'), workers });
}

function measure(path: string): Promise<MeasureResult> {
  return worker.get({ do: 'measure', path });
}

async function digest(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "media it's [1], "));
  worker = startWorker();
  music = await playMusic(at('music.wav'), 3);
  const [first, second, third] = await Promise.all([
    drawPicture(at('first: one.jpg'), 30),
    drawPicture(at('second.png'), 150),
    drawPicture(at('third.webp'), 260),
  ]);
  film = planOf([
    {
      seconds: 1.4,
      picture: { path: first, from: WHOLE, to: CLOSE },
      card: { title: 'Walnut bowl', line: 'Turned by hand' },
      voice: await speak('Meet the bowl.', 'en', 'one'),
    },
    { seconds: 1.4, picture: { path: second, from: CLOSE, to: WHOLE }, voice: await speak('Made of walnut.', 'en', 'two') },
    { seconds: 1.2, picture: { path: third, from: WHOLE, to: CLOSE }, card: { title: 'Order today' } },
  ]);
}, SLOW);

afterAll(async () => {
  expect(await worker.close()).toBe(0);
  await rm(folder, { recursive: true, force: true });
});

describe('a film in three shapes', () => {
  let result: RenderResult;
  const progress: { done: number; note: string }[] = [];
  let took = 0;

  beforeAll(async () => {
    const request = { do: 'render', plan: film, shapes: SHAPES, outFolder: at('film'), cacheFolder: at('cache'), workers: 2 } as const;
    const started = performance.now();
    result = await worker.get(request, (step) => progress.push(step));
    took = performance.now() - started;
  }, SLOW);

  it('renders each piece of each shape once and tells of it', () => {
    expect(result.chunks).toEqual({ rendered: 15, reused: 0 });
    expect(result.films.map(({ shape, path }) => [shape, path])).toEqual([
      ['16:9', at('film', '16x9.mp4')],
      ['9:16', at('film', '9x16.mp4')],
      ['1:1', at('film', '1x1.mp4')],
    ]);
    expect(result.cpuSeconds).toBeGreaterThan(0.5);
    expect(progress.length).toBeGreaterThan(2);
    expect(progress.every(({ note }) => /^(16:9|9:16|1:1), scene [123] of 3$|^joining/.test(note))).toBe(true);
    expect(progress.every(({ done }, index) => done <= 1 && done >= (progress[index - 1]?.done ?? 0))).toBe(true);
    expect(progress.length).toBeLessThanOrEqual(1 + took / 200);
  });

  it(
    'gives exact lengths, sizes and formats, no black, and the loudness of the platforms',
    async () => {
      for (const { shape, path, bytes } of result.films) {
        const measured = await measure(path);
        expect(measured.video).toEqual({ codec: 'h264', ...SHAPE_SIZES[shape], frames: 120, fps: 30 });
        expect(measured.audio).toEqual({ codec: 'aac', sampleRate: 48000, channels: 2 });
        expect(measured.seconds).toBeCloseTo(4, 3);
        expect(measured.black).toEqual([]);
        expect(Math.abs(measured.lufs! + 14)).toBeLessThanOrEqual(0.5);
        expect(measured.truePeakDb!).toBeLessThanOrEqual(-1);
        expect(Math.abs(measured.lufs! - result.sound.lufs)).toBeLessThan(0.2);
        expect(Math.abs(measured.truePeakDb! - result.sound.truePeakDb)).toBeLessThan(0.3);
        const file = readFileSync(path);
        expect(file.length).toBe(bytes);
        expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
      }
      expect(result.sound.voiceOverMusicDb).toBeGreaterThanOrEqual(12);
    },
    SLOW,
  );

  it('says when its captions stand, scene by scene', () => {
    expect(result.captions.map(({ words }) => words.map(({ word }) => word).join(' '))).toEqual(['Meet the bowl.', 'Made of walnut.']);
    expect(result.captions[1]!.start).toBeCloseTo(1.4 + 0.1 + film.scenes[1]!.voice!.words[0]!.start, 3);
    expect(result.captions.every(({ start, end }) => end > start && end <= 2.8)).toBe(true);
  });

  it(
    'is byte for byte the same the second time, from the cache alone',
    async () => {
      const again = await render(film, 'again', SHAPES);
      expect(again.chunks).toEqual({ rendered: 0, reused: 15 });
      for (const [index, { path }] of again.films.entries()) expect(await digest(path)).toBe(await digest(result.films[index]!.path));
    },
    SLOW,
  );

  it(
    'renders the same bytes again without a cache',
    async () => {
      const plan = planOf([film.scenes[0]!]);
      const paths = await Promise.all(
        ['fresh-1', 'fresh-2'].map(async (name) => {
          const request = { do: 'render', plan, shapes: ['1:1'], outFolder: at(name), cacheFolder: at(name, 'cache'), workers: 1 } as const;
          return (await worker.get<RenderResult>(request)).films[0]!.path;
        }),
      );
      expect(await digest(paths[0]!)).toBe(await digest(paths[1]!));
    },
    SLOW,
  );

  it(
    'renders only the pieces of the scene in which the changed caption is read',
    async () => {
      const scenes = film.scenes.map((scene, index) => {
        if (index !== 1 || scene.voice === undefined) return scene;
        const words = scene.voice.words.map((word) => (word.word === 'walnut.' ? { ...word, word: 'oak.' } : word));
        return { ...scene, voice: { ...scene.voice, words } };
      });
      expect((await render({ ...film, scenes }, 'edited', ['1:1'])).chunks).toEqual({ rendered: 2, reused: 3 });
    },
    SLOW,
  );
});

describe('what stands in a frame', () => {
  it(
    'shows captions where they belong and nowhere else',
    async () => {
      const [spoken] = film.scenes;
      const plan = planOf([{ seconds: 1.2, picture: spoken!.picture, voice: spoken!.voice! }]);
      const shapes = ['9:16'] as const;
      const [withCaptions, without] = [
        await render(plan, 'burnt', shapes),
        await render({ ...plan, burnCaptions: false }, 'plain', shapes),
      ];
      const [burnt, plain] = [await readFrame(withCaptions.films[0]!.path, 18), await readFrame(without.films[0]!.path, 18)];
      const { width, height } = SHAPE_SIZES['9:16'];
      let box = { left: width, right: 0, top: height, bottom: 0 };
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          if (Math.abs(burnt[y * width + x]! - plain[y * width + x]!) < 40) continue;
          box = { left: Math.min(box.left, x), right: Math.max(box.right, x), top: Math.min(box.top, y), bottom: Math.max(box.bottom, y) };
        }
      }
      expect(box.right - box.left).toBeGreaterThan(width * 0.25);
      expect(box.left).toBeGreaterThanOrEqual(width * 0.1 - 2);
      expect(box.right).toBeLessThanOrEqual(width * 0.9 + 2);
      expect(box.bottom).toBeLessThanOrEqual(height * 0.8);
      expect(box.top).toBeGreaterThan(height * 0.57);
    },
    SLOW,
  );

  it(
    'speaks and writes Arabic and Hindi',
    async () => {
      const picture = film.scenes[0]!.picture;
      for (const [language, text, title] of [
        ['ar', 'وعاء من خشب الجوز.', 'وعاء الجوز'],
        ['hi', 'लकड़ी का कटोरा।', 'लकड़ी का कटोरा'],
      ] as const) {
        const voice = await speak(text, language, language);
        expect(voice.words.map(({ word }) => word)).toEqual(text.split(' '));
        const result = await render(planOf([{ seconds: 2, picture, card: { title }, voice }], language), language, ['1:1']);
        expect((await measure(result.films[0]!.path)).video?.frames).toBe(60);
      }
    },
    SLOW,
  );
});

describe('sound', () => {
  it(
    'reaches the loudness without voice, and is silent without both',
    async () => {
      const scene = { seconds: 1, picture: film.scenes[2]!.picture };
      const withMusic = await render(planOf([scene]), 'music only', ['1:1']);
      const measured = await measure(withMusic.films[0]!.path);
      expect(Math.abs(measured.lufs! + 14)).toBeLessThanOrEqual(0.5);
      expect(withMusic.sound.voiceOverMusicDb).toBe(120);
      const { music: _, ...silent } = planOf([scene]);
      const nothing = await render(silent, 'silent', ['1:1']);
      expect(nothing.chunks.reused).toBe(1);
      expect((await measure(nothing.films[0]!.path)).lufs!).toBeLessThanOrEqual(-69);
    },
    SLOW,
  );

  it('keeps every spoken token with its punctuation', async () => {
    const text = 'Walnut "bowl", 24 cm — hand-turned & oiled: €48.00 (incl. tax)! C++ of the best…';
    const { words, seconds } = await worker.get<VoiceResult>({
      do: 'voice',
      text,
      language: 'en',
      wordsPerMinute: 170,
      outPath: at('odd.wav'),
    });
    expect(words.map(({ word }) => word)).toEqual(text.split(' ').filter((token) => /[\p{L}\p{N}]/u.test(token)));
    expect(words.every(({ start, end }, index) => end >= start && start >= (words[index - 1]?.start ?? 0) && end <= seconds)).toBe(true);
  });
});

describe('thumbnails', () => {
  it.each(SHAPES)('draws %s as a JPEG of its size under 500 kB', async (shape) => {
    const picture = { path: film.scenes[0]!.picture.path, focus: CLOSE };
    const request = { do: 'thumbnail', shape, picture, title: 'Walnut bowl', brand: 'Fornace', language: 'en', look: LOOK } as const;
    const result = await worker.get<ThumbnailResult>({ ...request, outPath: at(`${shape.replace(':', 'x')}.jpg`) });
    expect(result).toMatchObject(SHAPE_SIZES[shape]);
    expect(result.bytes).toBeLessThanOrEqual(500_000);
    expect((await measure(result.path)).video).toMatchObject({ codec: 'mjpeg', ...SHAPE_SIZES[shape] });
  });
});

describe('what goes wrong', () => {
  const bowl = (): FilmScene => ({ seconds: 1, picture: film.scenes[0]!.picture });

  it(
    'answers bad plans and files with a sentence',
    async () => {
      await writeFile(at('broken.jpg'), 'not a picture');
      const tried: [plan: unknown, sentence: RegExp][] = [
        [planOf([{ ...bowl(), picture: { path: at('missing.jpg'), from: WHOLE, to: WHOLE } }]), /missing\.jpg cannot be read/],
        [planOf([{ ...bowl(), picture: { path: at('broken.jpg'), from: WHOLE, to: WHOLE } }]), /broken\.jpg is not a JPEG, PNG or WebP/],
        [{ ...planOf([bowl()]), music: { path: at('broken.jpg') } }, /is not a WAV file/],
        [planOf([]), /plan\.scenes must be a list of 1 to 100/],
        [planOf([{ ...bowl(), seconds: -1 }]), /plan\.scenes\[0\]\.seconds must be a number from 0\.1/],
        [{ ...planOf([bowl()]), look: { accent: 'gold', onAccent: '#000000' } }, /plan\.look\.accent must be a colour/],
        [{ ...planOf([bowl()]), language: 'not a language' }, /plan\.language must be a BCP 47 language/],
        [planOf([{ ...film.scenes[0]!, seconds: 0.5 }]), /Scene 1 lasts 0\.50 s, but its voice ends at/],
      ];
      for (const [plan, sentence] of tried) {
        const request = {
          do: 'render',
          plan: plan as FilmPlan,
          shapes: ['1:1'],
          outFolder: at('bad'),
          cacheFolder: at('bad', 'cache'),
          workers: 1,
        } as const;
        const answer = await worker.ask(request);
        expect(answer).toMatchObject({ type: 'failed', kind: 'bad_input', message: expect.stringMatching(sentence) });
      }
      expect(existsSync(at('bad', '1x1.mp4'))).toBe(false);
    },
    SLOW,
  );

  it('refuses unknown languages, texts without words, and files that are no film', async () => {
    const voice = { do: 'voice', text: 'Bonjour', language: 'xx', wordsPerMinute: 170, outPath: at('x.wav') } as const;
    expect(await worker.ask(voice)).toMatchObject({
      kind: 'bad_input',
      message: expect.stringMatching(/no voice for the language "xx".*en, it, ar/),
    });
    expect(await worker.ask({ ...voice, language: 'en', text: ' … ' })).toMatchObject({ kind: 'bad_input' });
    expect(await worker.ask({ do: 'measure', path: at('broken.jpg') })).toMatchObject({ kind: 'bad_input' });
    expect(await worker.ask({ do: 'measure', path: at('nowhere.mp4') })).toMatchObject({ kind: 'bad_input' });
    expect(await worker.ask({ do: 'dance' } as never)).toMatchObject({ kind: 'bad_input', message: expect.stringContaining('render') });
  });

  it('finds the characters that no font can draw', async () => {
    const texts = ['Città perché', 'مصنوع يدويًا ٤٨', 'लकड़ी का कटोरा', '€ ₹ £ $ 1,234.50 % – “x”', '漢 and 😀'];
    expect(await worker.get<GlyphResult>({ do: 'check-glyphs', texts })).toEqual({ missing: ['漢', '😀'] });
  });

  it('goes on after lines that are no requests', async () => {
    worker.send('{"half a line');
    worker.send('[]');
    expect(await worker.get<GlyphResult>({ do: 'check-glyphs', texts: ['a'] })).toEqual({ missing: [] });
  });

  it(
    'cancels a render and answers other requests meanwhile',
    async () => {
      const long = planOf([{ ...bowl(), seconds: 60 }]);
      const cache = at('cancelled');
      const rendering = worker.ask(
        { do: 'render', plan: long, shapes: ['16:9'], outFolder: cache, cacheFolder: cache, workers: 1 },
        'long one',
      );
      expect(await worker.get<GlyphResult>({ do: 'check-glyphs', texts: ['a'] })).toEqual({ missing: [] });
      await sleep(400);
      worker.send(JSON.stringify({ do: 'cancel', id: 'long one' }));
      expect(await rendering).toMatchObject({ type: 'failed', kind: 'cancelled' });
      expect(existsSync(join(cache, '16x9.mp4'))).toBe(false);
    },
    SLOW,
  );
});

/** The processes that a worker has started and that are still there; only Linux tells. */
function childrenOf({ process: { pid } }: Worker): number[] {
  const listed = `/proc/${pid}/task/${pid}/children`;
  const names = existsSync(listed) ? readFileSync(listed, 'utf8').trim() : '';
  return names === '' ? [] : names.split(' ').map(Number);
}

async function allGone(children: readonly number[]): Promise<void> {
  while (children.some((child) => existsSync(`/proc/${child}/exe`))) await sleep(20);
}

describe.runIf(process.platform === 'linux')('a child', () => {
  let own: Worker;
  const speakIn = (language: string) =>
    own.ask({ do: 'voice', text: 'Walnut bowl.', language, wordsPerMinute: 170, outPath: at('child.wav') });

  beforeAll(async () => {
    own = startWorker();
    await speakIn('en');
  });
  afterAll(() => own.close());

  it('that did its work does the next one too', async () => {
    const children = childrenOf(own);
    expect(children).toHaveLength(1);
    expect(await speakIn('en')).toMatchObject({ type: 'done' });
    expect(childrenOf(own)).toEqual(children);
  });

  it('that dies while it waits is replaced', async () => {
    process.kill(childrenOf(own)[0]!, 'SIGKILL');
    while (childrenOf(own).length > 0) await sleep(20);
    expect(await speakIn('en')).toMatchObject({ type: 'done' });
    expect(childrenOf(own)).toHaveLength(1);
  });

  it('that failed is given nothing more', async () => {
    const children = childrenOf(own);
    expect(await speakIn('xx')).toMatchObject({ type: 'failed' });
    await allGone(children);
    expect(await speakIn('en')).toMatchObject({ type: 'done' });
  });
});

describe('a worker that is killed', () => {
  const tracks = async (cache: string): Promise<number> => {
    const names = await readdir(cache).catch(() => []);
    return names.filter((name) => name.endsWith('.track')).length;
  };

  it(
    'leaves whole chunks behind, which the next one uses',
    async () => {
      const cache = at('killed');
      const { music: _, ...plan } = planOf(
        [0, 1, 2, 3, 4].map((part) => ({ seconds: 1.2 + part / 30, picture: film.scenes[part % 3]!.picture })),
      );
      const request = { do: 'render', plan, shapes: ['16:9'], outFolder: cache, cacheFolder: cache, workers: 1 } as const;
      const doomed = startWorker();
      void doomed.ask(request);
      // The sound is one track; two chunks shall be whole before the blow.
      while ((await tracks(cache)) < 3) await sleep(20);
      const orphans = childrenOf(doomed);
      doomed.process.kill('SIGKILL');
      await (process.platform === 'linux' ? allGone(orphans) : sleep(2000));
      const whole = (await tracks(cache)) - 1;
      expect(whole).toBeLessThan(9);
      const result = await worker.get<RenderResult>(request);
      expect(result.chunks).toEqual({ rendered: 9 - whole, reused: whole });
    },
    SLOW,
  );

  it(
    'takes its children with it when its input closes',
    async () => {
      const ending = startWorker();
      void ending.ask({
        do: 'render',
        plan: planOf([{ seconds: 60, picture: film.scenes[0]!.picture }]),
        shapes: ['16:9'],
        outFolder: at('end'),
        cacheFolder: at('end'),
        workers: 2,
      });
      if (process.platform === 'linux') while (childrenOf(ending).length < 2) await sleep(20);
      const children = childrenOf(ending);
      expect(await ending.close()).toBe(0);
      await allGone(children);
    },
    SLOW,
  );
});
