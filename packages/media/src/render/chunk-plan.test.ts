import type { FilmPlan } from '@bottega/contracts';
import { describe, expect, it } from 'vitest';
import { chunkKey, filmCaptions, planChunks } from './chunk-plan.ts';

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

function keysOf(plan: FilmPlan, contents = CONTENTS): string[] {
  return planChunks(plan, '1:1', contents).map(chunkKey);
}

/** Which chunks another plan would have to render again. */
function changed(plan: FilmPlan, contents = CONTENTS): number[] {
  const before = keysOf(PLAN);
  return keysOf(plan, contents).flatMap((key, index) => (key === before[index] ? [] : [index]));
}

function withScene(index: number, changes: object): FilmPlan {
  return { ...PLAN, scenes: PLAN.scenes.map((scene, at) => (at === index ? { ...scene, ...changes } : scene)) };
}

describe('chunk keys', () => {
  it('stay while nothing that shows changes', () => {
    expect(changed(structuredClone(PLAN))).toEqual([]);
    expect(changed(withScene(0, { picture: { path: '/moved elsewhere', from: WHOLE, to: WHOLE } }))).toEqual([]);
    expect(changed(withScene(0, { voice: { ...PLAN.scenes[0]!.voice!, path: '/other recording' } }))).toEqual([]);
  });

  it('change with a caption in its own scene only', () => {
    expect(changed(withScene(0, { voice: { path: '/v1', delay: 0.5, words: [word('One', 0), word('zwei', 0.42)] } }))).toEqual([0]);
    expect(changed(withScene(2, { card: { title: 'Fin' } }))).toEqual([2]);
  });

  it('change with a picture in its scene and in the one that it fades into', () => {
    expect(changed(PLAN, ['a', 'other', 'c'])).toEqual([1, 2]);
    expect(changed(withScene(0, { seconds: 3 }))).toEqual([0, 1]);
    expect(changed({ ...withScene(0, { seconds: 3 }), crossfadeFrames: 0 }).length).toBe(3);
  });

  it('differ between shapes', () => {
    expect(chunkKey(planChunks(PLAN, '16:9', CONTENTS)[0]!)).not.toBe(chunkKey(planChunks(PLAN, '9:16', CONTENTS)[0]!));
  });
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
