import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { ask, postgresPid, type Server } from './serve.ts';

// Experiment 13: PostgreSQL is killed in the middle of writing. What was acknowledged must be there afterwards, once.

export type Kills = {
  readonly acknowledged: number;
  /** Acknowledged, and not there at the end. */
  readonly lost: number;
  /** Asked for once under one key, and there twice. */
  readonly doubled: number;
  /** After each kill, until /readyz said 503 (0: back before it was seen), and until it said 200 again. */
  readonly noticedMs: readonly number[];
  readonly recoveredMs: readonly number[];
  /** Answers that were neither a success nor a refusal that says to try again. */
  readonly odd: readonly string[];
};

const WRITERS = 6;
/** Acknowledged before the next kill at least, however slow the machine is. */
const WRITES_BETWEEN = 11;
const PATIENCE_MS = 30_000;
/** While the database is away or a key is held, and where the line broke. */
const TRY_AGAIN = new Set([0, 409, 503, 504]);

/** @param options.seed when the kills fall. */
export async function killDatabase(server: Server, options: { shop: string; kills: number; seed: number }): Promise<Kills> {
  const { shop, kills, seed } = options;
  const headers = { authorization: `Bearer ${server.token}`, 'x-bottega-shop': shop, 'content-type': 'application/json' };
  const acknowledged: string[] = [];
  const odd: string[] = [];
  const stopping = new AbortController();
  const writers = Array.from({ length: WRITERS }, async () => {
    while (!stopping.signal.aborted) await writeOne(server, headers, { acknowledged, odd });
  });
  const noticedMs: number[] = [];
  const recoveredMs: number[] = [];
  for (const pause of fc.sample(fc.integer({ min: 300, max: 1_500 }), { seed, numRuns: kills })) {
    const enough = acknowledged.length + WRITES_BETWEEN;
    await sleep(pause);
    for (const deadline = performance.now() + PATIENCE_MS; acknowledged.length < enough && performance.now() < deadline; ) await sleep(20);
    const { noticed, recovered } = await killOnce(server);
    noticedMs.push(noticed);
    recoveredMs.push(recovered);
  }
  await sleep(300);
  stopping.abort();
  await Promise.all(writers);
  const titles = await listTitles(server, headers);
  const there = new Set(titles);
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((title) => !there.has(title)).length,
    doubled: titles.length - there.size,
    ...{ noticedMs, recoveredMs, odd },
  };
}

/** One product, asked for under one key until it is acknowledged. */
async function writeOne(server: Server, headers: Record<string, string>, told: { acknowledged: string[]; odd: string[] }): Promise<void> {
  const key = randomUUID();
  const title = `Bowl ${key}`;
  const body = JSON.stringify({
    title,
    description: '',
    price: { amount: 100, currency: 'EUR' },
    stock: 1,
    category: 'tableware',
    pictures: [],
  });
  for (const deadline = performance.now() + PATIENCE_MS * 4; performance.now() < deadline; await sleep(50)) {
    const answer = await ask(server.url, '/api/v1/products', {
      method: 'POST',
      body,
      headers: { ...headers, 'idempotency-key': key },
    }).catch(() => null);
    const text = (await answer?.text().catch(() => '')) ?? '';
    if (answer?.ok) return void told.acknowledged.push(title);
    if (text.includes('"answer_lost"')) return; // done, and never acknowledged: it may not be done again
    if (!TRY_AGAIN.has(answer?.status ?? 0)) return void told.odd.push(`${answer?.status} ${text}`);
  }
  told.odd.push(`${title} was never answered`);
}

/** In ms from the kill: when /readyz first said 503 (0 if it was back before anybody could see it gone), and 200 of the next PostgreSQL. */
async function killOnce({ url, data }: Server): Promise<{ noticed: number; recovered: number }> {
  const killed = postgresPid(data);
  process.kill(killed, 'SIGKILL');
  const began = performance.now();
  let noticed = 0;
  while (performance.now() - began < PATIENCE_MS) {
    const answer = await ask(url, '/readyz').catch(() => null);
    await answer?.body?.cancel();
    const ms = performance.now() - began;
    if (answer?.status === 503 && noticed === 0) noticed = ms;
    if (answer?.status === 200 && pidOf(data) !== killed) return { noticed, recovered: ms };
    await sleep(20);
  }
  throw new Error('/readyz did not say 200 again');
}

/** While PostgreSQL starts there is no file for a moment. */
function pidOf(data: string): number | undefined {
  try {
    return postgresPid(data);
  } catch {
    return undefined;
  }
}

async function listTitles(server: Server, headers: Record<string, string>): Promise<string[]> {
  const titles: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await ask(server.url, `/api/v1/products?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`, { headers });
    const page = (await answer.json()) as { items: { title: string }[]; next: string | null };
    titles.push(...page.items.map((item) => item.title));
    cursor = page.next;
  }
  return titles;
}
