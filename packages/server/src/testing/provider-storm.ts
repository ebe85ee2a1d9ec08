import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '@bottega/contracts';
import type { Calls } from '../platform/calls/calls.ts';
import type { CallPolicy } from '../platform/calls/policy.ts';

// Experiment 12: a provider limits, fails and hangs for a while. Durable jobs go on asking it through the road, as workflows do.

export type Weather = 'well' | 'limits' | 'fails' | 'hangs';

export type StormResult = {
  readonly jobs: number;
  /** Jobs that were never done, and those that were done more than once. */
  readonly dropped: number;
  readonly doubled: number;
  /** Requests that came although the provider had asked to be left alone. */
  readonly disobeyed: number;
  /** From the first failure of each storm until the breaker kept a call back, the longest, in milliseconds. */
  readonly breakerOpenedMs: number;
  /** Storms of failures and time-outs; and those in which the breaker opened. */
  readonly storms: number;
  readonly opened: number;
  readonly asked: number;
};

export const STORM_POLICY: CallPolicy = { service: 'stormy', timeoutMs: 1_000, firstWaitMs: 50, longestWaitMs: 1_500, restMs: 500 };
const RETRY_AFTER_S = 1;
/** What was on its way when the provider asked to be left alone does not count as disobedience. */
const ON_ITS_WAY_MS = 100;

/** @param options.days the weather, each for so many milliseconds; after them it is well. `every` is the pause between two new jobs. */
export async function rideOutStorm(
  calls: Calls,
  options: { days: readonly Weather[]; dayMs: number; every: number; signal: AbortSignal },
): Promise<StormResult> {
  const provider = await openProvider();
  const opened = new Map<number, number>();
  let day = 0;
  let firstFailure = 0;
  const jobs: Promise<void>[] = [];

  async function work(number: number): Promise<void> {
    for (;;) {
      try {
        const answer = await calls.fetch(STORM_POLICY, provider.url, { method: 'PUT', body: String(number), signal: options.signal });
        if (answer.ok) return;
        await sleep(100);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const isKeptBack = error.kind === 'temporary' && error.retryAfterSeconds !== undefined;
        if (isKeptBack && firstFailure > 0 && !opened.has(day)) opened.set(day, performance.now() - firstFailure);
        await sleep((error.retryAfterSeconds ?? 0.1) * 1_000);
      }
    }
  }

  try {
    for (const [index, weather] of [...options.days, 'well' as const].entries()) {
      day = index;
      firstFailure = 0;
      provider.turn(weather, () => {
        if (firstFailure === 0) firstFailure = performance.now();
      });
      for (const end = performance.now() + options.dayMs; performance.now() < end; await sleep(options.every)) jobs.push(work(jobs.length));
    }
    await Promise.all(jobs);
    const stormy = options.days.flatMap((weather, index) => (weather === 'fails' || weather === 'hangs' ? [index] : []));
    return {
      ...{ jobs: jobs.length, asked: provider.asked(), disobeyed: provider.disobeyed() },
      dropped: jobs.length - provider.done.size,
      doubled: [...provider.done.values()].filter((times) => times > 1).length,
      breakerOpenedMs: Math.max(0, ...opened.values()),
      ...{ storms: stormy.length, opened: stormy.filter((index) => opened.has(index)).length },
    };
  } finally {
    await provider.close();
  }
}

/** A provider whose weather can be turned. A request is done when it was answered with 200. */
async function openProvider() {
  const done = new Map<string, number>();
  let weather: Weather = 'well';
  let tellFailure: () => void = () => undefined;
  let leaveAloneFrom = 0;
  let leaveAloneUntil = 0;
  let asked = 0;
  let disobeyed = 0;
  const moods: Record<Weather, (answer: ServerResponse, job: string) => void> = {
    well(answer, job) {
      done.set(job, (done.get(job) ?? 0) + 1);
      answer.end('done');
    },
    limits(answer) {
      const now = performance.now();
      if (now >= leaveAloneUntil) leaveAloneFrom = now + ON_ITS_WAY_MS;
      leaveAloneUntil = Math.max(leaveAloneUntil, now + RETRY_AFTER_S * 1_000);
      answer.writeHead(429, { 'retry-after': String(RETRY_AFTER_S) }).end();
    },
    fails(answer) {
      tellFailure();
      answer.writeHead(503).end();
    },
    hangs() {
      tellFailure();
    },
  };
  const server = createServer(async (request, answer) => {
    asked++;
    const now = performance.now();
    if (now > leaveAloneFrom && now < leaveAloneUntil - ON_ITS_WAY_MS) disobeyed++;
    moods[weather](answer, await text(request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jobs`,
    done,
    asked: () => asked,
    disobeyed: () => disobeyed,
    turn(to: Weather, onFailure: () => void) {
      weather = to;
      tellFailure = onFailure;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
