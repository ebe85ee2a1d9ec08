import { beforeAll, describe, expect, it } from 'vitest';
import ar from '../app/i18n/messages/admin.ar.json';
import en from '../app/i18n/messages/admin.en.json';
import { buildPages } from './build-pages.ts';
import { NONCE } from './fixture/demo-context.ts';
import { createStaff } from './staff.ts';
import { attributes, textOf } from './visitor.ts';

beforeAll(buildPages, 130_000);

/** Every page of a shop's admin, and what its heading and its pills say in English. */
const PAGES = [
  { path: '', heading: /Good (morning|afternoon|evening), Caterina/, says: ['Waits for you', 'To send', 'Being made', '4 of 5 done'] },
  { path: '/launches', heading: /Launches/, says: ['Being made', 'Done', 'Waits for you', 'Stopped'] },
  { path: '/launches/new', heading: /Launch a product/, says: ['0 of 140', '0 of 5,000', '6 to 60 seconds'] },
  {
    path: '/launches/launch-running',
    heading: /Walnut bowl, second turning/,
    says: ['8 of 12 steps', '71%', 'Rendering', 'Waiting', 'Too long'],
  },
  {
    path: '/launches/launch-done',
    heading: /Walnut bowl/,
    says: ['Took 2 min 6 s', 'SRT', 'VTT', 'One problem', '12 MB', 'Own work', '€0.00'],
  },
  {
    path: '/launches/launch-held',
    heading: /Celadon teapot/,
    says: ['One finding waits for you.', 'The notes promise a cure.', 'Rule: health-claim'],
  },
  {
    path: '/launches/launch-failed',
    heading: /Cobalt bottle vase/,
    says: ['The photo ends in the middle.', 'Launch it again with another photo'],
  },
  { path: '/products', heading: /Products/, says: ['On sale', 'Draft', '€68.00'] },
  { path: '/products/product-walnut-bowl', heading: /Walnut bowl/, says: ['On sale', 'Take off sale', '9 in stock'] },
  {
    path: '/products/product-celadon-teapot',
    heading: /./,
    says: ['Variants', 'Small / Ash', 'One more variant', 'Large / Ash', 'In Arabic'],
  },
  {
    path: '/orders',
    heading: /Orders/,
    says: ['To be paid', 'To send', 'Sent', 'Cancelled', 'Awaiting payment', 'No. 41', 'Further back'],
  },
  {
    path: '/orders/order-paid',
    heading: /Order 7K2MQ4XB91/,
    says: ['Mark as sent', 'Paid by you', 'Egypt', 'Tax in it, 22%', '€8.90', 'Invoice 1', 'Mail: the order arrived'],
  },
  { path: '/publish', heading: /Publish/, says: ['Etsy · Walnut bowl', '09:30 · Rome time', 'Draft', 'get the kit'] },
  {
    path: '/settings/staff',
    heading: /Staff/,
    says: ['Who works here', 'Caterina Baldi · you', 'ada@example.com', 'Take back', 'until 27 November, 21:14'],
  },
  {
    path: '/settings/keys',
    heading: /Keys/,
    says: ['Stock robot', 'bottega_k7d2m4qhzx…', 'Until 2027-11-18', 'Never used', 'products.read'],
  },
  { path: '/insights', heading: /Insights/, says: ['Last 30 days, day by day', 'As a table', 'What earned most'] },
] as const;

const ADDRESSES = PAGES.map(({ path }) => `/admin/fornace${path}`);
const WAITING = ['', '/launches', '/products', '/orders', '/publish', '/insights'].map((path) => `/admin/fornace${path}`);

