import os from 'node:os';
import { ProviderError } from '@bottega/contracts';
import fc from 'fast-check';
import type { KyselyPlugin } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ChannelMood, createFakeChannel, type FakeChannel } from '../../../testing/fake-channel.ts';
import { openTestWorld, type TestWorld } from '../../../testing/test-world.ts';
import { type Ctx, inTransaction, newId } from '../../context.ts';
import { prepareWorkflows } from '../../workflows/workflows.ts';
import { deliver } from './deliver.ts';
import { AFTER_FAILURE, DELIVERY_MOVES, type Delivery, type DeliveryState } from './delivery.ts';

let world: TestWorld;
let ctx: Ctx;
let channel: FakeChannel;
let now: Temporal.Instant;
const TIMES = { claimMs: 60_000, sendLimitMs: 5_000 };

beforeAll(async () => {
  world = await openTestWorld();
  await prepareWorkflows(world.ground, []);
  ctx = await world.createCtx({ clock: { now: () => now } });
});
beforeEach(() => {
  channel = createFakeChannel();
  now = Temporal.Instant.from('2026-11-20T10:00:00Z');
});
afterAll(() => world?.close());

const pass = (duration: Temporal.DurationLike) => {
  now = now.add(duration);
};
const freshKey = () => `${newId()}/publish`;
const stateOf = async (key: string) =>
  ctx.db.selectFrom('delivery').select(['state', 'sends', 'reference']).where('key', '=', key).executeTakeFirstOrThrow();
const moods = (...list: ChannelMood[]) => {
  const left = [...list];
  return () => left.shift() ?? 'well';
};

describe('the table of moves', () => {
  test('leads out of every state but the settled ones, and to sending only from prepared', () => {
    const all = Object.values(DELIVERY_MOVES);
    const left = new Set<DeliveryState>(all.flatMap(({ from }) => [...from]));
    const ends = (['prepared', 'sending', 'accepted', 'refused', 'unknown'] as const satisfies DeliveryState[]).filter((s) => !left.has(s));
    expect(ends).toEqual(['accepted', 'refused']);
    expect(all.filter(({ to }) => to === 'sending')).toEqual([{ from: ['prepared'], to: 'sending' }]);
  });
  test('takes a failure for unknown where the provider cannot say that nothing happened', () => {
    expect(AFTER_FAILURE.unknown_outcome).toBe('lose');
  });
});

describe('a delivery', () => {
  test('is sent once, however often it is asked for', async () => {
    const delivery = channel.delivery(freshKey(), moods());
    const results = [await deliver(ctx, delivery), await deliver(ctx, delivery)];
    expect(results).toEqual(Array(2).fill({ state: 'accepted', reference: 'post-1' }));
    expect(await stateOf(delivery.key)).toEqual({ state: 'accepted', sends: 1, reference: 'post-1' });
  });

  test('is sent once by many who ask at once', async () => {
    const delivery = channel.delivery(freshKey(), moods());
    const slow: Delivery = {
      ...delivery,
      send: async (call) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return delivery.send(call);
      },
    };
    const results = await Promise.all(Array.from({ length: 6 }, () => deliver(ctx, slow)));
    expect(new Set(results.map(({ state }) => state))).toEqual(new Set(['accepted']));
    expect(channel.count(delivery.key)).toBe(1);
  });

  test('whose answer is lost is looked up and not sent again', async () => {
    for (const mood of ['lost', 'breaks'] as const) {
      const delivery = channel.delivery(freshKey(), moods(mood));
      expect(await deliver(ctx, delivery)).toMatchObject({ state: 'accepted' });
      expect(channel.count(delivery.key)).toBe(1);
    }
  });

  test('that the service certainly has not is sent again, but not before the service would show it', async () => {
    const delivery = channel.delivery(freshKey(), moods('swallowed'), 30_000);
    expect(await deliver(ctx, delivery)).toEqual({ state: 'unknown', lookAgainAt: '2026-11-20T10:00:30Z' });
    pass({ seconds: 29 });
    expect((await deliver(ctx, delivery)).state).toBe('unknown');
    expect((await stateOf(delivery.key)).sends).toBe(1);
    pass({ seconds: 1 });
    expect((await deliver(ctx, delivery)).state).toBe('accepted');
    expect([channel.count(delivery.key), (await stateOf(delivery.key)).sends]).toEqual([1, 2]);
  });

  test('of which the service cannot tell stays unknown, whatever the time', async () => {
    const delivery: Delivery = { ...channel.delivery(freshKey(), moods('lost')), readBack: async () => ({ state: 'unsure' }) };
    for (let day = 0; day < 3; day++) {
      expect((await deliver(ctx, delivery)).state).toBe('unknown');
      pass({ hours: 24 });
    }
    expect(channel.count(delivery.key)).toBe(1);
  });

  test('that is refused is not offered again; one that was turned away is', async () => {
    const refused = channel.delivery(freshKey(), moods('refuses'));
    expect(await deliver(ctx, refused)).toEqual({ state: 'refused', reason: 'This is not for us.' });
    expect((await deliver(ctx, refused)).state).toBe('refused');
    const busy = channel.delivery(freshKey(), moods('busy'));
    await expect(deliver(ctx, busy)).rejects.toMatchObject({ kind: 'rate_limited' });
    expect((await deliver(ctx, busy)).state).toBe('accepted');
    expect([channel.count(refused.key), channel.count(busy.key)]).toEqual([0, 1]);
  });

  test('that hangs is given up, and looked up', async () => {
    const delivery = channel.delivery(freshKey(), moods());
    const hanging: Delivery = {
      ...delivery,
      send: async (call) => {
        await delivery.send(call);
        return new Promise<string>(() => undefined);
      },
    };
    expect((await deliver(ctx, hanging, { ...TIMES, sendLimitMs: 40 })).state).toBe('accepted');
    expect(channel.count(delivery.key)).toBe(1);
  });

  test('that cannot be looked up is neither sent nor forgotten', async () => {
    const away = async () => Promise.reject(new ProviderError('temporary', 'The channel is away.'));
    const delivery = channel.delivery(freshKey(), moods('lost'));
    await expect(deliver(ctx, { ...delivery, readBack: away })).rejects.toMatchObject({ kind: 'temporary' });
    expect((await stateOf(delivery.key)).state).toBe('unknown');
    expect((await deliver(ctx, delivery)).state).toBe('accepted');
  });

  test('is not made inside a transaction, and is another in another shop', async () => {
    const delivery = channel.delivery(freshKey(), moods());
    await expect(inTransaction(ctx, (tx) => deliver(tx, delivery))).rejects.toThrow('outside a transaction');
    const other = await world.createCtx();
    await deliver(ctx, delivery);
    await deliver(other, delivery);
    expect(channel.count(delivery.key)).toBe(2);
    expect(await other.db.selectFrom('delivery').select('key').where('shop_id', '=', ctx.shop.id).execute()).toEqual([]);
  });
});

