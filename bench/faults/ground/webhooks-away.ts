import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { type Ctx, newId } from '../../../packages/server/src/platform/context.ts';
import { appendEvent } from '../../../packages/server/src/platform/events/append.ts';
import { createWebhookEndpoint } from '../../../packages/server/src/platform/webhooks/create-endpoint.ts';
import { webhooks } from '../../../packages/server/src/platform/webhooks/enqueue-events.ts';
import { listWebhookEndpoints } from '../../../packages/server/src/platform/webhooks/list-endpoints.ts';
import { sendDueWebhooks } from '../../../packages/server/src/platform/webhooks/send-due.ts';
import { openTestWorld } from '../../../packages/server/src/testing/test-world.ts';
import type { Experiment } from '../experiment.ts';

const AWAY_H = 24;
const PROCESSES = 3;
/** Endpoints, by what they answer while they are away. */
const WAYS = [503, 500, 301, 404] as const;

/** TRUST.md A4, experiment 10: on a clock of its own, a day passes in a minute. */
export const experiment: Experiment = {
  title: 'The receivers of webhooks are away for 24 hours',
  async run({ seed, quick, say }) {
    const world = await openTestWorld();
    let now = Temporal.Instant.from('2026-11-20T08:00:00Z');
    const clock = { now: () => now };
    const receiver = await openReceiver();
    try {
      const ctx = await world.createCtx({ clock });
      for (const code of WAYS) await createWebhookEndpoint(ctx, { url: receiver.at(String(code)) });
      const { endpoint: gone } = await createWebhookEndpoint(ctx, { url: receiver.at('410') });
      const minutes = new Set(fc.sample(fc.integer({ min: 0, max: AWAY_H * 60 - 1 }), { seed, numRuns: quick ? 15 : 250 }));
      const send = () => Promise.all(Array.from({ length: PROCESSES }, () => sendDueWebhooks(world.ground, { signal: ctx.signal, clock })));
      const ids = new Set<string>();
      const step = quick ? 10 : 2;
      for (let minute = 0; minute < AWAY_H * 60; minute += step) {
        for (let at = minute; at < minute + step; at++) if (minutes.has(at)) ids.add(await happen(ctx));
        await send();
        now = now.add({ minutes: step });
      }
      receiver.comeBack();
      const back = now;
      let left = await waiting(ctx);
      say(`${ids.size} events for ${WAYS.length} receivers; ${left} wait when they are back, after ${receiver.asked()} tries`);
      for (; left > 0 && now.since(back).total('hours') < 25; now = now.add({ minutes: 1 })) {
        await send();
        left = await waiting(ctx);
      }
      const expected = ids.size * WAYS.length;
      const taken = WAYS.map((code) => receiver.takenBy(String(code)));
      const delivered = taken.reduce((sum, own) => sum + [...own.keys()].filter((id) => ids.has(id)).length, 0);
      const strange = taken.reduce((sum, own) => sum + [...own.keys()].filter((id) => !ids.has(id)).length, 0);
      const twice = taken.reduce((sum, own) => sum + [...own.values()].filter((times) => times > 1).length, 0);
      const states = (await listWebhookEndpoints(ctx)).map(({ id, state }) => (id === gone.id ? state === 'gone' : state === 'on'));
      const against = `${expected} messages`;
      const figure = (name: string, value: number, unit: string, goal: string, holds: boolean) => ({
        name,
        value,
        unit,
        against,
        goal,
        holds,
      });
      return [
        figure('delivered once they are back', (100 * delivered) / expected, '%', '100', delivered === expected),
        figure('under an id that no event has', strange, 'messages', '0', strange === 0),
        figure('taken more than once', twice, 'messages', '0', twice === 0),
        figure('until all are delivered', now.since(back).total('minutes'), 'min', '≤ 24 h', left === 0),
        figure(
          'webhooks not in the state they should be in, 410 among them',
          states.filter((is) => !is).length,
          '',
          '0',
          states.every(Boolean),
        ),
      ];
    } finally {
      await receiver.close();
      await world.close();
    }
  },
};

async function happen(ctx: Ctx): Promise<string> {
  const subjectId = newId();
  await appendEvent(ctx, { type: 'order.placed', subjectId, payload: {} });
  const { id } = await ctx.db.selectFrom('event').select('id').where('subject_id', '=', subjectId).executeTakeFirstOrThrow();
  await webhooks.hear(ctx, { id, type: 'order.placed', subjectId, payload: {} });
  return `evt_${id}`;
}

const waiting = async (ctx: Ctx): Promise<number> =>
  (await ctx.db.selectFrom('webhook_delivery').select('id').where('shop_id', '=', ctx.shop.id).where('state', '=', 'waiting').execute())
    .length;

/** Receivers that answer with the status in their path until they come back; 410 stays. */
async function openReceiver() {
  const taken = new Map<string, Map<string, number>>();
  let isBack = false;
  let asked = 0;
  const server = createServer(async (request, answer) => {
    await text(request);
    asked++;
    const who = request.url?.slice(1) ?? '';
    if (!isBack || who === '410') return void answer.writeHead(Number(who), { location: '/elsewhere' }).end();
    const id = String(request.headers['webhook-id']);
    const own = taken.get(who) ?? new Map<string, number>();
    taken.set(who, own.set(id, (own.get(id) ?? 0) + 1));
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    at: (who: string) => `http://127.0.0.1:${port}/${who}`,
    asked: () => asked,
    takenBy: (who: string) => taken.get(who) ?? new Map<string, number>(),
    comeBack: () => {
      isBack = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
