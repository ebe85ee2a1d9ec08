import type { FilmPlan } from '@bottega/contracts';
import { describe, expect, it } from 'vitest';
import { cutChunk, filmCaptions, pieceKey, planChunks } from './chunk-plan.ts';

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
const word = (text: string, start: number): { word: string; start: number; end: number } => ({ word: text, start, end: start + 0.3 });

const PLAN: FilmPlan = {
  fps: 30,
  crossfadeFrames: 10,
  language: 'en',
  scenes: [
    {
      seconds: 2,
      picture: { path: '/a', from: WHOLE, to: WHOLE },
      voice: { path: '/v1', delay: 0.5, words: [word('One', 0), word('two', 0.42)] },
    },
    { seconds: 1.99, picture: { path: '/b', from: WHOLE, to: WHOLE }, voice: { path: '/v2', delay: 0.2, words: [word('Three', 0)] } },
    { seconds: 2, picture: { path: '/c', from: WHOLE, to: WHOLE }, card: { title: 'End' } },
  ],
  burnCaptions: true,
  look: { accent: '#aabbcc', onAccent: '#000000' },
};

const CONTENTS = ['a', 'b', 'c'];

/** The pieces of a plan: "1.0" is the first one of the second scene. */
function keysOf(plan: FilmPlan, contents = CONTENTS): Map<string, string> {
  const jobs = planChunks(plan, '1:1', contents);
  return new Map(jobs.flatMap((job) => cutChunk(job).map((piece, index) => [`${job.scene}.${index}`, pieceKey(job, piece)])));
}

/** Which pieces another plan would have to render again. */
function changed(plan: FilmPlan, contents = CONTENTS): string[] {
  const before = keysOf(PLAN);
  return [...keysOf(plan, contents)].flatMap(([name, key]) => (key === before.get(name) ? [] : [name]));
}

function withScene(index: number, changes: object): FilmPlan {
  return { ...PLAN, scenes: PLAN.scenes.map((scene, at) => (at === index ? { ...scene, ...changes } : scene)) };
}

describe('the keys of pieces', () => {
  it('stay while nothing that shows changes', () => {
    expect(changed(structuredClone(PLAN))).toEqual([]);
    expect(changed(withScene(0, { picture: { path: '/moved elsewhere', from: WHOLE, to: WHOLE } }))).toEqual([]);
    expect(changed(withScene(0, { voice: { ...PLAN.scenes[0]!.voice!, path: '/other recording' } }))).toEqual([]);
  });

  it('change with a caption where it is read and nowhere else', () => {
    const spoken = (last: string) => ({ voice: { path: '/v1', delay: 0.5, words: [word('One', 0), word(last, 4.2)] } });
    const long = { ...withScene(0, { seconds: 8, ...spoken('two') }) };
    const before = keysOf(long);
    const after = keysOf({ ...long, scenes: [{ ...long.scenes[0]!, ...spoken('zwei') }, ...long.scenes.slice(1)] });
    expect([...after].filter(([name, key]) => before.get(name) !== key).map(([name]) => name)).toEqual(['0.2']);
    expect(changed(withScene(0, { voice: { path: '/v1', delay: 0.5, words: [word('One', 0), word('zwei', 0.42)] } }))).toEqual(['0.0']);
    expect(changed(withScene(2, { card: { title: 'Fin' } }))).toEqual(['2.0', '2.1']);
  });

  it('change with a picture in its scene and in the one that it fades into', () => {
    expect(changed(PLAN, ['a', 'other', 'c'])).toEqual(['1.0', '1.1', '2.0']);
    expect(changed(withScene(0, { seconds: 3 }))).toEqual(['0.0', '0.1', '1.0']);
    expect(changed({ ...PLAN, crossfadeFrames: 0 })).toEqual(['0.0', '1.0', '2.0']);
  });

  it('differ between shapes', () => {
    const [wide, tall] = [planChunks(PLAN, '16:9', CONTENTS)[0]!, planChunks(PLAN, '9:16', CONTENTS)[0]!];
    expect(pieceKey(wide, cutChunk(wide)[0]!)).not.toBe(pieceKey(tall, cutChunk(tall)[0]!));
  });
});

it('cuts a scene into its blend and pieces of about two seconds, every frame once and in order', () => {
  for (let frames = 1; frames < 400; frames++) {
    const [first, second] = planChunks(withScene(1, { seconds: frames / 30 }), '1:1', CONTENTS);
    for (const job of [first!, second!]) {
      const pieces = cutChunk(job);
      expect(pieces.reduce((end, piece) => (piece.first === end ? end + piece.frames : Number.NaN), 0)).toBe(job.frames);
      expect(Math.max(...pieces.map((piece) => piece.frames))).toBeLessThan(90);
      if (job.before && job.frames > job.before.frames) expect(pieces[0]!.frames).toBe(job.before.frames);
    }
  }
});

it('counts captions of a scene in its frames, and of the film in its seconds', () => {
  const jobs = planChunks(PLAN, '1:1', CONTENTS);
  expect(jobs.map(({ frames }) => frames)).toEqual([60, 60, 60]);
  expect(jobs[0]!.captions).toEqual([
    {
      from: 15,
      to: 47,
      words: [
        { text: 'One', from: 15 },
        { text: 'two', from: 28 },
      ],
    },
  ]);
  expect(filmCaptions(PLAN).map(({ start, end }) => [start, end])).toEqual([
    [0.5, 1.57],
    [2.2, 2.85],
  ]);
});
