import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurn } from './children.ts';

/** Work of two films that ask at the same time, each with as many encoders as there are processors. */
async function renderTwo(scenes: number) {
  let atWork = 0;
  let most = 0;
  const order: string[] = [];
  const encoder = async (film: string, waiting: number[]) => {
    while (waiting.pop() !== undefined) {
      await inTurn(async () => {
        order.push(film);
        most = Math.max(most, ++atWork);
        await sleep(2);
        atWork -= 1;
      });
    }
  };
  const render = (film: string) => {
    const waiting = Array.from({ length: scenes }, (_, index) => index);
    return Promise.all(Array.from({ length: availableParallelism() }, () => encoder(film, waiting)));
  };
  await Promise.all([render('one'), render('other')]);
  return { most, order };
}

it('keeps no more processors busy than there are, however many films are made', async () => {
  expect((await renderTwo(12)).most).toBe(availableParallelism());
});

it('gives films that are made together their turns alike', async () => {
  const { order } = await renderTwo(12);
  const half = order.slice(0, order.length / 2);
  const share = half.filter((film) => film === 'one').length / half.length;
  expect(Math.abs(share - 0.5)).toBeLessThanOrEqual(0.2);
  expect(order).toHaveLength(24);
});

it('passes the turn on when work fails', async () => {
  const failing = Array.from({ length: 3 * availableParallelism() }, () =>
    inTurn(() => Promise.reject(new Error('no ink'))).catch(() => 'failed'),
  );
  expect(new Set(await Promise.all(failing))).toEqual(new Set(['failed']));
  expect(await inTurn(async () => 'done')).toBe('done');
});
