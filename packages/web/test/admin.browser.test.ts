import { basename, extname, join } from 'node:path';
import type { BrowserContextOptions, Page, Route } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientFolder, createWebHandler } from '../src/handler.ts';
import { findBarriers, sidewaysScroll, withPage } from './browser.ts';
import { buildPages } from './build-pages.ts';
import { createAdminContext } from './fixture/admin-context.ts';
import { launches } from './fixture/admin-launches.ts';
import { picturesFolder } from './fixture/demo-products.ts';

beforeAll(buildPages, 130_000);

const ORIGIN = 'http://localhost:4000';
const ADMIN = `${ORIGIN}/admin/fornace`;
const PAGES = [
  '',
  '/launches',
  '/launches/new',
  '/launches/launch-done',
  '/launches/launch-held',
  '/launches/launch-waiting?edit=etsy',
  '/launches/launch-failed',
  '/products',
  '/products/product-walnut-bowl',
  '/orders',
  '/orders/order-paid',
  '/publish',
  '/insights?days=90',
] as const;

const LOOKS = [
  { width: 1440, colorScheme: 'light', locale: 'en' },
  { width: 390, colorScheme: 'dark', locale: 'ar' },
] as const;

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

type Api = (route: Route) => Promise<void>;
type Work = (page: Page, complaints: string[], calls: readonly string[]) => Promise<void>;

/** Opens the admin in a browser, answered from the built pages and the fixture without a server between. `api` plays the server's API. */
async function withAdmin(options: BrowserContextOptions, work: Work, api: Api = (route) => route.abort()): Promise<void> {
  const handle = await createWebHandler();
  const calls: string[] = [];
  const contextFor = createAdminContext({ role: 'owner' }, calls);
  await withPage(options, async (page, complaints) => {
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.includes('/api/')) return api(route);
      return answerFile(route, pathname) ?? answerPage(route, (request) => handle(request, contextFor(request.url)));
    });
    try {
      await work(page, complaints, calls);
    } finally {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });
}

/** A built script, style or font, or a demo picture; undefined for all else. */
function answerFile(route: Route, pathname: string): Promise<void> | undefined {
  if (pathname.startsWith('/assets/') || pathname === '/favicon.svg') {
    return route.fulfill({ path: join(clientFolder, pathname), contentType: TYPES[extname(pathname)] ?? 'application/octet-stream' });
  }
  if (!pathname.includes('/files/')) return undefined;
  return route.fulfill({ path: join(picturesFolder, `${basename(pathname, extname(pathname))}.webp`), contentType: 'image/webp' });
}

async function answerPage(route: Route, handle: (request: Request) => Promise<Response>): Promise<void> {
  const asked = route.request();
  const body = asked.postDataBuffer();
  const init = { method: asked.method(), headers: await asked.allHeaders(), ...(body && { body: new Uint8Array(body) }) };
  const answer = await handle(new Request(asked.url(), init));
  await route.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  });
}

describe.each(LOOKS)('$width px, $colorScheme, $locale', ({ width, colorScheme, locale }) => {
  it('has no barriers, no sideways scroll, no complaints', { timeout: 120_000 }, async () => {
    await withAdmin({ viewport: { width, height: 900 }, colorScheme, locale }, async (page, complaints) => {
      const found: Record<string, unknown> = {};
      for (const path of PAGES) {
        await page.goto(`${ADMIN}${path}`);
        await page.waitForLoadState('networkidle');
        const scroll = await sidewaysScroll(page);
        // As tall as the page: else the bar at a phone's foot covers whatever happens to lie under it.
        await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
        const barriers = await findBarriers(page);
        await page.setViewportSize({ width, height: 900 });
        if (barriers.length > 0 || scroll > 0) found[path] = { barriers, scroll };
      }
      expect(found).toEqual({});
      expect(complaints).toEqual([]);
    });
  });
});

it('fits into 320 pixels, as on a screen enlarged four times', { timeout: 120_000 }, async () => {
  await withAdmin({ viewport: { width: 320, height: 640 }, locale: 'en' }, async (page) => {
    const wide: string[] = [];
    for (const path of [...PAGES, '/launches/launch-running']) {
      await page.goto(`${ADMIN}${path}`);
      if ((await sidewaysScroll(page)) > 0) wide.push(path);
    }
    expect(wide).toEqual([]);
  });
});

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'en' };
const PHOTOS = ['walnut-bowl.webp', 'ash-board.webp'];