describe('a sender', () => {
  const GONE = 4_194_303; // above any pid of Linux

  /** A ctx in a process that runs workflows, as its line in the database tells of it. */
  async function sender({ pid = process.pid, host = os.hostname(), silentFor = 0, isHeld = true } = {}): Promise<Ctx> {
    const id = `${pid}-${newId()}`;
    const admin = new pg.Client(world.database.connectAs('bottega_work'));
    await admin.connect();
    await admin.query(`insert into work.executor values ($1, $2, $3, now() - $4 * interval '1 second')`, [id, pid, host, silentFor]);
    await admin.end();
    return { ...ctx, executor: { id, holds: () => isHeld } };
  }
  /** A delivery that the channel takes when it is told to, and that says when it has been sent. */
  function held(delivery: Delivery) {
    const { promise: sent, resolve: say } = Promise.withResolvers<void>();
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const send: Delivery['send'] = async (call) => {
      say();
      await answered;
      return delivery.send(call);
    };
    return { sent, answer, delivery: { ...delivery, send } };
  }

  test.each([
    ['whose pid is gone from this machine', { pid: GONE }],
    ['on another machine that fell silent', { host: 'elsewhere', silentFor: 11 }],
  ])('%s is not waited for: it is asked at once what became of its sending', async (_, who) => {
    const dieSending = async (delivery: Delivery) => {
      const dying = held(delivery);
      void deliver(await sender(who), dying.delivery); // it never comes to an end
      await dying.sent;
      return delivery;
    };
    const began = performance.now();
    const arrived = await dieSending(channel.delivery(freshKey(), moods()));
    await arrived.send({ key: arrived.key, signal: ctx.signal });
    expect((await deliver(ctx, arrived)).state).toBe('accepted');
    const byKey = await dieSending({ ...channel.delivery(freshKey(), moods()), knowsKeys: true });
    expect((await deliver(ctx, byKey)).state).toBe('accepted');
    // A service without keys may still be at work on what the dead have sent.
    const open = await dieSending(channel.delivery(freshKey(), moods()));
    expect(await deliver(ctx, open)).toEqual({ state: 'unknown', lookAgainAt: '2026-11-20T10:01:00Z' });
    pass({ minutes: 1 });
    expect((await deliver(ctx, open)).state).toBe('accepted');
    expect(performance.now() - began).toBeLessThan(5_000);
    const counts = await Promise.all([arrived, byKey, open].map(async ({ key }) => [channel.count(key), (await stateOf(key)).sends]));
    expect(counts).toEqual([
      [1, 1],
      [1, 2],
      [1, 2],
    ]);
  });

  test('that is slow and alive is believed', async () => {
    const delivery = channel.delivery(freshKey(), moods());
    const slow = held(delivery);
    const first = deliver(await sender(), slow.delivery);
    await slow.sent;
    const second = deliver(ctx, delivery);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await stateOf(delivery.key)).state).toBe('sending');
    slow.answer();
    expect(await Promise.all([first, second])).toEqual(Array(2).fill({ state: 'accepted', reference: 'post-1' }));
    expect((await stateOf(delivery.key)).sends).toBe(1);
  });

  test('that was frozen and wakes late writes nothing over what has become of it since', async () => {
    const delivery = channel.delivery(freshKey(), moods());
    const { promise: woken, resolve: wake } = Promise.withResolvers<string>();
    const { promise: sent, resolve: say } = Promise.withResolvers<void>();
    const send = () => {
      say();
      return woken;
    };
    const frozen = deliver(await sender({ silentFor: 11 }), { ...delivery, send });
    await sent;
    pass({ minutes: 1 });
    expect((await deliver(ctx, delivery)).state).toBe('accepted');
    wake('of-the-frozen');
    expect(await frozen).toEqual({ state: 'accepted', reference: 'post-1' });
    expect(await stateOf(delivery.key)).toEqual({ state: 'accepted', sends: 2, reference: 'post-1' });
  });

  test('that wakes with its claim in hand and nothing sent sends nothing', async () => {
    const delivery = channel.delivery(freshKey(), moods());
    const late = await sender({ isHeld: false });
    await expect(deliver(late, delivery)).rejects.toMatchObject({ kind: 'temporary' });
    expect([channel.count(delivery.key), (await stateOf(delivery.key)).state]).toEqual([0, 'prepared']);
  });
});

