import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VoiceJob } from '@bottega/contracts';
import { expect, it, vi } from 'vitest';
import { inTurn, runOnce, takeChild } from './children.ts';

// The real children, whose processes the test holds in its hand.
vi.mock('node:child_process', { spy: true });

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

it('ends a child that nobody has needed for a minute, and takes no order for one that was given back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const folder = await mkdtemp(path.join(tmpdir(), 'bottega-child-'));
  const speech: VoiceJob = { text: 'Walnut bowl.', language: 'en', wordsPerMinute: 170, outPath: path.join(folder, 'speech.wav') };
  const { signal } = new AbortController();
  try {
    expect((await runOnce('voice', speech, signal)).words).toHaveLength(2);
    const child = takeChild(signal);
    child.leave();
    await expect(child.run('voice', speech)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(fork).toHaveBeenCalledOnce();
    const ended = once(vi.mocked(fork).mock.results[0]!.value as ChildProcess, 'exit');
    vi.advanceTimersByTime(60_000);
    expect(await ended).toEqual([null, 'SIGKILL']);
  } finally {
    vi.useRealTimers();
    await rm(folder, { recursive: true });
  }
});