describe('a new launch', () => {
  it('shows the photos, sends them in the chosen order, and goes to the launch', { timeout: 60_000 }, async () => {
    const sent: { shop: string | null; form: string }[] = [];
    const accept: Api = async (route) => {
      const asked = route.request();
      if (asked.method() === 'GET') return route.abort();
      sent.push({ shop: await asked.headerValue('x-bottega-shop'), form: asked.postDataBuffer()?.toString('latin1') ?? '' });
      await route.fulfill({ status: 202, json: { launchId: 'launch-running', url: '' } });
    };
    const launchTwoPhotos: Work = async (page) => {
      await page.goto(`${ADMIN}/launches/new`);
      await page.waitForLoadState('networkidle');
      await page.setInputFiles(
        'input[name=photos]',
        PHOTOS.map((name) => join(picturesFolder, name)),
      );
      await page.locator('canvas').nth(1).waitFor();
      await page.getByRole('button', { name: 'Make ash-board.webp the first' }).click();
      await page.fill('[name=name]', 'Walnut bowl');
      await page.fill('[name=price]', '68.00');
      await page.check('[value=ar]');
      await page.getByRole('button', { name: 'Launch the product' }).click();
      await page.waitForURL(`${ADMIN}/launches/launch-running`);
    };
    await withAdmin(DESK, launchTwoPhotos, accept);
    expect(sent.map(({ shop }) => shop)).toEqual(['fornace']);
    const form = sent[0]?.form ?? '';
    expect([...form.matchAll(/filename="([^"]+)"/g)].map(([, name]) => name)).toEqual(PHOTOS.toReversed());
    expect(form).toMatch(/name="languages"\r\n\r\nen,ar\r\n/);
  });

  it('says beside the fields what was refused, keeps what was typed, and tells when no answer came', { timeout: 60_000 }, async () => {
    let isReachable = true;
    const refusal = { detail: 'Mend these.', errors: [{ path: 'name', message: 'give the product a name' }] };
    const refuse: Api = (route) => (isReachable ? route.fulfill({ status: 422, json: refusal }) : route.abort());
    const tryTwice: Work = async (page) => {
      await page.goto(`${ADMIN}/launches/new`);
      await page.waitForLoadState('networkidle');
      await page.fill('[name=price]', '68.00');
      await page.getByRole('button', { name: 'Launch the product' }).click();
      await page.getByText('Give the product a name.').waitFor();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('name');
      expect(await page.inputValue('[name=price]')).toBe('68.00');
      isReachable = false;
      await page.getByRole('button', { name: 'Launch the product' }).click();
      await page.getByText('No answer came.').waitFor();
    };
    await withAdmin({ viewport: { width: 390, height: 900 }, locale: 'en' }, tryTwice, refuse);
  });
});

describe('a launch that is being made', () => {
  it('follows its events, and says when it hears nothing', { timeout: 60_000 }, async () => {
    const running = launches.find(({ status }) => status === 'running');
    const steps = running?.steps.map((step) => (step.name === 'films' ? { ...step, progress: 0.93 } : step));
    const body = `retry: 100\nevent: launch\ndata: ${JSON.stringify({ ...running, steps })}\n\n`;
    let isUp = true;
    const follow: Work = async (page) => {
      await page.goto(`${ADMIN}/launches/launch-running`);
      await page.locator('[aria-current=step]', { hasText: '93%' }).waitFor();
      isUp = false;
      await page.getByText(/Last heard \d+ s ago, trying again\./).waitFor();
    };
    await withAdmin(DESK, follow, (route) => (isUp ? route.fulfill({ contentType: 'text/event-stream', body }) : route.abort()));
  });
});

describe('cancelling an order', () => {
  it('asks once more with the amount, and does it only then', { timeout: 60_000 }, async () => {
    await withAdmin(DESK, async (page, _complaints, calls) => {
      await page.goto(`${ADMIN}/orders/order-placed`);
      await page.waitForLoadState('networkidle');
      await page.getByRole('button', { name: 'Cancel the order' }).click();
      const dialog = page.getByRole('dialog', { name: 'Cancel order 7K2MQ4XB90, €130.90?' });
      await dialog.waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep the order');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect(calls).toEqual([]);
      await page.getByRole('button', { name: 'Cancel the order' }).click();
      await dialog.getByRole('button', { name: 'Cancel, €130.90' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await expect.poll(() => calls).toEqual(['cancelOrder order-placed']);
    });
  });
});
