import { createServer } from 'node:http';
import { type AddressInfo, isIP, Socket } from 'node:net';
import type { Ctx } from '../../../packages/server/src/platform/context.ts';
import { createGuardedFetch, type GuardedAnswer } from '../../../packages/server/src/platform/calls/guard/guarded-fetch.ts';
import { HOSTILE_ADDRESSES, HOSTILE_ANSWERS } from '../../../packages/server/src/testing/hostile-addresses.ts';
import { isPublicAddress } from '../../../packages/server/src/platform/calls/guard/refused-addresses.ts';
import { updateWebhookEndpoint } from '../../../packages/server/src/platform/webhooks/change-endpoint.ts';
import { createWebhookEndpoint } from '../../../packages/server/src/platform/webhooks/create-endpoint.ts';
import { replayWebhookDelivery, sendTestEvent } from '../../../packages/server/src/platform/webhooks/replay.ts';
import { sendDueWebhooks } from '../../../packages/server/src/platform/webhooks/send-due.ts';
import { openTestWorld, type TestWorld } from '../../../packages/server/src/testing/test-world.ts';
import type { Experiment } from '../experiment.ts';

/** The one address inside that the guard of the experiment allows: it stands for the public internet. */
const FRONT = '127.0.0.9';

/** TRUST.md A4, experiment 11: the whole table of hostile addresses at every place that calls an address which somebody named. */
export const experiment: Experiment = {
  title: 'Hostile addresses are named wherever an address can be named',
  async run({ say }) {
    const world = await openTestWorld();
    const traps = await openTraps();
    const watch = watchConnects(await databasePort(world));
    try {
      const hostile = [...Object.values(HOSTILE_ADDRESSES).flat(), ...traps.addresses];
      const accepted = [
        ...(await fetchAll(hostile)),
        ...(await redirectAll(hostile, traps.redirectTo)),
        ...(await rebindAll(traps.port)),
        ...(await nameAsWebhooks(world, hostile)),
        ...(await deliverAll(world, hostile)),
      ];
      for (const one of accepted.slice(0, 10)) say(`accepted: ${one}`);
      for (const one of watch.inside.slice(0, 10)) say(`connected to: ${one}`);
      const against = `${hostile.length} addresses × 7 places, ${HOSTILE_ANSWERS.length} answers of a name`;
      const figure = (name: string, value: number) => ({ name, value, unit: '', against, goal: '0', holds: value === 0 });
      return [
        figure('connections to inside addresses', watch.inside.length),
        figure('requests that a trap inside heard', traps.heard()),
        figure('hostile addresses that were accepted', accepted.length),
      ];
    } finally {
      watch.stop();
      await traps.close();
      await world.close();
    }
  },
};

const request = () => ({ signal: AbortSignal.timeout(5_000), timeoutMs: 2_000, mostBytes: 1_000 });
/** Whether somebody other than the front answered. A name that leads nowhere on this machine is as good as refused. */
const isAnswered = (work: Promise<GuardedAnswer>): Promise<boolean> =>
  work.then(
    ({ url }) => new URL(url).hostname !== FRONT,
    () => false,
  );

async function fetchAll(addresses: readonly string[]): Promise<string[]> {
  const guard = createGuardedFetch({ alsoAllowed: [] });
  const accepted: string[] = [];
  for (const address of addresses) if (await isAnswered(guard(address, request()))) accepted.push(`fetched ${address}`);
  await guard.close();
  return accepted;
}

async function redirectAll(addresses: readonly string[], redirectTo: (address: string) => string): Promise<string[]> {
  const guard = createGuardedFetch({ alsoAllowed: [FRONT] });
  const accepted: string[] = [];
  for (const one of addresses.filter((address) => URL.canParse(address))) {
    const address = /^[\x20-\x7e]*$/.test(one) ? one : new URL(one).href; // a header carries ASCII
    if (await isAnswered(guard(redirectTo(address), { ...request(), redirects: 3 }))) accepted.push(`redirected to ${address}`);
  }
  await guard.close();
  return accepted;
}

/** A name that is good when it is judged, and leads inside when it is called. */
async function rebindAll(port: number): Promise<string[]> {
  const accepted: string[] = [];
  for (const answer of HOSTILE_ANSWERS) {
    const answers = [FRONT, answer];
    const resolve = async () => [{ address: answers.shift() ?? answer, family: answer.includes(':') ? 6 : 4 }];
    const guard = createGuardedFetch({ alsoAllowed: [FRONT], resolve });
    guard.check(`http://rebinds.example:${port}/`);
    await resolve(); // whoever judged it by asking first was told the good answer
    if (await isAnswered(guard(`http://rebinds.example:${port}/`, request()))) accepted.push(`rebound to ${answer}`);
    await guard.close();
  }
  return accepted;
}

