import { beforeAll, describe, expect, it } from 'vitest';
import { attributes, type By, createVisitor, openPages, textOf, type Visitor } from './visitor.ts';

beforeAll(async () => {
  await openPages();
}, 130_000);

const ADDRESS = {
  email: 'miriam@example.com',
  country: 'DE',
  name: 'Miriam Adler',
  line1: 'Karl-Heine-Straße 85',
  line2: '',
  postalCode: '04229',
  city: 'Leipzig',
  region: '',
};

const BOWL = 'variant-walnut-bowl';

/** Two bowls at €68.00 and sending at €8.90, in cents. */
const TOTAL = { shown: '14490' };

const addBowls = ({ base, visit }: Visitor, quantity = '2') => visit(`${base}/p/walnut-bowl`, { form: { variant: BOWL, quantity } });

describe.each<By>(['host', 'path'])('without JavaScript, in a shop named by %s', (by) => {
  it('goes from the product to the order', async () => {
    const visitor = await createVisitor(by);
    const { base, cookies, visit } = visitor;

    const added = await addBowls(visitor);
    expect([added.status, added.headers.get('location')]).toEqual([302, `${base}/p/walnut-bowl?added=2`]);
    expect(added.headers.get('set-cookie')).toMatch(
      new RegExp(`^cart=[\\w-]+; Path=${base || '/'}; Max-Age=\\d+; SameSite=Lax; HttpOnly$`),
    );
    expect(textOf((await visit(`${base}/p/walnut-bowl?added=2`)).body)).toContain('2 are in your basket.');

    const basket = await visit(`${base}/basket`);
    expect(textOf(basket.body)).toMatch(/Goods €136\.00 Sending €8\.90 To pay €144\.90/);
    expect(attributes(basket.body, 'aria-label')).toContain('Basket, 2 things');

    const checkout = await visit(`${base}/checkout`);
    expect(textOf(checkout.body)).toContain('Place the order · €144.90');

    const placed = await visit(`${base}/checkout`, { form: { ...ADDRESS, ...TOTAL } });
    const order = placed.headers.get('location') ?? '';
    expect([placed.status, order]).toEqual([303, expect.stringMatching(new RegExp(`^${base}/orders/F-\\w+$`))]);
    expect(cookies.has('cart')).toBe(false);

    const thanks = textOf((await visit(order)).body);
    for (const words of ['Thank you. It is ordered.', 'IBAN IT60 X054', 'Walnut bowl 2 pieces', 'To pay €144.90', 'Karl-Heine-Straße 85']) {
      expect(thanks).toContain(words);
    }
  });
});

describe('the basket', () => {
  it('changes, refuses what there is not, and empties', async () => {
    const visitor = await createVisitor('host');
    const { visit } = visitor;
    await addBowls(visitor);

    const fewer = await visit('/basket', { form: { variant: BOWL, quantity: '1' } });
    expect([fewer.status, fewer.headers.get('location')]).toEqual([302, '/basket']);
    expect(textOf((await visit('/basket')).body)).toContain('Goods €68.00');

    const many = await visit('/basket', { form: { variant: BOWL, quantity: '50' } });
    expect(many.status).toBe(409);
    expect(textOf(many.body)).toContain('Only 9 are left. Choose 9 or fewer.');

    await visit('/basket', { form: { variant: BOWL, quantity: '0' } });
    expect(textOf((await visit('/basket')).body)).toContain('Nothing in here yet');
  });

  it.each(['0', '-1', '1.5', 'many', ''])('refuses to take “%s” of a thing', async (quantity) => {
    const visitor = await createVisitor('host');
    const answer = await addBowls(visitor, quantity);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain('Write how many as a whole number');
  });

  it('says on the product’s page when there are too few, or the kind is gone', async () => {
    const visitor = await createVisitor('host');
    const few = await addBowls(visitor, '10');
    expect([few.status, textOf(few.body)]).toEqual([409, expect.stringContaining('Only 9 are left')]);
    const gone = await visitor.visit('/p/walnut-bowl', { form: { variant: 'gone', quantity: '1' } });
    expect([gone.status, textOf(gone.body)]).toEqual([409, expect.stringContaining('no longer sold')]);
  });

  it('is simply empty for a cookie that the shop does not know', async () => {
    const { cookies, visit } = await createVisitor('host');
    cookies.set('cart', 'someone-elses');
    expect(textOf((await visit('/basket')).body)).toContain('Nothing in here yet');
    expect((await visit('/checkout')).headers.get('location')).toBe('/basket');
  });

  it('does not take a form that another site sent', async () => {
    const { cookies, visit } = await createVisitor('host');
    const headers = { origin: 'https://elsewhere.example' };
    expect((await visit('/p/walnut-bowl', { form: { variant: BOWL, quantity: '1' }, headers })).status).toBe(400);
    expect(cookies.has('cart')).toBe(false);
  });
});

describe('the checkout', () => {
  it.each([
    ['en', 'Write the postcode as your post office does.'],
    ['ar', 'اكتب الرمز البريدي كما يكتبه بريدكم.'],
  ])('says in %s beside each field what to mend, and keeps what was typed', async (language, sentence) => {
    const visitor = await createVisitor('host');
    await addBowls(visitor);
    const form = { ...ADDRESS, ...TOTAL, email: 'nobody', postalCode: '' };
    const { status, body } = await visitor.visit(`/checkout?lang=${language}`, { form });
    expect(status).toBe(422);
    const [control = ''] = /<input[^>]*name="postalCode"[^>]*>/.exec(body) ?? [];
    expect(control).toContain('aria-invalid="true"');
    const [errorId] = attributes(control, 'aria-describedby');
    const [, after = ''] = body.split(`id="${errorId}"`);
    expect(textOf(after.slice(0, after.indexOf('</p>')))).toContain(sentence);
    expect(body.match(/aria-invalid="true"/g)).toHaveLength(2);
    expect(body).toContain('value="Miriam Adler"');
  });

  it('tells what to do when someone else was quicker', async () => {
    const visitor = await createVisitor('host');
    await addBowls(visitor);
    const { status, body } = await visitor.visit('/checkout', { form: { ...ADDRESS, ...TOTAL, name: 'Too Late' } });
    expect(status).toBe(409);
    expect(textOf(body)).toContain('Someone else bought the last ones while you were here. Nothing was ordered.');
    expect(body).toMatch(/role="alert"[\s\S]*href="\/basket"/);
    expect(visitor.cookies.has('cart')).toBe(true);
  });

  it('orders at no total but the one that was shown', async () => {
    const visitor = await createVisitor('host');
    await addBowls(visitor);
    const { status, body } = await visitor.visit('/checkout', { form: { ...ADDRESS, shown: '13600' } });
    expect([status, textOf(body)]).toEqual([409, expect.stringContaining('The total is another one now')]);
    const again = await visitor.visit('/checkout', {
      form: { ...ADDRESS, shown: attributes(body, 'value').find((value) => value === '14490') ?? '' },
    });
    expect(again.status).toBe(303);
  });

  it('pressed twice, finds the same order', async () => {
    const visitor = await createVisitor('host');
    await addBowls(visitor);
    const cart = visitor.cookies.get('cart') ?? '';
    const first = await visitor.visit('/checkout', { form: { ...ADDRESS, ...TOTAL } });
    visitor.cookies.set('cart', cart);
    const second = await visitor.visit('/checkout', { form: { ...ADDRESS, ...TOTAL } });
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });
});
