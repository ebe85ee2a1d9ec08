import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stripePayment } from '../stripe-payment.ts';
import { openWorld, PAGES, requestOf, submit, visit, type World } from '../testing/world.ts';
import { TEST_CARDS } from './cards.ts';

const stripe = stripePayment();
let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

async function begin(change: Parameters<typeof requestOf>[1] = {}): Promise<string> {
  const held = await stripe.begin(requestOf(crypto.randomUUID(), change), world.call);
  if (held.action?.type !== 'redirect') throw new Error('there is no page to pay on');
  return held.action.url;
}

describe('the page', () => {
  test('says that it is a simulator, what is to be paid, and offers every test card', async () => {
    const page = await (await visit(world, await begin())).text();
    expect(page).toContain('This is a simulator of Stripe. No card is charged, and no money moves.');
    expect(page).toContain('€48.00');
    expect(page).toContain('Fornace FRN7K2M4XB');
    expect(page.match(/<input type="radio"/g)).toHaveLength(TEST_CARDS.length);
    expect(page).not.toMatch(/<input type="(text|tel|number)"|<script|style=/);
  });

  test('speaks the language of the visitor, and runs in its direction', async () => {
    const url = await begin();
    const arabic = await (await visit(world, url, { 'accept-language': 'ar-EG,en;q=0.5' })).text();
    expect(arabic).toContain('<html lang="ar" dir="rtl">');
    expect(arabic).toContain('لا ينتقل أي مال'.slice(3));
    const other = await (await visit(world, url, { 'accept-language': 'fr,xx' })).text();
    expect(other).toContain('<html lang="en" dir="ltr">');
    const asked = await (await visit(world, `${url}&lang=ar`, { 'accept-language': 'en' })).text();
    expect(asked).toContain('dir="rtl"');
  });

  test('labels every choice, and marks a decline as an alert', async () => {
    const url = await begin();
    const answer = await submit(world, url, { card: 'funds', do: 'pay' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('<section role="alert"><h2>The payment did not go through</h2><p>The card has not enough money.');
    expect(page.match(/<label><input type="radio" name="card"[^>]*> <span>[^<]+<small/g)).toHaveLength(TEST_CARDS.length);
    expect(page).toMatch(/<fieldset><legend>[^<]+<\/legend>/);
    expect(page).toContain('value="funds" checked');
    expect((await submit(world, url, { do: 'pay' })).status).toBe(422);
  });

  test('lets nothing of the shop become markup', async () => {
    const url = await begin({ shopName: `<script>alert(1)</script>"'&`, returnUrl: 'https://shop.example/?a=1&b="><b>' });
    const page = await (await visit(world, url)).text();
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    await submit(world, url, { card: 'approved', do: 'pay' });
    expect(await (await visit(world, url)).text()).not.toContain('"><b>');
  });

  test('may load its own style and nothing else, and send its form home and to the shop', async () => {
    const { headers } = await visit(world, await begin());
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src https://shop.example; form-action 'self' https://shop.example; " +
        "base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const style = await visit(world, `${PAGES}/style.css`);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await style.text()).toContain(':focus-visible');
  });

  test('is shown to the buyer alone', async () => {
    const url = await begin();
    const pages = await Promise.all(
      [
        url.replace(/secret=.*/, 'secret=guessed'),
        url.replace(/\?.*/, ''),
        `${PAGES}/pay/pi_00ff?client_secret=x`,
        `${PAGES}/elsewhere`,
      ].map((at) => visit(world, at)),
    );
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const texts = await Promise.all(pages.map((page) => page.text()));
    expect(new Set(texts).size).toBe(1);
    expect((await submit(world, url.replace(/secret=.*/, 'secret=guessed'), { card: 'approved', do: 'pay' })).status).toBe(404);
  });

  test('leads back to the shop when the buyer gives up, and the payment stays open', async () => {
    const url = await begin();
    const answer = await submit(world, url, { do: 'cancel' });
    expect(answer.headers.get('location')).toBe('https://shop.example/checkout/return?payment=1&cancelled=1');
    expect((await visit(world, url)).status).toBe(200);
  });

  test('takes no second card for what is settled', async () => {
    const url = await begin();
    await submit(world, url, { card: 'approved', do: 'pay' });
    const again = await submit(world, url, { card: 'declined', do: 'pay' });
    expect(again.status).toBe(200);
    expect(await again.text()).toContain('This payment is settled.');
  });

  test('leads nowhere that is no address of the web', async () => {
    const url = await begin({ returnUrl: 'javascript:alert(1)', cancelUrl: 'javascript:alert(1)' });
    expect((await submit(world, url, { do: 'cancel' })).status).toBe(400);
    expect((await submit(world, url, { card: 'approved', do: 'pay' })).status).toBe(400);
    expect(await (await visit(world, url)).text()).not.toContain('javascript:');
  });

  test('answers no other method', async () => {
    const url = await begin();
    const answer = await world.simulator.page(new Request(url, { method: 'DELETE' }), new URL(url).pathname.split('/stripe')[1] ?? '');
    expect(answer.status).toBe(405);
  });
});
