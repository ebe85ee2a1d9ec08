import pino from 'pino';
import { expect, test } from 'vitest';
import { rideOutStorm } from '../../testing/provider-storm.ts';
import { createCalls } from './calls.ts';

test('through limits, failures and time-outs every job is done once, the provider is obeyed, and the breaker opens in time', {
  timeout: 30_000,
}, async () => {
  const calls = createCalls({ log: pino({ level: 'silent' }) });
  const signal = AbortSignal.timeout(25_000);
  try {
    const result = await rideOutStorm(calls, { days: ['well', 'limits', 'fails', 'hangs'], dayMs: 1_500, every: 40, signal });
    expect(result).toMatchObject({ dropped: 0, doubled: 0, disobeyed: 0, storms: 2 });
    expect(result.opened).toBeGreaterThanOrEqual(1);
    expect(result.breakerOpenedMs).toBeLessThan(5_000);
    expect(result.jobs).toBeGreaterThan(50);
  } finally {
    await calls.close();
  }
});
