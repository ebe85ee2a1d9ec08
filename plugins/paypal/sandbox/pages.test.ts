import { expect, test } from 'vitest';
import { payPalPayment as payment } from '../payment.ts';
import { openWorld, PAGES, paymentRequest } from '../testing/world.ts';
import { payPalSimulator } from './index.ts';

const visit = async (more: Parameters<typeof paymentRequest>[1] = {}) => {
  const at = await openWorld();
  const { reference, action } = await payment.begin(paymentRequest(undefined, more), at.call);
  const address = action?.type === 'redirect' ? action.url : '';
  const page = await payPalSimulator(at.host).page(new Request(address), new URL(address).pathname.slice('/simulator/paypal/'.length));
  return { at, reference, page, html: await page.text() };
};

test('says that no money moves, and leaves the buyer three ways, without a script', async () => {
  const { html, page } = await visit();
  expect(page.status).toBe(200);
  expect(html).toContain('No money moves');
  expect(html).toContain('<html lang="en" dir="ltr">');
  expect(html).toMatch(/value="pay" checked[\s\S]+value="decline"[\s\S]+value="cancel"/);
  expect(html).toContain('€48.00');
  expect(html).not.toMatch(/<script|style=|onclick/);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' https://fornace.example");
});

test('escapes whatever the shop is called, and follows the buyer’s language', async () => {
  const { html } = await visit({
    shopName: `<img src=x onerror="alert('1')">&`,
    buyer: { email: 'a@b.example', country: 'EG', language: 'ar' },
  });
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;');
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('محاكاة');
});

test('an order that is paid, gone or unknown has no form', async () => {
  const { at, reference } = await visit();
  const simulator = payPalSimulator(at.host);
  for (const token of ['UNKNOWN', '../order', '']) {
    const page = await simulator.page(new Request(`${PAGES}/approve?token=${token}`), 'approve');
    expect(page.status).toBe(410);
    expect(await page.text()).not.toContain('<form');
  }
  at.moveClock(4 * 3_600_000);
  expect(await at.decide(reference, { choice: 'pay', act: 'go' })).toBe('410');
});

test('leads nowhere but to web addresses', async () => {
  const { at, reference } = await visit({ cancelUrl: 'javascript:alert(1)' });
  expect(await at.decide(reference, { act: 'cancel' })).toBe('410');
});

test('has a stylesheet, and no other page', async () => {
  const { at } = await visit();
  const simulator = payPalSimulator(at.host);
  const style = await simulator.page(new Request(`${PAGES}/style.css`), 'style.css');
  expect(style.headers.get('content-type')).toContain('text/css');
  expect((await simulator.page(new Request(`${PAGES}/other`), 'other')).status).toBe(404);
});
