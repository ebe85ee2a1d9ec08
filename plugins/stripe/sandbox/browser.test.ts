import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { testCall } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBarriers, sidewaysScroll, withPage } from '../../../packages/web/test/browser.ts';
import { stripePayment } from '../stripe-payment.ts';
import { memoryRecords, requestOf } from '../testing/world.ts';
import { stripeSimulator } from './simulator.ts';

// A buyer in a real browser, without scripts: the page stands on one origin, and the shop that he comes back to on another.

const servers: Server[] = [];
const MOUNT = '/sandbox/stripe';

async function serve(answer: (request: Request) => Promise<Response>): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const given = await answer(await toRequest(incoming));
    outgoing.writeHead(given.status, Object.fromEntries(given.headers)).end(Buffer.from(await given.arrayBuffer()));
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  const body = method === 'POST' ? { body: new Uint8Array(await buffer(incoming)) } : {};
  return new Request(`http://127.0.0.1${url}`, { method, headers: headers as Record<string, string>, ...body });
}

let shop: string;
let begin: (key: string) => Promise<string>;
beforeAll(async () => {
  const named: { page?: (request: Request) => Promise<Response> } = {};
  const home = await serve(async (request) => (await named.page?.(request)) ?? new Response(null, { status: 503 }));
  shop = await serve(
    async () => new Response('<!doctype html><title>Back</title>Back in the shop', { headers: { 'content-type': 'text/html' } }),
  );
  const simulator = stripeSimulator({
    records: memoryRecords(),
    pages: home + MOUNT,
    settings: {},
    now: () => new Date(),
    deliver: async () => undefined,
  });
  named.page = (request) => simulator.page(request, new URL(request.url).pathname.slice(MOUNT.length));
  begin = async (key) => {
    await using call = await testCall({
      settings: { environment: 'simulator' },
      fetch: (input, init) => simulator.fetch(new Request(input, init)),
    });
    const places = { returnUrl: `${shop}/return`, cancelUrl: `${shop}/cancelled` };
    const held = await stripePayment().begin(requestOf(key, places), call);
    if (held.action?.type !== 'redirect') throw new Error('there is no page to pay on');
    return held.action.url;
  };
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('a buyer is declined, confirms at the bank, and comes back to the shop', async () => {
  const url = await begin('browser-1');
  await withPage({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } }, async (page) => {
    await page.goto(url);
    await page.getByLabel('Declined: not enough money').check();
    await page.getByRole('button', { name: 'Pay €48.00' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('The card has not enough money.');
    await page.getByLabel('The bank asks first (3-D Secure)').check();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your bank asks: is this you?' }).waitFor();
    await page.getByRole('button', { name: 'Yes, pay' }).click();
    await page.waitForURL(`${shop}/return**`);
    expect(new URL(page.url()).searchParams.get('redirect_status')).toBe('succeeded');
    await page.goto(url);
    expect(await page.getByText('This payment is settled.').isVisible()).toBe(true);
  });
});

test('a buyer gives up, and comes back to the shop', async () => {
  const url = await begin('browser-2');
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(url);
    await page.getByRole('button', { name: 'Cancel and go back to the shop' }).click();
    await page.waitForURL(`${shop}/cancelled`);
  });
});

test.each(['light', 'dark'] as const)('nobody is kept out, in the %s', async (colorScheme) => {
  const url = await begin(`browser-${colorScheme}`);
  for (const locale of ['en', 'ar']) {
    await withPage({ colorScheme, locale, viewport: { width: 360, height: 800 } }, async (page, complaints) => {
      await page.goto(url);
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      expect(await findBarriers(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(complaints.filter((complaint) => !complaint.includes('favicon'))).toEqual([]);
    });
  }
});
