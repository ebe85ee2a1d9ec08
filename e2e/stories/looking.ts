import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findBarriers, sidewaysScroll } from '../../packages/web/test/browser.ts';
import { findEnglish } from '../../packages/web/test/find-english.ts';
import type { Tale } from '../town.ts';

type Place = { readonly name: string; readonly url: string };

/** Without motion, so that no colour is looked at on its way to another. */
const ARABIC = { locale: 'ar', reducedMotion: 'reduce' } as const;
const ADDED_TO_BASKET = /added=1/;

/** Every page in Arabic, narrow and wide, dark and light; and the shop by the keyboard alone. */
export function tellOfLooking(tale: Tale): void {
  it('the shop: Arabic from right to left, nothing in the way, nothing beside the page', { timeout: 60_000 }, async () => {
    const { house, visit } = tale.town();
    const places = shopPlaces(house.shopUrl, tale.orderCode);
    await visit(ARABIC, async (page) => {
      await page.goto(`${house.shopUrl}/p/celadon-teapot`);
      await page.locator('main button[type=submit]').first().click();
      await page.waitForURL(ADDED_TO_BASKET);
      expect(await examine(page, places)).toEqual({});
    });
  });

  it('the admin: the same', { timeout: 90_000 }, async () => {
    const { house, visit } = tale.town();
    await visit(ARABIC, async (page) => {
      expect(await examine(page, [{ name: 'sign-in', url: `${house.adminUrl}/sign-in` }])).toEqual({});
    });
    await visit({ ...ARABIC, isOwner: true }, async (page) => {
      expect(await examine(page, await adminPlaces(page, house.adminUrl, tale))).toEqual({});
    });
  });

  it('the admin by the keyboard alone: everything can be reached, and one sees where one is', { timeout: 90_000 }, async () => {
    const { house, visit } = tale.town();
    await visit({ reducedMotion: 'reduce', isOwner: true }, async (page) => {
      const lost: Record<string, unknown> = {};
      for (const { name, url } of await adminPlaces(page, house.adminUrl, tale)) {
        await page.goto(url);
        await page.waitForLoadState('networkidle');
        const problem = await walkByKeyboard(page);
        if (problem) lost[name] = problem;
      }
      expect(lost).toEqual({});
    });
  });

  it('says the launched product in Arabic, its name and notes as they were written', async () => {
    const { house, visit } = tale.town();
    await visit({}, async (page) => {
      await page.goto(`${house.shopUrl}/p/celadon-teapot?lang=ar`);
      const text = page.locator('main details bdi[lang=ar]');
      expect(await text.innerText()).toMatch(/\p{Script=Arabic}.*\p{Script=Arabic}/su);
      expect(await text.innerText()).toContain('celadon glaze, 900 ml');
    });
  });

  it('lets the keyboard alone find the way into the basket, and shows where it is', async () => {
    const { house, visit } = tale.town();
    await visit({}, async (page) => {
      await page.goto(`${house.shopUrl}/p/celadon-teapot`);
      await page.waitForLoadState('networkidle');
      expect((await findEnglish(page)).length, 'the search for English finds it where it is').toBeGreaterThan(5);
      await page.keyboard.press('Tab');
      expect(await focused(page)).toMatchObject({ text: 'Skip to the content', isShown: true });
      await page.keyboard.press('Enter');
      for (let stops = 0; !(await focused(page)).text.startsWith('Add to basket') && stops < 20; stops++) {
        await page.keyboard.press('Tab');
        expect(await focused(page)).toMatchObject({ isShown: true, isInMain: true });
      }
      await page.keyboard.press('Enter');
      await page.getByText('It is in your basket.').waitFor();
    });
  });
}

const shopPlaces = (shopUrl: string, orderCode: string): Place[] =>
  Object.entries({
    home: '/',
    collection: '/c/tableware',
    product: '/p/celadon-teapot',
    basket: '/basket',
    checkout: '/checkout',
    'thank-you': `/orders/${orderCode}`,
  }).map(([name, path]) => ({ name, url: `${shopUrl}${path}` }));

