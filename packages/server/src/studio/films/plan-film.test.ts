import { type FilmScene, SCENE_ROLES, type SceneRole } from '@bottega/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseLook, chooseScenes, planFilm, type SceneMaterial } from './plan-film.ts';

const FOCUS = { x: 0.3, y: 0.25, width: 0.4, height: 0.5 };

/** A scene whose voice takes so many seconds. */
const material = (role: SceneRole, seconds: number, focus = FOCUS): SceneMaterial => ({
  scene: { role, narration: 'Walnut bowl.', card: role === 'hook' ? 'Walnut bowl · €48.00' : 'Order today' },
  picture: { path: `${role}.jpeg`, focus },
  voice: { path: `${role}.wav`, seconds, words: [{ word: 'Walnut', start: 0, end: 0.4 }] },
});
const story = (...seconds: number[]): SceneMaterial[] => seconds.map((length, index) => material(SCENE_ROLES[index] as SceneRole, length));
const plan = (materials: readonly SceneMaterial[], seconds: number) => planFilm({ materials, seconds, language: 'en', palette: [] });
const framesOf = (seconds: number) => seconds * 30;

describe('the length of a film', () => {
  const spoken = fc.double({ min: 0.3, max: 14, noNaN: true });

  test('is what was asked, to the frame, and every scene holds its voice', () => {
    const films = fc.record({ voices: fc.array(spoken, { minLength: 5, maxLength: 5 }), seconds: fc.integer({ min: 6, max: 60 }) });
    fc.assert(
      fc.property(films, ({ voices, seconds }) => {
        const materials = story(...voices);
        fc.pre(fits(materials, seconds));
        const { scenes } = plan(materials, seconds);
        for (const scene of scenes) expect(Math.abs(framesOf(scene.seconds) - Math.round(framesOf(scene.seconds)))).toBeLessThan(1e-6);
        const total = scenes.reduce((sum, scene) => sum + Math.round(framesOf(scene.seconds)), 0);
        const words = voices.reduce((sum, voice) => sum + voice, 0);
        if (words + 3.75 <= seconds) expect(total).toBe(seconds * 30);
        expect(total).toBeGreaterThanOrEqual(seconds * 30);
        expect(total).toBeLessThanOrEqual(seconds * 1.15 * 30 + 1);
        scenes.forEach(({ seconds: length, voice }, index) => {
          expect(voice?.delay).toBeGreaterThan(0);
          expect((voice?.delay ?? 0) + (voices[index] as number)).toBeLessThan(length);
        });
      }),
    );
  });

  test('gives the time that is left to all scenes alike, half of it before the voice', () => {
    const { scenes, fps } = plan(story(2, 3, 3, 2, 2), 30);
    expect(fps).toBe(30);
    const silences = scenes.map(({ seconds }, index) => seconds - ([2, 3, 3, 2, 2][index] as number));
    for (const silence of silences) expect(silence).toBeCloseTo(18 / 5, 1);
    for (const { voice } of scenes) expect(voice?.delay).toBeCloseTo(0.35 + (18 / 5 - 0.75) / 2, 2);
  });

  test('may be up to 15 % more where the words need it', () => {
    const total = plan(story(5, 5, 6, 6, 6.25), 30).scenes.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(total).toBeCloseTo(32, 1);
  });

  const fits = (materials: readonly SceneMaterial[], seconds: number): boolean => {
    try {
      return chooseScenes(materials, seconds).length === materials.length;
    } catch {
      return false;
    }
  };
});

describe('the scenes of a film', () => {
  const rolesOf = (materials: readonly SceneMaterial[]) => materials.map(({ scene }) => scene.role);

  test('are all there where their words can be said in time', () => {
    expect(rolesOf(chooseScenes(story(4, 5, 7, 6, 4), 30))).toEqual(SCENE_ROLES);
  });

  test('go without the close look first, then without the use, then without the making', () => {
    expect(rolesOf(chooseScenes(story(2, 3, 2, 2, 2), 10))).toEqual(['hook', 'making', 'use', 'call_to_action']);
    expect(rolesOf(chooseScenes(story(2, 2, 2.5, 2.5, 2), 8))).toEqual(['hook', 'making', 'call_to_action']);
    expect(rolesOf(chooseScenes(story(2.5, 3, 4, 4, 2.5), 6))).toEqual(['hook', 'call_to_action']);
  });

  test('keep the making when only the use is too long', () => {
    expect(rolesOf(chooseScenes(story(2, 1, 1, 9, 2), 8))).toEqual(['hook', 'making', 'call_to_action']);
  });

  test('are refused, with the field to mend, where not even name and price can be said', () => {
    expect(() => chooseScenes(story(6, 1, 1, 1, 6), 6)).toThrowError(
      expect.objectContaining({
        code: 'invalid_input',
        message: 'The name and the price cannot be said in 6 seconds.',
        problems: [{ path: 'seconds', message: 'give more seconds, or a shorter name' }],
      }),
    );
  });
});

