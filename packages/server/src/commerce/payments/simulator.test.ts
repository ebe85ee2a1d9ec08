import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCtx, type Ctx, startWorkflows, switchOnForNewShop, openPlugins, changePlugin, getPlugin } from '#platform';
import { bundledPlugins } from '../../plugins.ts';
import { openTestApp, type TestApp } from '../../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { getOrder, placeOrder } from '../index.ts';
import { module, workflows as definitions } from '../module.ts';
import { fillCart, GUEST, OWNER, sellBowl } from '../testing/market.ts';
import { capturePayment } from './capture-payment.ts';
import { offeredPayments } from './offered-payments.ts';
import { requestRefund } from './refund-payment.ts';
import { paymentOf } from './testing/till.ts';
import { changePaymentWay, listPaymentWays } from './ways.ts';

// The bundled plugins with their simulators, through the program's own doors: the page, the webhook, the workflows.

let world: TestWorld;
let http: TestApp;
let owner: Ctx;
let guest: Ctx;
/** As each request finds the shop: the providers are looked for anew. */
let comeIn: () => void;
let stop: () => Promise<void>;
beforeAll(async () => {
  world = await openTestWorld();
  const plugins = openPlugins(world.ground.config, world.ground.log, await bundledPlugins());
  const ground = { ...world.ground, plugins };
  const { shop } = await world.createCtx();
  comeIn = () => {
    const signal = new AbortController().signal;
    owner = createCtx(ground, { shop, actor: OWNER, signal });
    guest = createCtx(ground, { shop, actor: GUEST, signal });
  };
  comeIn();
  http = await openTestApp({ ...world, ground }, { modules: [module] });
  const stopping = new AbortController();
  const workflows = await startWorkflows(ground, definitions, { stopping: stopping.signal });
  stop = async () => {
    stopping.abort();
    await workflows.stop();
  };
});
afterAll(async () => {
  await stop?.();
  await http?.close();
  await world?.close();
});

test('the companies’ plugins are there, off, and ask for their settings', async () => {
  expect(await getPlugin(owner, { id: 'stripe' })).toMatchObject({ state: 'off', kinds: ['payment'] });
  expect(await getPlugin(owner, { id: 'paypal' })).toMatchObject({ state: 'off', kinds: ['payment'] });
  expect(await offeredPayments(guest)).toEqual([]);
  await changePlugin(owner, { id: 'stripe', enabled: true, settings: { environment: 'simulator' } });
  await changePlugin(owner, { id: 'paypal', enabled: true, settings: { environment: 'simulator' } });
  comeIn(); // the next request
  expect(await offeredPayments(guest)).toMatchObject([
    { id: 'stripe', isTest: true },
    { id: 'paypal', isTest: true },
  ]);
  const [stripe] = await listPaymentWays(owner);
  expect(stripe).toMatchObject({
    environment: 'simulator',
    take: 'at_once',
    webhookUrl: `${owner.shopUrl}api/v1/payment-webhooks/stripe`,
  });
});

/** Begins a payment; where the buyer is sent. */
async function begin(payment: 'stripe' | 'paypal') {
  const { variantId } = await sellBowl(owner, { title: `By ${payment} ${crypto.randomUUID().slice(0, 8)}` });
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  const placed = await placeOrder(guest, { cartId: cart.id, payment });
  if (placed.state !== 'action' || placed.action.type !== 'redirect') throw new Error(JSON.stringify(placed));
  return { cartId: cart.id, url: placed.action.url };
}

/** The forms of a page, each with what it would send. */
const fieldsOf = (html: string): URLSearchParams[] =>
  [...html.matchAll(/<form[\s\S]*?<\/form>/g)].map(([form]) => {
    const fields = [...form.matchAll(/<(?:input|button)[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)];
    return new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value] as [string, string]));
  });

test.each(['stripe', 'paypal'] as const)(
  'a buyer pays at the simulator of %s; the order is written, the money taken and given back',
  async (company) => {
    const { cartId, url } = await begin(company);
    expect(url).toContain(`/sandbox/${company}/`);
    const page = await http.ask(url);
    expect(page.status).toBe(200);
    expect(page.headers.get('set-cookie')).toBeNull();
    const html = await page.text();
    const [form] = fieldsOf(html);
    expect([...(form ?? [])].length).toBeGreaterThan(0);
    const body = company === 'stripe' ? new URLSearchParams({ card: 'approved' }) : (form as URLSearchParams);
    const paid = await http.ask(url, { method: 'POST', body, redirect: 'manual', headers: { origin: 'http://localhost:4600' } });
    expect([302, 303]).toContain(paid.status);
    expect(paid.headers.get('location')).toContain('/checkout/return');
    // The buyer does not come back: the webhook alone makes the order.
    const orderOf = async () => (await owner.db.selectFrom('orders').select('id').where('cart_id', '=', cartId).executeTakeFirst())?.id;
    await expect.poll(orderOf, { timeout: 15_000 }).toBeDefined();
    const orderId = (await orderOf()) as string;
    await expect.poll(async () => (await getOrder(owner, { id: orderId })).paymentState, { timeout: 15_000 }).toBe('paid');
    expect(await paymentOf(owner, orderId)).toMatchObject({ environment: 'simulator', captured: 5690 });
    await requestRefund(owner, { orderId, amount: 690 });
    await expect.poll(async () => (await paymentOf(owner, orderId)).refunded, { timeout: 15_000 }).toBe(690);
    const left = await owner.db.selectFrom('payment_case').select(['kind', 'detail']).execute();
    expect(left).toEqual([]);
  },
  60_000,
);