describe('the pages of a shop', () => {
  it.each(PAGES)('/admin/fornace$path has its heading and says how things stand', async ({ path, heading, says }) => {
    const { visit } = await createStaff({ role: 'owner' });
    const { status, body } = await visit(`/admin/fornace${path}?lang=en`);
    expect(status).toBe(200);
    expect(/<h1[^>]*>(.*?)<\/h1>/.exec(body)?.[1]).toMatch(heading);
    expect(body).toMatch(/<title>[^<]+ · Fornace<\/title>/);
    const text = textOf(body);
    expect(says.filter((words) => !text.includes(words))).toEqual([]);
    expect(text).toContain('1 live');
  });

  it.each(ADDRESSES)('%s speaks Arabic from right to left', async (address) => {
    const { visit } = await createStaff({ role: 'owner' });
    const { status, body } = await visit(`${address}?lang=ar`);
    expect(status).toBe(200);
    expect(body).toContain('<html lang="ar" dir="rtl"');
    expect(body).not.toContain('⟦');
    expect(body.match(/<h1[\s>]/g)).toHaveLength(1);
  });

  it.each(ADDRESSES)('%s sends a stranger to the sign-in page and back', async (address) => {
    const { visit } = await createStaff({ role: null });
    const { status, headers } = await visit(address);
    expect(status).toBe(302);
    expect(headers.get('location')).toBe(`/admin/sign-in?next=${encodeURIComponent(address)}`);
  });

  it.each(ADDRESSES)('%s keeps to the policy: a nonce on every script, no style attribute, no handler', async (address) => {
    const { visit } = await createStaff({ role: 'owner' });
    const { body } = await visit(address);
    const scripts = body.match(/<script[^>]*>/g) ?? [];
    expect(scripts.filter((script) => !script.includes(`nonce="${NONCE}"`))).toEqual([]);
    expect(body).not.toMatch(/<[^>]+\s(style|on[a-z]+)="/);
  });

  it.each(WAITING)('%s teaches where nothing is yet', async (address) => {
    const { visit } = await createStaff({ role: 'owner', isEmpty: true });
    const { status, body } = await visit(`${address}?lang=en`);
    expect(status).toBe(200);
    expect(textOf(body)).toMatch(/No launches yet|No products yet|No orders yet|No posts yet|Nothing was sold|Put something on sale/);
    expect(textOf(body)).not.toContain('1 live');
  });
});

describe('filters and ranges', () => {
  it.each([
    ['/launches?status=held', 'Celadon teapot', 'Cobalt bottle vase'],
    ['/products?status=draft', 'Speckled espresso cup', 'Walnut bowl'],
    ['/orders?task=to_send', '7K2MQ4XB91', '7K2MQ4XB90'],
  ])('%s shows what was asked for and keeps it in the address', async (path, shown, hidden) => {
    const { visit } = await createStaff({ role: 'owner' });
    const { body } = await visit(`/admin/fornace${path}`);
    const main = textOf(body.slice(body.indexOf('<main')));
    expect(main).toContain(shown);
    expect(main).not.toContain(hidden);
    const tab = /<a[^>]*aria-current="page"[^>]*href="[^"]*\?([^"]*)"/.exec(body.slice(body.indexOf('class="tabs')))?.[1];
    expect(path.endsWith(`?${tab}`)).toBe(true);
  });

  it('shows the sales of the range in the address', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const rows = async (query: string) => {
      const { body } = await visit(`/admin/fornace/insights${query}`);
      return /<figure[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(body)?.[1]?.match(/<tr>/g)?.length;
    };
    expect(await rows('?days=7')).toBe(7);
    expect(await rows('?days=9999')).toBe(30);
  });

  it('shows the texts of a launch in the language of the address', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { body } = await visit('/admin/fornace/launches/launch-running?language=it');
    const text = textOf(body);
    expect(text).toContain('Ciotola in noce');
    expect(text).not.toContain('Turned from one block of walnut');
  });
});

describe('what is refused', () => {
  it.each([
    ['/admin/fornace/orders/order-forbidden', 403, 'You may not see this'],
    ['/admin/fornace/orders/no-such-order', 404, 'This page is not here'],
    ['/admin/fornace/nowhere/at/all', 404, 'This page is not here'],
  ])('%s answers %i in the frame of the shop', async (address, expected, words) => {
    const { visit } = await createStaff({ role: 'owner' });
    const { status, body } = await visit(`${address}?lang=en`);
    expect(status).toBe(expected);
    expect(textOf(body)).toContain(words);
    expect(attributes(body, 'href')).toContain('/admin/fornace/orders');
  });

  it('knows no shop that the address does not name', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    expect((await visit('/admin/elsewhere')).status).toBe(404);
  });

  it('shows a viewer everything and lets them change nothing', async () => {
    const { visit } = await createStaff({ role: 'viewer' });
    const order = await visit('/admin/fornace/orders/order-paid?lang=en');
    expect(textOf(order.body)).not.toMatch(/Mark as sent|Cancel the order|Give money back|Write it down/);
    const product = await visit('/admin/fornace/products/product-walnut-bowl?lang=en');
    expect(product.body).toContain('<fieldset disabled=""');
    expect(textOf(product.body)).not.toMatch(/Save the product|Take off sale/);
  });
});