/** The world of tests allows 127.0.0.1 for its receivers; here nothing inside is. */
function strict(ctx: Ctx): Ctx {
  return { ...ctx, calls: { ...ctx.calls, guardedFetch: createGuardedFetch({ alsoAllowed: [] }) } };
}

async function nameAsWebhooks(world: TestWorld, addresses: readonly string[]): Promise<string[]> {
  const ctx = strict(await world.createCtx());
  const { endpoint } = await createWebhookEndpoint(ctx, { url: 'https://example.com/hook' });
  const accepted: string[] = [];
  for (const url of addresses.filter((one) => one.trim() !== '' && !isName(one))) {
    const isFree = async (work: Promise<unknown>) =>
      !(await work.then(
        () => false,
        ({ code }: { code?: string }) => code === 'address_refused' || code === 'invalid_input',
      ));
    if (await isFree(createWebhookEndpoint(ctx, { url }))) accepted.push(`made a webhook to ${url}`);
    if (await isFree(updateWebhookEndpoint(ctx, { id: endpoint.id, url }))) accepted.push(`moved a webhook to ${url}`);
  }
  return accepted;
}

/** Names are judged when they are called: whatever they led to before. */
const isName = (address: string): boolean => /localhost/i.test(address);

/** As if an address had come past the door: a test event, its tries and a replay. */
async function deliverAll(world: TestWorld, addresses: readonly string[]): Promise<string[]> {
  const ctx = strict(await world.createCtx());
  const ground = { ...world.ground, calls: ctx.calls };
  const { endpoint } = await createWebhookEndpoint(ctx, { url: 'https://example.com/hook' });
  const accepted: string[] = [];
  for (const url of addresses.filter((one) => one !== '')) {
    await ctx.db.updateTable('webhook_endpoint').set({ url, failing_since: null }).where('id', '=', endpoint.id).execute();
    await ctx.db.deleteFrom('webhook_delivery').where('endpoint_id', '=', endpoint.id).execute();
    const { id } = await sendTestEvent(ctx, endpoint);
    await sendDueWebhooks(ground, { signal: ctx.signal });
    await replayWebhookDelivery(ctx, { id });
    await sendDueWebhooks(ground, { signal: ctx.signal });
    const tries = await ctx.db.selectFrom('webhook_try').select(['status', 'excerpt']).where('delivery_id', '=', id).execute();
    if (tries.length < 2 || tries.some(({ status }) => status !== null)) accepted.push(`delivered to ${url}`);
  }
  return accepted;
}

/** Servers inside, on loopback of both families, under one port; and one in front that redirects wherever it is told. */
async function openTraps() {
  let heard = 0;
  const trap = () =>
    createServer((_, answer) => {
      heard++;
      answer.end('inside');
    });
  const first = trap();
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
  const { port } = first.address() as AddressInfo;
  const sixth = trap();
  await new Promise<void>((resolve) => sixth.once('error', () => resolve()).listen(port, '::1', resolve)); // not every machine has IPv6
  const front = createServer((asked, answer) => {
    const to = new URL(asked.url ?? '', 'http://front').searchParams.get('to') ?? '';
    answer.writeHead(302, { location: to }).end();
  });
  await new Promise<void>((resolve) => front.listen(0, FRONT, resolve));
  const frontPort = (front.address() as AddressInfo).port;
  const servers = [first, sixth, front].filter((server) => server.listening);
  return {
    port,
    heard: () => heard,
    addresses: [
      ...[
        '127.0.0.1',
        '127.1',
        '2130706433',
        '0x7f.1',
        '0177.0.0.1',
        '①②⑦.⓪.⓪.①',
        '0',
        '[::1]',
        '[::ffff:127.0.0.1]',
        '[::ffff:7f00:1]',
        '[::]',
      ],
      ...['localhost', 'LOCALHOST', 'localhost.', 'ip6-localhost'],
    ].map((host) => `http://${host}:${port}/`),
    redirectTo: (address: string) => `http://${FRONT}:${frontPort}/?to=${encodeURIComponent(address)}`,
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function databasePort(world: TestWorld): Promise<number> {
  return world.database.connectAs('bottega_system').port ?? 0;
}

/** Notes every address that a socket dials, but for the database and the front. */
function watchConnects(ofDatabase: number) {
  const inside: string[] = [];
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (this: Socket, ...args: never[]) {
    this.on('connectionAttempt', (ip: string, port: number) => {
      if (isIP(ip) !== 0 && !isPublicAddress(ip) && ip !== FRONT && port !== ofDatabase) inside.push(`${ip} port ${port}`);
    });
    return Reflect.apply(connect, this, args) as Socket;
  } as typeof connect;
  return {
    inside,
    stop: () => {
      Socket.prototype.connect = connect;
    },
  };
}
