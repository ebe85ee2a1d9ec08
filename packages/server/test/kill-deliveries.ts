import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { prepareWorkflows } from '../src/platform/workflows/workflows.ts';
import { openTestWorld } from '../src/testing/test-world.ts';

// Experiment 2's shape: processes that deliver are killed or frozen over and over, by a channel that loses answers. Each post stands there
// once.

/** What a worker is told. */
export type DeliveryWork = {
  readonly folder: string;
  readonly shopId: string;
  readonly channel: string;
  readonly keys: readonly string[];
  readonly seed: number;
};

export type KilledDeliveries = {
  readonly posts: number;
  readonly lost: number;
  readonly doubled: number;
  /** What the ledger says is accepted and the channel has not, or under another name. */
  readonly untrue: number;
  /** Kills that fell while the channel held a request of the killed process. */
  readonly killedInFlight: number;
  readonly lostAnswers: number;
};

const WORKERS = 3;
/** Longer than one may be silent before the others take it for dead. */
const FROZEN_MS = 11_000;
/** How long the channel takes over a request whose sender is to be killed: less than a worker waits for it. */
const WATCHED_MS = 250;
type Mood = 'well' | 'lost' | 'swallowed' | 'busy';

/**
 * @param options.freezes so many of the kills are none: a process of which the channel holds a request is frozen until it is taken for dead,
 *   and wakes
 * @param options.seed when the kills fall, and what the channel does.
 */
export async function killDeliveries(options: { posts: number; kills: number; freezes: number; seed: number }): Promise<KilledDeliveries> {
  const { posts, kills, freezes, seed } = options;
  const world = await openTestWorld();
  await prepareWorkflows(world.ground, []);
  const { shop, db } = await world.createCtx();
  const workers = new Set<ChildProcess>();
  const frozen: Promise<void>[] = [];
  const channel = await openChannel(seed);
  const keys = Array.from({ length: posts }, (_, number) => `workflow-${number}/publish`);
  const work = { folder: world.folder, shopId: shop.id, channel: channel.url };
  let started = 0;
  /** Later workers know of more posts, so that there is always something to kill. */
  const start = (part: number) => startWorker(workers, { ...work, keys: keys.slice(0, Math.ceil(posts * part)), seed: seed + started++ });
  try {
    for (const [round, pause] of fc.sample(fc.integer({ min: 0, max: 120 }), { seed, numRuns: kills }).entries()) {
      for (let missing = WORKERS - workers.size; missing > 0; missing--) await start((round + 1) / kills);
      await sleep(pause);
      // Half of the kills wait for a request to be in the channel's hands: that is where it hurts.
      const caught = pause % 2 === 0 ? await Promise.race([channel.nextSender(), sleep(500)]) : undefined;
      const [oldest] = workers;
      const victim = [...workers].find(({ pid }) => pid === caught) ?? oldest;
      if (!victim) continue;
      if (victim.pid === caught && frozen.length < freezes) frozen.push(freeze(workers, victim));
      else await stop(victim);
    }
    await Promise.all(frozen);
    await Promise.all([...workers].map((worker) => stop(worker)));
    const last = await start(1);
    const [code] = await once(last, 'close');
    if (code !== 0) throw new Error(`the last worker ended with ${code}`);
    const rows = await db.selectFrom('delivery').select(['key', 'state', 'reference']).where('shop_id', '=', shop.id).execute();
    return judge(keys, rows, channel);
  } finally {
    for (const worker of workers) await stop(worker);
    await channel.close();
    await world.close();
  }
}

async function startWorker(workers: Set<ChildProcess>, work: DeliveryWork): Promise<ChildProcess> {
  const script = path.join(import.meta.dirname, 'delivery-worker.ts');
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  const worker = spawn(process.execPath, ['--no-warnings', script, JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH, ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}) },
  });
  workers.add(worker);
  worker.once('close', () => workers.delete(worker));
  await Promise.race([once(worker.stdout, 'data'), once(worker, 'close')]);
  return worker;
}

/** Another takes its place meanwhile. */
async function freeze(workers: Set<ChildProcess>, worker: ChildProcess): Promise<void> {
  worker.kill('SIGSTOP');
  workers.delete(worker);
  await sleep(FROZEN_MS);
  workers.add(worker);
  worker.kill('SIGCONT');
  await sleep(WATCHED_MS);
}

async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const closed = once(worker, 'close');
  worker.kill('SIGKILL');
  await closed;
}

type Channel = {
  readonly url: string;
  readonly posts: ReadonlyMap<string, string[]>;
  readonly lostAnswers: () => number;
  readonly killedInFlight: () => number;
  /** The pid of whoever sends next, told while the channel has not answered. */
  nextSender(): Promise<number>;
  close(): Promise<void>;
};

/** Takes each post that comes, and does to the answer what its seed says. It never knows a post again. */
async function openChannel(seed: number): Promise<Channel> {
  const posts = new Map<string, string[]>();
  const mood = fc.oneof(
    { weight: 5, arbitrary: fc.constant<Mood>('well') },
    { weight: 2, arbitrary: fc.constant<Mood>('lost') },
    { weight: 2, arbitrary: fc.constant<Mood>('swallowed') },
    { weight: 1, arbitrary: fc.constant<Mood>('busy') },
  );
  const moods = fc.sample(fc.tuple(mood, fc.integer({ min: 0, max: 25 })), { seed, numRuns: 5_000 });
  const counts = { asked: 0, lost: 0, inFlight: 0 };
  const waiting: ((pid: number) => void)[] = [];
  const server = createServer(async (request, answer) => {
    const { searchParams } = new URL(request.url ?? '', 'http://channel');
    const key = searchParams.get('key') ?? '';
    if (request.method === 'GET') return void answer.end(JSON.stringify({ reference: posts.get(key)?.at(-1) ?? null }));
    const isWatched = waiting.length > 0;
    for (const tell of waiting.splice(0)) tell(Number(searchParams.get('from')));
    const [what, ms] = moods[counts.asked++ % moods.length] as [Mood, number];
    await sleep(isWatched ? WATCHED_MS : ms);
    if (what === 'busy') return void answer.writeHead(429).end();
    if (what !== 'swallowed') posts.set(key, [...(posts.get(key) ?? []), `post-${counts.asked}`]);
    if (request.destroyed || answer.destroyed) counts.inFlight++;
    if (what === 'well') return void answer.end(JSON.stringify({ reference: posts.get(key)?.at(-1) }));
    counts.lost++;
    answer.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/posts`,
    posts,
    lostAnswers: () => counts.lost,
    killedInFlight: () => counts.inFlight,
    nextSender: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Row = { readonly key: string; readonly state: string; readonly reference: string | null };

function judge(keys: readonly string[], rows: readonly Row[], { posts, lostAnswers, killedInFlight }: Channel): KilledDeliveries {
  const accepted = rows.filter(({ state }) => state === 'accepted');
  return {
    posts: [...posts.values()].flat().length,
    lost: keys.filter((key) => !posts.has(key) || !accepted.some((row) => row.key === key)).length,
    doubled: [...posts.values()].filter((references) => references.length > 1).length,
    untrue: accepted.filter(({ key, reference }) => !posts.get(key)?.includes(reference ?? '')).length,
    killedInFlight: killedInFlight(),
    lostAnswers: lostAnswers(),
  };
}
