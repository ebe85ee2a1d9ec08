import { beforeAll, describe, expect, it } from 'vitest';
import { NONCE } from './fixture/demo-context.ts';
import { attributes, type By, createVisitor, openPages, textOf } from './visitor.ts';

beforeAll(async () => {
  await openPages();
}, 130_000);

const PAGES = ['/', '/c/tableware', '/c/all', '/c/nothing-here', '/p/walnut-bowl', '/p/ash-board', '/p/celadon-teapot', '/basket'];

const LANGUAGES = { en: 'ltr', ar: 'rtl' } as const;

describe.each<By>(['host', 'path'])('a shop named by %s', (by) => {
  it.each(PAGES.flatMap((path) => (['en', 'ar'] as const).map((language) => ({ path, language }))))(
    'shows $path in $language',
    async ({ path, language }) => {
      const { base, visit } = await createVisitor(by);
      const { status, body } = await visit(`${base}${path}?lang=${language}`);
      expect(status).toBe(200);
      expect(body).toMatch(new RegExp(`^<!DOCTYPE html><html lang="${language}" dir="${LANGUAGES[language]}"[^>]* data-theme="fornace"`));
      expect(body.match(/<h1[\s>]/g)).toHaveLength(1);
      expect(body).toMatch(/<title>[^<]*Fornace<\/title>/);
      expect(body).not.toContain('⟦');
    },
  );

  it.each(PAGES)('keeps every address of %s inside the shop', async (path) => {
    const { base, visit } = await createVisitor(by);
    const { body } = await visit(`${base}${path}`);
    const sources = attributes(body, 'srcSet').flatMap((set) => set.split(', ').map((source) => source.split(' ')[0] ?? ''));
    const addresses = [...attributes(body, 'href'), ...attributes(body, 'src'), ...attributes(body, 'action'), ...sources];
    const ownPlaces = [
      `${base}/`,
      `http://localhost:4000${base}/`,
      '#',
      '?',
      '/assets/',
      '/favicon.svg',
      '/scheme',
      'mailto:ciao@fornace.example',
    ];
    expect(addresses.filter((address) => !ownPlaces.some((place) => address.startsWith(place)))).toEqual([]);
    expect(addresses.length).toBeGreaterThan(10);
  });

  it.each(PAGES)('lets the policy hold on %s: a nonce on every script, no style attribute, no handler', async (path) => {
    const { base, visit } = await createVisitor(by);
    const { body } = await visit(`${base}${path}`);
    const scripts = body.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter((script) => !script.includes(`nonce="${NONCE}"`))).toEqual([]);
    expect(body).not.toMatch(/<[^>]+\s(style|on[a-z]+)="/);
  });

  it.each(['/nowhere', '/p/no-such-thing', '/orders/NONE', '/c/tableware/deeper'])(
    'says in its own frame that %s is not here',
    async (path) => {
      const { base, visit } = await createVisitor(by);
      const { status, body } = await visit(`${base}${path}`);
      expect(status).toBe(404);
      expect(textOf(body)).toContain('This page is not here');
      expect(textOf(body)).toContain('Request id request-1');
      expect(attributes(body, 'href')).toContain(`${base}/basket`);
    },
  );

  it('names the other languages of a page, and itself', async () => {
    const { base, visit } = await createVisitor(by);
    const { body } = await visit(`${base}/p/walnut-bowl`);
    const address = `http://localhost:4000${base}/p/walnut-bowl`;
    for (const code of ['en', 'ar']) expect(body).toContain(`<link rel="alternate" hrefLang="${code}" href="${address}?lang=${code}"/>`);
    expect(body).toContain(`<link rel="alternate" hrefLang="x-default" href="${address}"/>`);
    expect(body).toContain(`<link rel="canonical" href="${address}?lang=en"/>`);
  });

  it('maps itself for search engines', async () => {
    const { base, visit } = await createVisitor(by);
    const { headers, body } = await visit(`${base}/sitemap.xml`);
    expect(headers.get('content-type')).toContain('application/xml');
    for (const path of ['', 'c/all', 'c/kitchen', 'p/walnut-bowl', 'p/raku-moon-jar']) {
      expect(body).toContain(`<loc>http://localhost:4000${base}/${path}</loc>`);
    }
  });
});

describe('an address that names no shop', () => {
  it('leads to the admin from the front page and is not found elsewhere', async () => {
    const { visit } = await createVisitor('nothing');
    const front = await visit('/');
    expect([front.status, front.headers.get('location')]).toEqual([302, 'http://localhost:4000/admin']);
    expect((await visit('/s/other/p/bowl')).status).toBe(404);
    expect((await visit('/robots.txt')).body).toContain('Disallow: /admin');
  });
});

