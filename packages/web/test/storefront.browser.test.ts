import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBarriers, sidewaysScroll, withPage } from './browser.ts';
import { startDemoServer } from './demo-server.ts';

let server: Awaited<ReturnType<typeof startDemoServer>>;
let shop: string;

beforeAll(async () => {
  server = await startDemoServer(0);
  shop = `${server.origin}/s/fornace`;
}, 130_000);

afterAll(() => server?.close());

const LOOKS = [
  { width: 1440, colorScheme: 'light', language: 'en' },
  { width: 390, colorScheme: 'dark', language: 'ar' },
  { width: 320, colorScheme: 'light', language: 'en' },
] as const;

const ADDRESS = { email: 'miriam@example.com', name: 'Miriam Adler', line1: 'Karl-Heine-Straße 85', postalCode: '04229', city: 'Leipzig' };

/** Presses the page's one large ink button. */
const press = (page: Page) => page.locator('main button.btn-ink[type=submit]').first().click();

describe.each(LOOKS)('$width px, $colorScheme, $language', ({ width, colorScheme, language }) => {
  it('sells a bowl on pages without barriers, without sideways scroll, without a complaint', { timeout: 60_000 }, async () => {
    await withPage(
      { viewport: { width, height: 900 }, colorScheme, locale: language, reducedMotion: 'reduce' },
      async (page, complaints) => {
        const found: Record<string, unknown> = {};
        const look = async (name: string) => {
          await page.waitForLoadState('load');
          await page.evaluate(() => document.fonts.ready.then(() => true));
          const barriers = await findBarriers(page);
          const scroll = await sidewaysScroll(page);
          if (barriers.length > 0 || scroll > 0) found[name] = { barriers, scroll };
        };
        for (const path of ['/', '/c/tableware', '/c/none', '/p/ash-board', '/basket', '/p/walnut-bowl']) {
          await page.goto(`${shop}${path}`);
          await look(path);
        }
        await press(page);
        await page.locator('main [role=status]').waitFor();
        await page.locator('main button.btn-ink:enabled').first().waitFor();
        await look('added');
        for (const path of ['/basket', '/checkout']) {
          await page.goto(`${shop}${path}`);
          await look(`${path} with a bowl`);
        }
        for (const [name, value] of Object.entries(ADDRESS)) await page.fill(`[name=${name}]`, value);
        await press(page);
        await page.waitForURL(/orders/);
        await look('the order');
        expect(found).toEqual({});
        expect(complaints).toEqual([]);
      },
    );
  });
});

describe('with the keyboard alone', () => {
  it('skips to the content, sees where it is, and mends the first wrong field at once', { timeout: 60_000 }, async () => {
    await withPage({ viewport: { width: 1440, height: 900 }, locale: 'en' }, async (page) => {
      await page.goto(`${shop}/p/walnut-bowl`);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
      expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('solid');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(true);

      await press(page);
      await page.waitForURL(/added=1/);
      await page.goto(`${shop}/checkout`);
      await page.fill('[name=email]', 'miriam@example.com');
      await press(page);
      await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'name');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    });
  });

  it('plays the film and keeps the focus on it', { timeout: 60_000 }, async () => {
    await withPage({ viewport: { width: 390, height: 900 }, locale: 'en' }, async (page) => {
      await page.goto(`${shop}/p/walnut-bowl`);
      await page.getByRole('button', { name: /^Film: Walnut bowl, 32 seconds/ }).press('Enter');
      await page.waitForFunction(() => document.activeElement instanceof HTMLVideoElement && document.activeElement.controls);
      expect(await page.locator('video track').count()).toBe(2);
    });
  });
});

describe('the switches', () => {
  it('turn the language and the light without leaving the page', { timeout: 60_000 }, async () => {
    await withPage({ viewport: { width: 1440, height: 900 }, locale: 'en', colorScheme: 'light' }, async (page) => {
      await page.goto(`${shop}/c/kitchen`);
      const groundBefore = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      await page.locator('header a[hreflang=ar]:visible').click();
      await page.waitForFunction(() => document.documentElement.dir === 'rtl');
      await page.locator('header form button:visible').click();
      await page.waitForFunction(() => document.documentElement.dataset.scheme === 'dark');
      expect(new URL(page.url()).pathname).toBe('/s/fornace/c/kitchen');
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).not.toBe(groundBefore);
      await page.goto(`${shop}/`);
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.scheme])).toEqual(['ar', 'dark']);
    });
  });
});