/** A process that dies at its n-th step: a statement or a word to the channel, before it or after it. Dead, it does nothing more. */
function mortal(delivery: Delivery, diesAt: number) {
  let step = 0;
  const live = () => {
    if (++step >= diesAt) throw new Error('killed');
  };
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      live();
      return node;
    },
    async transformResult({ result }) {
      live();
      return result;
    },
  };
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    live();
    try {
      return await work();
    } finally {
      live();
    }
  };
  return {
    ctx: { ...ctx, db: ctx.db.withPlugin(plugin) },
    delivery: {
      ...delivery,
      send: (call: Parameters<Delivery['send']>[0]) => around(() => delivery.send(call)),
      readBack: (call: Parameters<Delivery['readBack']>[0]) => around(() => delivery.readBack(call)),
    },
    steps: () => step,
  };
}

test.each<[string, ChannelMood[]]>([
  ['nothing goes wrong', []],
  ['the answer is lost', ['lost']],
  ['all is lost', ['swallowed']],
])('a process that dies between any two steps, when %s, leaves exactly one post', async (_, list) => {
  const whole = mortal(channel.delivery(freshKey(), moods(...list)), Number.POSITIVE_INFINITY);
  await deliver(whole.ctx, whole.delivery);
  expect(whole.steps()).toBeGreaterThanOrEqual(10);
  for (let diesAt = 1; diesAt <= whole.steps(); diesAt++) {
    const delivery = channel.delivery(freshKey(), moods(...list));
    const dying = mortal(delivery, diesAt);
    await expect(deliver(dying.ctx, dying.delivery), `step ${diesAt}`).rejects.toThrow('killed');
    pass({ minutes: 2 });
    expect((await deliver(ctx, delivery)).state, `step ${diesAt}`).toBe('accepted');
    expect(channel.count(delivery.key), `step ${diesAt}`).toBe(1);
  }
});

test('whatever goes wrong, in whatever order, there is at most one post, and the ledger tells the truth', async () => {
  const mood = fc.constantFrom<ChannelMood>('well', 'lost', 'swallowed', 'busy', 'breaks', 'refuses');
  const tries = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 });
  const report = await fc.check(
    fc.asyncProperty(fc.array(mood, { maxLength: 5 }), tries, async (list, deaths) => {
      const delivery = channel.delivery(freshKey(), moods(...list));
      for (const diesAt of deaths) {
        const dying = mortal(delivery, diesAt);
        await deliver(dying.ctx, dying.delivery).catch(() => undefined);
        expect(channel.count(delivery.key)).toBeLessThanOrEqual(1);
        pass({ minutes: 2 });
      }
      let end = await deliver(ctx, delivery).catch(() => undefined);
      for (let again = 0; !end && again < 6; again++) end = await deliver(ctx, delivery).catch(() => undefined);
      expect(channel.count(delivery.key)).toBe(end?.state === 'accepted' ? 1 : 0);
      expect(['accepted', 'refused']).toContain(end?.state);
    }),
    { numRuns: 40 },
  );
  if (report.failed) throw new Error(`seed ${report.seed}, path ${report.counterexamplePath}: ${fc.defaultReportMessage(report)}`);
});
