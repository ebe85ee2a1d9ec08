import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import type { Ctx } from '../context.ts';
import { appendEvent } from '../events/append.ts';
import { newId } from '../context.ts';
import { deleteWebhookEndpoint, rotateWebhookSecret, updateWebhookEndpoint } from './change-endpoint.ts';
import { createWebhookEndpoint } from './create-endpoint.ts';
import { webhooks } from './enqueue-events.ts';
import { forgetDeliveries } from './forget-deliveries.ts';
import { listWebhookDeliveries } from './list-deliveries.ts';
import { getWebhookEndpoint } from './list-endpoints.ts';
import { replayWebhookDelivery, replayWebhooksSince, sendTestEvent } from './replay.ts';
import { sendDueWebhooks, startWebhooks } from './send-due.ts';
import { signHeaders } from './sign.ts';

type Received = { readonly id: string; readonly signature: string; readonly headers: Record<string, string>; readonly body: string };

let world: TestWorld;
let ctx: Ctx;
let now: Temporal.Instant;
let server: Server;
let url: string;
let received: Received[];
/** How the receiver answers. */
let status: number;
let headers: Record<string, string>;
const clock = { now: () => now };

beforeAll(async () => {
  world = await openTestWorld();
  server = createServer(async (request, answer) => {
    const body = await text(request);
    const given = request.headers as Record<string, string>;
    received.push({ id: given['webhook-id'] ?? '', signature: given['webhook-signature'] ?? '', headers: given, body });
    answer.writeHead(status, headers).end(`answer ${status}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
beforeEach(async () => {
  now = Temporal.Now.instant(); // the library judges the age of a signature by the real clock
  received = [];
  status = 200;
  headers = {};
  ctx = await world.createCtx({ clock });
});
afterEach(() => ctx.db.deleteFrom('webhook_endpoint').execute());
afterAll(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await world?.close();
});

const pass = (duration: Temporal.DurationLike) => {
  now = now.add(duration);
};
const send = () => sendDueWebhooks(world.ground, { signal: ctx.signal, clock });
const make = (more: { events?: 'order.paid'[]; url?: string } = {}) => createWebhookEndpoint(ctx, { url, ...more });

/** An event, as the outbox has it, heard by the listener. */
async function happen(type = 'order.placed', of: Ctx = ctx): Promise<string> {
  const subjectId = newId();
  await appendEvent(of, { type, subjectId, payload: { code: 'K4MD' } });
  const { id } = await of.db.selectFrom('event').select('id').where('subject_id', '=', subjectId).executeTakeFirstOrThrow();
  await webhooks.hear(of, { id, type, subjectId, payload: {} });
  return id;
}
const log = async (id: string) => (await listWebhookDeliveries(ctx, { id })).items;

describe('a message', () => {
  test('carries id, moment and a signature that the standard’s own library and plain HMAC agree on', async () => {
    const { secret } = await make();
    const event = await happen();
    await send();
    expect(received).toHaveLength(1);
    const [message] = received as [Received];
    expect(new Webhook(secret).verify(message.body, message.headers)).toMatchObject({ type: 'order.placed', data: { code: 'K4MD' } });
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = `${message.id}.${message.headers['webhook-timestamp']}.${message.body}`;
    expect(message.signature).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(message.id).toBe(`evt_${event}`);
  });

  test('is signed by both secrets for a day after a change, and then by the new one alone', async () => {
    const { endpoint, secret: first } = await make();
    const { secret: second } = await rotateWebhookSecret(ctx, endpoint);
    await happen();
    await send();
    for (const secret of [first, second])
      expect(() => new Webhook(secret).verify(received[0]?.body ?? '', received[0]?.headers ?? {})).not.toThrow();
    pass({ hours: 25 });
    await happen();
    await send();
    const signed = signHeaders({ id: received[1]?.id ?? '', at: now, body: received[1]?.body ?? '' }, [second]);
    expect(received[1]?.signature).toBe(signed['webhook-signature']);
  });

  test('goes to those who want it, in their shop, once, though the outbox tells of it twice', async () => {
    const { endpoint } = await make({ events: ['order.paid'] });
    const other = await world.createCtx({ clock });
    await happen('order.placed');
    await happen('order.paid', other);
    const id = await happen('order.paid');
    await webhooks.hear(ctx, { id, type: 'order.paid', subjectId: newId(), payload: {} });
    await send();
    expect(received.map((message) => message.id)).toEqual([`evt_${id}`]);
    expect(await log(endpoint.id)).toMatchObject([
      { event: 'order.paid', state: 'delivered', tries: [{ status: 200, excerpt: 'answer 200' }] },
    ]);
  });

  test('is kept sealed away: the secret is nowhere in the database', async () => {
    const { secret } = await make();
    const rows = await ctx.db.selectFrom('webhook_secret').selectAll().where('shop_id', '=', ctx.shop.id).execute();
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
  });
});

describe('a receiver', () => {
  test.each([301, 400, 404, 500])(
    'that answers %i is tried again after the gaps of the standard, with the same id, for 75 h',
    async (code) => {
      status = code;
      headers = { location: 'http://127.0.0.1:1/' };
      const { endpoint } = await make();
      await happen();
      const began = now;
      while ((await log(endpoint.id))[0]?.state === 'waiting') {
        await send();
        const next = (await log(endpoint.id))[0]?.nextTryAt;
        if (next) now = Temporal.Instant.from(next);
      }
      expect(received).toHaveLength(10);
      expect(new Set(received.map(({ id }) => id)).size).toBe(1);
      const hours = now.since(began).total('hours');
      expect(hours).toBeGreaterThanOrEqual(75);
      expect(hours).toBeLessThan(84);
      expect(await getWebhookEndpoint(ctx, endpoint)).toMatchObject({ state: 'failing' });
      const told = await ctx.db
        .selectFrom('event')
        .select('payload')
        .where('type', '=', 'webhook.disabled')
        .where('shop_id', '=', ctx.shop.id)
        .execute();
      expect(told).toEqual([{ payload: { name: new URL(url).host, reason: 'failing' } }]);
    },
  );

  test('that answers 410 is told nothing more, and the shop hears of it', async () => {
    const { endpoint } = await make();
    status = 410;
    await happen();
    await happen();
    await send();
    await happen();
    await send();
    expect(received).toHaveLength(1);
    expect(await getWebhookEndpoint(ctx, endpoint)).toMatchObject({ state: 'gone', waiting: 1 });
    const told = await ctx.db
      .selectFrom('event')
      .select('payload')
      .where('type', '=', 'webhook.disabled')
      .where('shop_id', '=', ctx.shop.id)
      .execute();
    expect(told).toMatchObject([{ payload: { reason: 'gone' } }]);
    status = 200;
    expect(await updateWebhookEndpoint(ctx, { id: endpoint.id, enabled: true })).toMatchObject({ state: 'on', waiting: 1 });
    await send();
    expect(received).toHaveLength(2);
  });

  test('that is down is knocked at by one message for all, and gets all when it is back', async () => {
    status = 503;
    const { endpoint } = await make();
    for (let n = 0; n < 20; n++) await happen();
    await send();
    expect(received).toHaveLength(1);
    for (let minute = 0; minute < 30; minute++) {
      pass({ minutes: 1 });
      await send();
    }
    expect(received.length).toBeLessThan(80);
    status = 200;
    pass({ hours: 1 });
    await send();
    await send();
    const states = (await listWebhookDeliveries(ctx, { id: endpoint.id, limit: 100 })).items.map(({ state }) => state);
    expect(states).toEqual(Array(20).fill('delivered'));
    expect(await getWebhookEndpoint(ctx, endpoint)).toMatchObject({ failingSince: null, waiting: 0 });
  });

  test('that dislikes one message gets the others all the same', async () => {
    const { endpoint } = await make();
    status = 400;
    await happen();
    await send();
    status = 200;
    await happen();
    await send();
    expect((await log(endpoint.id)).map(({ state }) => state)).toEqual(['delivered', 'waiting']);
  });

  test('that asks to be left alone is', async () => {
    status = 429;
    headers = { 'retry-after': '7200' };
    const { endpoint } = await make();
    await happen();
    await send();
    const [delivery] = await log(endpoint.id);
    expect(
      Temporal.Instant.from(delivery?.nextTryAt ?? '')
        .since(now)
        .total('hours'),
    ).toBeCloseTo(2, 1);
  });

  test('inside our network is not reached, at whatever moment its name begins to lead there', async () => {
    await expect(createWebhookEndpoint(ctx, { url: 'http://10.0.0.1/hook' })).rejects.toMatchObject({
      code: 'address_refused',
      problems: [{ path: 'url' }],
    });
    const { endpoint } = await createWebhookEndpoint(ctx, { url: 'http://localhost.localdomain.invalid/' });
    await ctx.db.updateTable('webhook_endpoint').set({ url: 'http://169.254.169.254/' }).where('id', '=', endpoint.id).execute();
    await happen();
    await send();
    expect((await log(endpoint.id))[0]?.tries).toMatchObject([{ status: null, excerpt: expect.stringContaining('public internet') }]);
  });
});

test('two processes share the work: each message is sent once', async () => {
  for (let n = 0; n < 4; n++) await make();
  for (let n = 0; n < 10; n++) await happen();
  await Promise.all([send(), send(), send()]);
  while ((await send()) > 0);
  expect(received).toHaveLength(40);
});

test('what happens is sent by itself, to many endpoints beside each other', async () => {
  for (let n = 0; n < 5; n++) await make();
  const sender = startWebhooks(world.ground);
  try {
    await happen();
    await expect.poll(() => received.length, { timeout: 10_000 }).toBe(5);
  } finally {
    await sender.stop();
  }
  await happen();
  expect(received).toHaveLength(5);
});

test('an endpoint that a dead process held is taken again', async () => {
  const { endpoint } = await make();
  await happen();
  const until = now.add({ seconds: 90 }).toString();
  await ctx.db.updateTable('webhook_endpoint').set({ claim: newId(), claimed_until: until }).where('id', '=', endpoint.id).execute();
  expect(await send()).toBe(0);
  pass({ seconds: 91 });
  expect(await send()).toBe(1);
});

test('one message, or all since a moment, can be sent again under their ids', async () => {
  const { endpoint } = await make();
  const before = now.subtract({ seconds: 5 }).toString();
  const ids = [await happen(), await happen(), await happen()];
  await send();
  const [latest] = await log(endpoint.id);
  await replayWebhookDelivery(ctx, { id: latest?.id ?? '' });
  await send();
  expect(received.at(-1)?.id).toBe(`evt_${ids[2]}`);
  expect((await log(endpoint.id))[0]?.tries).toHaveLength(2);
  await updateWebhookEndpoint(ctx, { id: endpoint.id, enabled: false });
  const missed = await happen();
  await updateWebhookEndpoint(ctx, { id: endpoint.id, enabled: true });
  expect(await replayWebhooksSince(ctx, { id: endpoint.id, since: before })).toEqual({ count: 4 });
  received = [];
  await send();
  expect(received.map(({ id }) => id)).toEqual([...ids, missed].map((id) => `evt_${id}`));
});

test('a test event is sent, and none to an endpoint that is off or gone', async () => {
  const { endpoint } = await make({ events: ['order.paid'] });
  await sendTestEvent(ctx, endpoint);
  await send();
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ type: 'webhook.test', data: { id: endpoint.id } });
  await updateWebhookEndpoint(ctx, { id: endpoint.id, enabled: false });
  await expect(sendTestEvent(ctx, endpoint)).rejects.toMatchObject({ code: 'conflict' });
  await deleteWebhookEndpoint(ctx, endpoint);
  await expect(sendTestEvent(ctx, endpoint)).rejects.toMatchObject({ code: 'not_found' });
});

test('the log is kept for a month; what waits, for as long as it takes', async () => {
  const { endpoint } = await make();
  await happen();
  await send();
  status = 400;
  await happen();
  await send();
  pass({ hours: 24 * 29 });
  await forgetDeliveries(ctx);
  expect(await log(endpoint.id)).toHaveLength(2);
  pass({ hours: 48 });
  await forgetDeliveries(ctx);
  expect((await log(endpoint.id)).map(({ state }) => state)).toEqual(['waiting']);
});

test('an operator may neither see nor change them', async () => {
  const { endpoint } = await make();
  const operator: Ctx = { ...ctx, actor: { type: 'staff', id: 'o', name: 'Ola', email: 'o@example.com', role: 'operator' } };
  await expect(getWebhookEndpoint(operator, endpoint)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(rotateWebhookSecret(operator, endpoint)).rejects.toMatchObject({ code: 'forbidden' });
});