describe('a scene', () => {
  test('has a card at the beginning and at the end alone, its line after the dot', () => {
    const { scenes } = plan(story(3, 3, 3, 3, 3), 20);
    expect(scenes.map(({ card }) => card)).toEqual([
      { title: 'Walnut bowl', line: '€48.00' },
      undefined,
      undefined,
      undefined,
      { title: 'Order today' },
    ]);
  });

  test('that looks closely is as near at its end as at its beginning, and moves both across and down', () => {
    const { picture } = plan([material('detail', 3)], 20).scenes[0] as FilmScene;
    expect([picture.to.width, picture.to.height]).toEqual([picture.from.width, picture.from.height]);
    expect(picture.to.x - picture.from.x).toBeCloseTo(0.16);
    expect(picture.to.y - picture.from.y).toBeCloseTo(0.1);
  });

  test('never moves its camera out of the picture, wherever the eye goes', () => {
    const corner = fc.double({ min: 0, max: 0.9, noNaN: true });
    const size = fc.double({ min: 0.02, max: 1, noNaN: true });
    fc.assert(
      fc.property(corner, corner, size, size, (x, y, width, height) => {
        const focus = { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) };
        const materials = SCENE_ROLES.map((role) => material(role, 3, focus));
        for (const { picture } of plan(materials, 20).scenes) {
          for (const area of [picture.from, picture.to]) {
            expect(Math.min(area.x, area.y)).toBeGreaterThanOrEqual(0);
            expect(Math.max(area.x + area.width, area.y + area.height)).toBeLessThanOrEqual(1 + 1e-9);
            expect(Math.min(area.width, area.height)).toBeGreaterThanOrEqual(0.4);
          }
        }
      }),
    );
  });
});

test('the same material gives the same plan, with the music where there is some', () => {
  const input = { materials: story(3, 3, 3, 3, 3), seconds: 20, language: 'ar', palette: [] };
  expect(planFilm(input)).toEqual(planFilm(input));
  expect(planFilm(input)).toMatchObject({ language: 'ar', burnCaptions: true, crossfadeFrames: 15 });
  expect(planFilm(input)).not.toHaveProperty('music');
  expect(planFilm({ ...input, music: 'bed.wav' }).music).toEqual({ path: 'bed.wav' });
});

describe('the look', () => {
  const swatch = (hex: string) => ({ name: 'brown' as const, hex, share: 0.5 });

  /** WCAG 2 contrast, from its definition: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
  function contrast(one: string, other: string): number {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }
  function luminance(hex: string): number {
    const weights = [0.2126, 0.7152, 0.0722];
    return weights.reduce((sum, weight, index) => {
      const value = Number.parseInt(hex.slice(1 + 2 * index, 3 + 2 * index), 16) / 255;
      return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0);
  }

  test('has 7 : 1 between letters and accent, whatever the photo looks like', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(fc.array(hex, { maxLength: 6 }), (palette) => {
        const { accent, onAccent } = chooseLook(palette.map(swatch));
        expect(accent).toMatch(/^#[0-9a-f]{6}$/);
        expect(contrast(accent, onAccent)).toBeGreaterThanOrEqual(7);
      }),
      { numRuns: 2_000 },
    );
  });

  test('takes the first lively colour, and saffron where there is none', () => {
    expect(chooseLook([swatch('#808080'), swatch('#ecd34a'), swatch('#2f62b5')]).accent).toBe('#ecd34a');
    expect(chooseLook([swatch('#808080'), swatch('#ffffff'), swatch('#000000')]).accent).toBe('#ffc83d');
  });
});
