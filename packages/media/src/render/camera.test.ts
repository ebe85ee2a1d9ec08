import { describe, expect, it } from 'vitest';
import { frameArea, unionOf, viewAt } from './camera.ts';

const PICTURE = { width: 2000, height: 1000 };
const WIDE = { width: 1920, height: 1080 };
const TALL = { width: 1080, height: 1920 };

describe('the camera', () => {
  it('covers the film and never leaves the picture', () => {
    expect(frameArea({ x: 0, y: 0, width: 1, height: 1 }, PICTURE, TALL)).toEqual({ x: 718.75, y: 0, width: 562.5, height: 1000 });
    for (const film of [WIDE, TALL]) {
      for (const x of [0, 0.3, 0.9]) {
        const view = frameArea({ x, y: 0.8, width: 0.1, height: 0.2 }, PICTURE, film);
        expect(view.width / view.height).toBeCloseTo(film.width / film.height, 9);
        expect(view.x).toBeGreaterThanOrEqual(0);
        expect(view.y).toBeGreaterThanOrEqual(0);
        expect(view.x + view.width).toBeLessThanOrEqual(2000 + 1e-9);
        expect(view.y + view.height).toBeLessThanOrEqual(1000 + 1e-9);
      }
    }
  });

  it('widens an area around its centre', () => {
    const view = frameArea({ x: 0.4, y: 0.4, width: 0.2, height: 0.2 }, PICTURE, TALL);
    expect(view.x + view.width / 2).toBeCloseTo(1000, 9);
    expect(view.y + view.height / 2).toBeCloseTo(500, 9);
    expect(view.width).toBeCloseTo(400, 9);
  });

  it('moves evenly, without a jerk, from one view to the other', () => {
    const [from, to] = [
      { x: 0, y: 0, width: 100, height: 50 },
      { x: 40, y: 20, width: 60, height: 30 },
    ];
    expect(viewAt(from, to, 0)).toEqual(from);
    expect(viewAt(from, to, 1)).toEqual(to);
    const steps = Array.from({ length: 100 }, (_, step) => viewAt(from, to, (step + 1) / 100).x - viewAt(from, to, step / 100).x);
    expect(Math.max(...steps)).toBeLessThan(0.5);
    expect(Math.min(...steps)).toBeGreaterThan(0.2);
  });

  it('knows the part of a picture that a move will see', () => {
    expect(unionOf({ x: 10.5, y: 4, width: 100, height: 50 }, { x: 40, y: 2.2, width: 100.5, height: 30 }, PICTURE)).toEqual({
      x: 10,
      y: 2,
      width: 131,
      height: 52,
    });
  });
});