/** Every page of the admin: the rooms of the rail, the tabs of those that have some, and one thing of each kind. */
async function adminPlaces(page: Page, adminUrl: string, { launchUrl, orderCode }: Tale): Promise<Place[]> {
  const shop = `${adminUrl}/fornace`;
  const rooms = await linksOf(page, shop, 'aside a');
  const withTabs = [`${shop}/settings`, `${shop}/studio`, `${adminUrl}/account`];
  const tabs: string[] = [];
  for (const room of withTabs) tabs.push(...(await linksOf(page, room, 'main nav.tabs a')));
  const [product] = await linksOf(page, `${shop}/products`, 'main td a');
  await page.goto(`${shop}/orders`);
  const order = await page.getByRole('link', { name: orderCode }).getAttribute('href');
  const [mail] = await linksOf(page, `${shop}/settings/mail`, 'main td a');
  const things = [launchUrl, product, new URL(order ?? '', adminUrl).href, mail, `${shop}/launches/new`, `${adminUrl}/account`];
  const urls = new Set([...rooms, ...tabs, ...things].filter((url) => url?.startsWith(adminUrl)));
  return [...urls].map((url) => ({ name: (url as string).slice(adminUrl.length), url: url as string }));
}

/** Where the links of a page lead that fit a selector, without their queries. */
async function linksOf(page: Page, url: string, selector: string): Promise<string[]> {
  await page.goto(url);
  return page.locator(selector).evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href.replace(/[?#].*$/, '')));
}

/** What is wrong with each page, by its name: as a narrow dark one, and as a wide light one. */
async function examine(page: Page, places: readonly Place[]): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const { name, url } of places) {
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(['ar', 'rtl']);
    const english = await findEnglish(page);
    const scroll = [await stretch(page, 320), await stretch(page, 390)];
    await page.emulateMedia({ colorScheme: 'dark' });
    const barriers = await findBarriers(page);
    scroll.push(await stretch(page, 1440));
    await page.emulateMedia({ colorScheme: 'light' });
    barriers.push(...(await findBarriers(page)));
    const isClean = english.length === 0 && barriers.length === 0 && scroll.every((pixels) => pixels <= 0);
    if (!isClean) found[name] = { english, barriers, scroll };
  }
  return found;
}

/**
 * Makes the window so wide, and so high that all of the page stands in it: what the bar at the foot covers for a while is not hidden.
 * Answers by how many pixels the page is wider.
 */
async function stretch(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 800 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  return sidewaysScroll(page);
}

const MOST_STOPS = 150;

/** Tab after Tab through the whole page: where the keyboard could not be seen, got stuck, or missed a control; undefined when all is well. */
async function walkByKeyboard(page: Page): Promise<string | undefined> {
  const controls = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')];
    const open = all.filter((element) => element.checkVisibility() && !element.matches(':disabled, [type=hidden], [tabindex="-1"]'));
    // Of radio buttons of one name the keyboard stops at one.
    const radios = new Set(open.filter((element) => element.matches('[type=radio]')).map((element) => element.getAttribute('name')));
    return open.filter((element) => !element.matches('[type=radio]')).length + radios.size;
  });
  let stops = 0;
  for (; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab');
    const { text, isShown } = await focused(page);
    if (await page.evaluate(() => document.activeElement === document.body)) break;
    if (!isShown) return `stop ${stops} (${text.slice(0, 40)}) cannot be seen`;
  }
  if (stops === MOST_STOPS) return 'the keyboard never came out again';
  return stops < controls ? `${controls} controls, ${stops} stops` : undefined;
}

/** Where the keyboard is, and whether that can be seen: by an outline around it, or around what it stands in. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement;
    const around = [at, at.parentElement, at.parentElement?.parentElement].filter((element) => element instanceof HTMLElement);
    const isShown = around.some((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
    const drawsItself = at.matches('[type=date], [type=time], [type=datetime-local]'); // its parts, one after the other
    return { text: at.textContent ?? '', isShown: isShown || drawsItself, isInMain: document.querySelector('main')?.contains(at) ?? false };
  });
