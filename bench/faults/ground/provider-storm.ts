import { setTimeout as sleep } from 'node:timers/promises';
import { createCalls } from '../../../packages/server/src/platform/calls/calls.ts';
import { rideOutStorm, type Weather } from '../../../packages/server/src/testing/provider-storm.ts';
import { openTestApp, type TestApp } from '../../../packages/server/src/testing/test-app.ts';
import { openTestWorld } from '../../../packages/server/src/testing/test-world.ts';
import { loadRooms } from '../../../packages/server/src/testing/wrong-shop/open-place.ts';
import { manualPayment } from '../../../packages/server/src/commerce/testing/market.ts';
import type { Experiment } from '../experiment.ts';

const EVERY_MS = 25;

/** TRUST.md A4, experiment 12. */
export const experiment: Experiment = {
  title: 'A provider limits, fails and hangs, while others ask for pages',
  async run({ quick, say }) {
    const { modules } = await loadRooms();
    const world = await openTestWorld([manualPayment]);
    const http = await openTestApp(world, { modules });
    const { shop } = await world.createCtx();
    const calls = createCalls({ log: world.ground.log });
    const dayMs = quick ? 3_000 : 20_000;
    const storms: Weather[] = quick
      ? ['limits', 'fails', 'hangs']
      : ['limits', 'fails', 'hangs', 'limits', 'fails', 'hangs', 'fails', 'hangs'];
    const signal = AbortSignal.timeout((storms.length + 4) * dayMs + 60_000);
    const ride = (days: readonly Weather[]) => rideOutStorm(calls, { days, dayMs, every: EVERY_MS, signal });
    try {
      await measureRoute(http, shop.slug, dayMs, Promise.resolve()); // warm
      const calm = await measureRoute(http, shop.slug, dayMs, ride([]));
      const storm = ride(storms);
      const during = await measureRoute(http, shop.slug, storms.length * dayMs, storm);
      const result = await storm;
      say(
        `${result.jobs} jobs, ${result.asked} requests; the route took ${calm.toFixed(1)} ms at p99 in calm, ${during.toFixed(1)} ms in the storms`,
      );
      const against = `${result.jobs} jobs, ${storms.length} storms of ${dayMs / 1_000} s`;
      const figure = (name: string, value: number, unit: string, goal: string, holds: boolean) => ({
        name,
        value,
        unit,
        against,
        goal,
        holds,
      });
      return [
        figure('jobs dropped', result.dropped, '', '0', result.dropped === 0),
        figure('jobs done twice', result.doubled, '', '0', result.doubled === 0),
        figure('requests although asked to wait', result.disobeyed, '', '0', result.disobeyed === 0),
        figure(
          'breaker opened after, at most',
          result.breakerOpenedMs,
          'ms',
          '≤ 5000',
          result.opened > 0 && result.breakerOpenedMs <= 5_000,
        ),
        figure('p99 of another route, in storm by calm', during / calm, '×', '≤ 2', during <= 2 * calm),
      ];
    } finally {
      await calls.close();
      await http.close();
      await world.close();
    }
  },
};

/** The p99 of a list that is asked for again and again, in milliseconds. */
async function measureRoute(http: TestApp, shop: string, forMs: number, beside: Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const end = performance.now() + forMs; performance.now() < end; await sleep(10)) {
    const began = performance.now();
    const answer = await http.ask('/api/v1/products', { headers: { 'x-bottega-shop': shop } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`the route answered ${answer.status}`);
    times.push(performance.now() - began);
  }
  await beside;
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}
