import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { LaunchView } from '../../../packages/server/src/launch/index.ts';
import { makePhotos } from '../../../packages/server/test/photos.ts';
import { ask, makeFolder, makeFornace, type Server, serve, withGuest } from '../../../packages/server/test/serve.ts';
import { readFile } from 'node:fs/promises';
import type { Experiment } from '../experiment.ts';

const SETTLES_WITHIN_MS = 5 * 60_000;
const LONGEST_LIFE_MS = 6_000;

/** The process is killed at random moments while launches are made, approved, edited and approved again. */
export const experiment: Experiment = {
  title: 'The program is killed 200 times during launches and their posts',
  async run({ seed, quick, say }) {
    const home = await makeFolder();
    const data = path.join(home.folder, 'data');
    try {
      const { good } = await makePhotos(home.folder);
      let server = await serve({ data });
      await makeFornace(data);
      const kills = quick ? 4 : 200;
      const lives = fc.sample(fc.integer({ min: 50, max: LONGEST_LIFE_MS }), { seed, numRuns: kills });
      const town = createTown(good);
      for (const [index, life] of lives.entries()) {
        const over = Date.now() + life;
        while (Date.now() < over) await town.press(server).catch(ignoreDeath);
        server.signal('SIGKILL');
        await server.ended;
        server = await serve({ data });
        if (index % 20 === 19) say(`${index + 1} kills, ${town.asked()} launches asked for`);
      }
      for (const deadline = Date.now() + SETTLES_WITHIN_MS; Date.now() < deadline && !(await town.isSettled(server)); await sleep(250)) {
        await town.press(server).catch(ignoreDeath);
      }
      const lost = await town.countUnsettled(server);
      const doubled = await withGuest(data, async ({ system }) => {
        const { rows } = await system.executeQuery<{ what: string; count: number }>({
          sql: DOUBLED,
          parameters: [],
          query: { kind: 'RawNode', sqlFragments: [DOUBLED], parameters: [] },
          queryId: { queryId: 'doubled' },
        } as never);
        return rows;
      });
      for (const { what, count } of doubled) say(`${what}: ${count}`);
      await server.stop();
      const against = `${kills} kills, ${town.asked()} launches, seed ${seed}`;
      return [
        { name: 'launches asked for', value: town.asked(), unit: '', against, goal: 'some', holds: town.asked() > 0 },
        { name: 'launches that were lost or did not come to their end', value: lost, unit: '', against, goal: '0', holds: lost === 0 },
        { name: 'things that are there twice, or half', value: doubled.length, unit: '', against, goal: '0', holds: doubled.length === 0 },
      ];
    } finally {
      await home.remove();
    }
  },
};

/** A launch must have one product, one event of each once-only kind, three films and ten kits and posts, all of them scheduled. */
const DOUBLED = `
  with settled as (select shop_id, id, product_id from launch where status = 'completed'),
  counted as (
    select 'products of a launch' as what, s.id, (select count(*) from product p where p.key = s.id::text) as count, 1 as wanted from settled s
    union all select 'films', s.id, (select count(*) from product_film f where f.product_id = s.product_id), 3 from settled s
    union all select 'kits', s.id, (select count(*) from kit k where k.subject_id = s.id), 10 from settled s
    union all select 'scheduled posts', s.id,
      (select count(*) from post o where o.subject_id = s.id and o.state = 'scheduled'), 10 from settled s
    union all select 'starts', s.id, (select count(*) from event e where e.subject_id = s.id and e.type = 'launch.started'), 1 from settled s
    union all select 'sales begun', s.id,
      (select count(*) from event e where e.subject_id = s.product_id and e.type = 'product.published'), 1 from settled s)
  select what, count::int as count from counted where count <> wanted`;

/** Does one thing after another: asks for a launch, approves what waits, edits it once, approves it again. */
function createTown(photo: string) {
  const launches = new Map<string, { edited: boolean }>();
  let last: string | undefined;

  async function press(server: Server): Promise<void> {
    const open = last === undefined ? undefined : await read(server, last);
    if (!open || isDone(open)) {
      last = await start(server);
      launches.set(last, { edited: false });
      return;
    }
    if (open.status === 'waiting') await post(server, open.launchId, 'approve');
    else if (open.status === 'completed') await edit(server, open);
    else await sleep(100);
  }

  /** Approved, edited and approved again. */
  const isDone = (launch: LaunchView): boolean =>
    launch.status === 'completed' && launch.stories[0]?.scenes[0]?.caption.endsWith('Indeed.') === true;

  async function start(server: Server): Promise<string> {
    const form = new FormData();
    const fields = { name: 'Walnut bowl', price: '48.00', currency: 'EUR', notes: 'oiled', seconds: '6', seed: '3', approval: 'person' };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('photos', new Blob([new Uint8Array(await readFile(photo))]), 'bowl.jpg');
    return (await send<{ launchId: string }>(server, '', { method: 'POST', body: form })).launchId;
  }

  async function edit(server: Server, { launchId, stories: [story] }: LaunchView): Promise<void> {
    const caption = `${story?.scenes[0]?.caption} Indeed.`;
    const body = JSON.stringify({ version: story?.version, scenes: [{ role: 'hook', caption }] });
    const headers = { 'content-type': 'application/json' };
    await send(server, `/${launchId}/scenes/en`, { method: 'PATCH', body, headers });
  }

  const countUnsettled = async (server: Server): Promise<number> => {
    const states = await Promise.all([...launches.keys()].map((id) => read(server, id).catch(() => undefined)));
    return states.filter((launch) => !launch || !isDone(launch)).length;
  };

  return {
    press,
    countUnsettled,
    isSettled: async (server: Server) => (await countUnsettled(server).catch(() => 1)) === 0,
    asked: () => launches.size,
  };
}

const read = (server: Server, id: string): Promise<LaunchView> => send(server, `/${id}`);
const post = (server: Server, id: string, move: string): Promise<unknown> => send(server, `/${id}/${move}`, { method: 'POST' });

async function send<Answer>(server: Server, address: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { ...init.headers, authorization: `Bearer ${server.token}`, 'x-bottega-shop': 'fornace' };
  const answer = await ask(server.url, `/api/v1/launches${address}`, { ...init, headers });
  // 409 and 503: it was done already, before the answer was lost, or cannot be done just now; the next look tells.
  if (!answer.ok && answer.status !== 409 && answer.status !== 503) throw new Error(`${address}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** Whoever asks a program that is being killed gets no answer; what it did meanwhile is found by looking. */
function ignoreDeath(error: unknown): void {
  const isLost =
    error instanceof TypeError || (error instanceof Error && ['TimeoutError', 'AbortError', 'SyntaxError'].includes(error.name));
  if (!isLost) throw error;
}