describe('what a page tells', () => {
  it('describes a product to machines, whatever its text holds', async () => {
    const { visit } = await createVisitor('host');
    const { body } = await visit('/p/walnut-bowl');
    const [, json = ''] = /<script type="application\/ld\+json"[^>]*>([\s\S]*?)<\/script>/.exec(body) ?? [];
    const described = JSON.parse(json);
    expect(described).toMatchObject({ '@type': 'Product', name: 'Walnut bowl', offers: [{ price: '68.00', priceCurrency: 'EUR' }] });
    expect(described.description).toContain('</script>');
    expect(body).toContain('<meta property="og:image" content="http://localhost:4000/files/walnut-bowl.jpeg"/>');
    expect(body).toContain('<meta property="og:type" content="product"/>');
  });

  it('shows the film with its captions, and every picture with its words', async () => {
    const { visit } = await createVisitor('path');
    const { body } = await visit('/s/fornace/p/walnut-bowl');
    expect(body).toMatch(/<video[^>]* controls/);
    expect(body).toContain('<track kind="captions" srcLang="ar" label="العربية" src="/s/fornace/files/film-ar.vtt"/>');
    expect(body.match(/<img(?![^>]*alt=)[^>]*>/g)).toBeNull();
    expect(attributes(body, 'alt')).toContain('Walnut bowl, view 1');
  });

  it.each([
    ['/p/walnut-bowl', '9 ready to send'],
    ['/p/cobalt-vase', '3 left'],
    ['/p/ash-board', 'Sold out'],
    ['/p/walnut-bowl', '€68.00 VAT included'],
    ['/basket', 'Nothing in here yet'],
    ['/c/nothing-here', 'Nothing of this kind is on sale now'],
  ])('%s says “%s”', async (path, words) => {
    const { visit } = await createVisitor('host');
    expect(textOf((await visit(path)).body)).toContain(words);
  });
});

describe('language and scheme', () => {
  const languageOf = (body: string) => /<html lang="(\w+)"/.exec(body)?.[1];

  it('takes the address before the cookie, the cookie before the browser, the browser before the shop', async () => {
    const { cookies, visit } = await createVisitor('host');
    const headers = { 'accept-language': 'de, ar;q=0.8, en;q=0.5' };
    expect(languageOf((await visit('/')).body)).toBe('en');
    expect(languageOf((await visit('/', { headers })).body)).toBe('ar');
    expect(languageOf((await visit('/?lang=en', { headers })).body)).toBe('en');
    expect(cookies.get('lang')).toBe('en');
    expect(languageOf((await visit('/', { headers })).body)).toBe('en');
    expect(languageOf((await visit('/?lang=xx', { headers })).body)).toBe('en');
  });

  it('keeps the page when the language is switched', async () => {
    const { visit } = await createVisitor('host');
    expect(attributes((await visit('/c/all?cursor=4')).body, 'href')).toContain('/c/all?cursor=4&lang=ar');
  });

  it('remembers light or dark, and goes back to this site only', async () => {
    const { visit } = await createVisitor('host');
    const chosen = await visit('/scheme', { form: { scheme: 'dark', back: '/p/walnut-bowl?added=1' } });
    expect([chosen.status, chosen.headers.get('location')]).toEqual([302, '/p/walnut-bowl?added=1']);
    expect((await visit('/')).body).toMatch(/<html[^>]* data-scheme="dark"/);
    for (const back of ['//elsewhere.example/', '/\\elsewhere.example', 'https://elsewhere.example/']) {
      expect((await visit('/scheme', { form: { scheme: 'light', back } })).headers.get('location')).toBe('/');
    }
  });
});

describe('a product with options', () => {
  it('is chosen by links, which need no script, and says what is sold out and what is not made', async () => {
    const { visit } = await createVisitor('host');
    const plain = await visit('/p/celadon-teapot?lang=en');
    const links = attributes(plain.body, 'href').filter((address) => address.includes('variant='));
    expect(links).toEqual(['', '-2', '', '-1'].map((end) => `/p/celadon-teapot?variant=variant-celadon-teapot${end}`));
    expect(attributes(plain.body, 'value')).toContain('variant-celadon-teapot');
    expect(textOf(plain.body)).toMatch(/Ash\s*Sold out/);
    const large = await visit('/p/celadon-teapot?lang=en&variant=variant-celadon-teapot-2');
    expect(attributes(large.body, 'value')).toContain('variant-celadon-teapot-2');
    const ash = await visit('/p/celadon-teapot?lang=en&variant=variant-celadon-teapot-1');
    expect(textOf(ash.body)).toContain('This one is sold out. Another choice can be had.');
  });
});

describe('the list of products', () => {
  it('is searched and put into order by a form that needs no script', async () => {
    const { visit } = await createVisitor('host');
    const { body } = await visit('/c/all?lang=en&q=bowl&sort=-price&in_stock=true');
    expect(body).toMatch(/<form[^>]*role="search"/);
    expect(attributes(body, 'value')).toContain('bowl');
    expect(body).toMatch(/<option value="-price" selected/);
    expect(body).toMatch(/<input type="checkbox"[^>]*checked/);
  });
});