describe('forms without JavaScript', () => {
  it.each([
    ['/orders/order-placed', 'pay', 'markOrderPaid order-placed'],
    ['/orders/order-paid', 'fulfil', 'fulfilOrder order-paid'],
    ['/orders/order-paid', 'cancel', 'cancelOrder order-paid'],
    ['/products/product-walnut-bowl', 'withdraw', 'withdrawProduct product-walnut-bowl'],
    ['/products/product-walnut-bowl', 'publish', 'publishProduct product-walnut-bowl'],
  ])('%s takes %s', async (path, intent, call) => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const { status } = await visit(`/admin/fornace${path}`, { intent });
    expect(status).toBe(200);
    expect(calls).toEqual([call]);
  });

  it.each([
    [
      { intent: 'refund', 'refund.0': '1', 'refund.1': '0', shipping: '890', restock: 'yes', reason: 'Came back.' },
      'requestRefund {"orderId":"order-paid","reason":"Came back.","restock":true,"lines":[{"position":0,"quantity":1}],"shipping":890}',
    ],
    [
      { intent: 'refund', 'refund.0': '0', amount: '12,50', reason: '' },
      'requestRefund {"orderId":"order-paid","reason":"","restock":false,"amount":1250}',
    ],
    [
      { intent: 'cancel_units', 'cancel.1': '2', reason: 'Broke.' },
      'cancelUnits {"id":"order-paid","lines":[{"position":1,"quantity":2}],"note":"Broke."}',
    ],
    [{ intent: 'note', note: ' Called. ' }, 'noteOrder {"id":"order-paid","note":"Called."}'],
  ])('an order takes %o', async (form, call) => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    expect((await visit('/admin/fornace/orders/order-paid', form)).status).toBe(200);
    expect(calls).toEqual([call]);
  });

  it('hands an invoice out as a file', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { status, headers, body } = await visit('/admin/fornace/orders/order-paid/invoice.pdf');
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      200,
      'application/pdf',
      'attachment; filename="fornace-invoice-1.pdf"',
    ]);
    expect(body).toMatch(/^%PDF/);
  });

  it('says what no longer fits', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { status, body } = await visit('/admin/fornace/orders/order-fulfilled?lang=en', { intent: 'fulfil' });
    expect(status).toBe(422);
    expect(textOf(body)).toContain('This order was sent already.');
  });

  it('says beside the field what to put right, in the reader’s language', async () => {
    const { visit, calls } = await createStaff({ role: 'owner' });
    const form = { title: '', description: '', price: '12,50', stock: '3', category: 'kitchen' };
    const english = await visit('/admin/fornace/products/product-walnut-bowl?lang=en', form);
    expect(english.status).toBe(422);
    expect(textOf(english.body)).toContain('Give the product a title.');
    const arabic = await visit('/admin/fornace/products/product-walnut-bowl?lang=ar', form);
    expect(textOf(arabic.body)).toContain(ar['product.error.title']);
    expect(calls).toEqual([]);
  });

  it('sends a stranger to sign in instead of doing anything', async () => {
    const { visit, calls } = await createStaff({ role: null });
    expect((await visit('/admin/fornace/orders/order-paid', { intent: 'cancel' })).status).toBe(302);
    expect(calls).toEqual([]);
  });

  it('posts a new launch straight to the API', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { body } = await visit('/admin/fornace/launches/new');
    expect(body).toMatch(/<form[^>]*action="\/s\/fornace\/api\/v1\/launches"[^>]*encType="multipart\/form-data"/i);
    for (const name of ['photos', 'name', 'price', 'currency', 'notes', 'languages', 'seconds', 'stock'])
      expect(body).toContain(`name="${name}"`);
  });

  it('fills in the words of a launch that is started again', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    const { body } = await visit('/admin/fornace/launches/new?like=launch-failed');
    expect(body).toContain('value="Cobalt bottle vase"');
    expect(body).toContain('value="68.00"');
    expect(textOf(body)).toContain('Price in EUR');
  });
});

