// A process that delivers: node delivery-worker.ts '{"folder":…,"shopId":…,"channel":…,"keys":[…],"seed":…}'. It is killed at any moment.
import { ProviderError } from '@bottega/contracts';
import fc from 'fast-check';
import pino from 'pino';
import { type Calls, createCalls } from '../src/platform/calls/calls.ts';
import { deliver } from '../src/platform/calls/ledger/deliver.ts';
import type { Delivery } from '../src/platform/calls/ledger/delivery.ts';
import { type Ctx, systemClock } from '../src/platform/context.ts';
import { openDatabase } from '../src/platform/database/database.ts';
import { createPool } from '../src/platform/database/pool.ts';
import { signOn } from '../src/platform/workflows/executor.ts';
import type { DeliveryWork } from './kill-deliveries.ts';

/** Short ones, so that what a killed process may have sent is soon sent again. */
const TIMES = { claimMs: 1_500, sendLimitMs: 800 };
const SHOWS_WITHIN_MS = 200;

/** A post on a channel that has no idempotency keys, sent and looked up over the road. */
function postTo(channel: string, calls: Calls, key: string): Delivery {
  const policy = { service: 'channel', timeoutMs: 500, retries: 0, breakAfter: 1_000, restMs: 10 };
  const ask = async (init?: RequestInit) => {
    const answer = await calls.fetch(policy, `${channel}?key=${encodeURIComponent(key)}&from=${process.pid}`, init);
    if (answer.status === 429) throw new ProviderError('rate_limited', 'Later, please.');
    return (await answer.json()) as { reference: string | null };
  };
  return {
    key,
    service: 'channel',
    showsWithinMs: SHOWS_WITHIN_MS,
    send: async ({ signal }) => (await ask({ method: 'POST', signal })).reference as string,
    async readBack({ signal }) {
      const { reference } = await ask({ signal });
      return reference === null ? { state: 'absent' } : { state: 'found', reference };
    },
  };
}

const { folder, shopId, channel, keys, seed } = JSON.parse(process.argv[2] ?? '') as DeliveryWork;
const database = await openDatabase({ folder, guest: true });
const log = pino({ level: 'silent' });
const calls = createCalls({ log });
const pool = createPool(database.connectAs('bottega_work'));
// Others see by this that it was killed, and look at once what has become of what it held.
const executor = await signOn(pool, log, () => undefined);
// The part of a ctx that a delivery needs.
const ctx = {
  ...{ shop: { id: shopId }, db: database.forShop(shopId), clock: systemClock, log, executor },
  signal: new AbortController().signal,
} as unknown as Ctx;
let left = fc.sample(fc.shuffledSubarray([...keys], { minLength: keys.length }), { seed, numRuns: 1 })[0] ?? [];
process.stdout.write('ready\n');
while (left.length > 0) {
  const still: string[] = [];
  for (const key of left) {
    const result = await deliver(ctx, postTo(channel, calls, key), TIMES).catch((error: unknown) => {
      if (!(error instanceof ProviderError)) throw error;
    });
    if (result?.state !== 'accepted') still.push(key);
  }
  left = still;
}
await calls.close();
await executor.signOff();
await pool.end();
await database.close();