test('PayPal’s money is promised when the shop takes it when it sends, and taken then', async () => {
  expect(await changePaymentWay(owner, { id: 'paypal', take: 'when_sent' })).toMatchObject({ take: 'when_sent', plugin: 'paypal' });
  comeIn();
  const { cartId, url } = await begin('paypal');
  const [form] = fieldsOf(await (await http.ask(url)).text());
  await http.ask(url, { method: 'POST', body: form as URLSearchParams, headers: { origin: 'http://localhost:4600' } });
  const placed = await placeOrder(guest, { cartId });
  if (placed.state !== 'placed') throw new Error(JSON.stringify(placed));
  const { id: orderId } = placed.order;
  await expect.poll(async () => (await paymentOf(owner, orderId)).state, { timeout: 15_000 }).toBe('authorised');
  expect(await paymentOf(owner, orderId)).toMatchObject({ captured: 0, captureClaimed: 0 });
  await capturePayment(owner, { orderId });
  await expect.poll(async () => (await paymentOf(owner, orderId)).captured, { timeout: 15_000 }).toBe(5690);
}, 60_000);

test('a simulator of another shop, or of one that has not chosen it, shows nothing; forged webhooks are turned away', async () => {
  const { url } = await begin('stripe');
  const { shop } = await world.createCtx();
  const elsewhere = url.replace(owner.shop.slug, shop.slug);
  expect((await http.ask(elsewhere)).status).toBe(404);
  const forged = await http.ask(`/s/${owner.shop.slug}/api/v1/payment-webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' },
    body: JSON.stringify({ id: 'evt_forged', type: 'payment_intent.succeeded', livemode: false }),
  });
  expect(forged.status).toBe(401);
  expect(JSON.stringify(await forged.json())).not.toContain('signature');
});

test('a new shop takes test cards behind what is real, until it decides otherwise', async () => {
  const { shop } = await world.createCtx();
  const ground = { ...world.ground, plugins: owner.plugins };
  /** As each request of its own would meet the shop. */
  const asked = () => createCtx(ground, { shop, actor: OWNER, signal: new AbortController().signal });
  await switchOnForNewShop(asked());
  expect(await offeredPayments(asked())).toMatchObject([{ id: 'stripe', isTest: true }]);
  expect(await getPlugin(asked(), { id: 'paypal' })).toMatchObject({ state: 'off' });
  await changePlugin(asked(), { id: 'stripe', enabled: false });
  await switchOnForNewShop(asked());
  expect(await offeredPayments(asked())).toEqual([]);
});

test('what a company signed is taken through the door, once, and not with a byte changed', async () => {
  const sent = await owner.db
    .selectFrom('simulator_event')
    .select(['plugin', 'headers', 'body'])
    .where('plugin', '=', 'stripe')
    .orderBy('id')
    .execute();
  const event = sent.at(-1);
  if (!event) throw new Error('the simulator has sent nothing');
  const kept = async () => (await owner.db.selectFrom('payment_event').select('id').execute()).length;
  await expect
    .poll(async () => (await owner.db.selectFrom('simulator_event').select('id').where('delivered_at', 'is', null).execute()).length, {
      timeout: 10_000,
    })
    .toBe(0);
  const before = await kept();
  const post = (address: string, body: string) =>
    http.ask(address, { method: 'POST', headers: { ...event.headers, 'content-type': 'application/json; charset=utf-8' }, body });
  for (const address of [`/s/${owner.shop.slug}`, `http://${owner.shop.slug}.localhost:4600`]) {
    const answer = await post(`${address}/api/v1/payment-webhooks/stripe`, event.body);
    expect([answer.status, await answer.json()]).toEqual([200, { received: true }]);
  }
  expect((await post(`/s/${owner.shop.slug}/api/v1/payment-webhooks/stripe`, `${event.body} `)).status).toBe(401);
  expect((await post(`/s/${owner.shop.slug}/api/v1/payment-webhooks/paypal`, event.body)).status).toBe(401);
  expect(await kept()).toBe(before);
});