describe('signing in and out', () => {
  it('goes where the visitor wanted to go, with the session', async () => {
    const { visit } = await createStaff({ role: null });
    const wish = encodeURIComponent('/admin/fornace/orders?task=to_send');
    const { status, headers } = await visit(`/admin/sign-in?next=${wish}`, { email: 'caterina@example.com', password: 'right' });
    expect(status).toBe(302);
    expect(headers.get('location')).toBe('/admin/fornace/orders?task=to_send');
    expect(headers.getSetCookie()).toContain('session=1');
  });

  it.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', '/admin//elsewhere.example', '/administrator'])(
    'does not let %s lead out of the admin',
    async (wish) => {
      const { visit } = await createStaff({ role: null });
      const { headers } = await visit(`/admin/sign-in?next=${encodeURIComponent(wish)}`, { email: 'a@example.com', password: 'right' });
      expect(headers.get('location')).toBe('/admin');
    },
  );

  it('says the same of a wrong address and a wrong password, and keeps the address', async () => {
    const { visit } = await createStaff({ role: null });
    const { status, body } = await visit('/admin/sign-in?lang=en', { email: 'caterina@example.com', password: 'wrong' });
    expect(status).toBe(401);
    expect(textOf(body)).toContain(en['signIn.refused']);
    expect(body).toContain('value="caterina@example.com"');
    expect(body).not.toContain('value="wrong"');
  });

  it('asks for what is missing, and tells of a link that expired', async () => {
    const { visit } = await createStaff({ role: null });
    expect(textOf((await visit('/admin/sign-in?lang=en', { email: '', password: '' })).body)).toContain('Write your password.');
    expect(textOf((await visit('/admin/sign-in?lang=en&expired=1')).body)).toContain(en['signIn.expired']);
  });

  it('leads someone of one shop straight into it, and lists two', async () => {
    const one = await createStaff({ role: 'owner' });
    expect((await one.visit('/admin')).headers.get('location')).toBe('/admin/fornace');
    const two = await createStaff({ role: 'owner', twoShops: true });
    const { body } = await two.visit('/admin?lang=en');
    expect(attributes(body, 'href')).toEqual(expect.arrayContaining(['/admin/fornace', '/admin/forno']));
    expect((await two.visit('/admin/fornace?lang=en')).body).toContain('Change the shop');
  });

  it('signs out by a form only', async () => {
    const { visit } = await createStaff({ role: 'owner' });
    expect((await visit('/admin/sign-out')).headers.getSetCookie()).not.toContain('session=; Max-Age=0');
    const { headers } = await visit('/admin/sign-out', {});
    expect(headers.get('location')).toBe('/admin/sign-in');
    expect(headers.getSetCookie()).toContain('session=; Max-Age=0');
  });
});

it('says everything in both languages, with the same values', () => {
  expect(Object.keys(ar)).toEqual(Object.keys(en));
  const values = (message: string) => [...new Set(message.match(/\{[a-z]\w*(?=[,}])/g))].toSorted();
  for (const [key, message] of Object.entries(en)) expect(values(ar[key as keyof typeof ar]), key).toEqual(values(message));
});
