import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildPages } from '../packages/web/test/build-pages.ts';
import { openBrowser } from '../tools/chromium.ts';
import { openSmallHouse, type SmallHouse } from './house.ts';

/** The house, and people with browsers who visit it. */
export type Town = {
  readonly house: SmallHouse;
  /** Lets somebody visit. Fails when a page complained: in its console, or by a request that failed or was refused. */
  visit(visitor: Visitor, work: (page: Page) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** What the chapters hand on: each begins where the one before ended, as a film is too dear to be made for each. */
export type Tale = {
  town(): Town;
  launchUrl: string;
  /** Of an order that a guest placed. */
  orderCode: string;
};

type Visitor = BrowserContextOptions & {
  /** Signed in as the owner of the shop. */
  readonly isOwner?: boolean;
  /** Statuses that the visitor provokes; anything else from 400 on is a complaint. */
  readonly provokes?: readonly number[];
};

const PATIENCE_MS = 15_000;
const USUAL = { viewport: { width: 1440, height: 900 }, locale: 'en' } as const;

export async function openTown(): Promise<Town> {
  await buildPages();
  const browser = await openBrowser();
  const house = await openSmallHouse().catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  let session: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;
  return {
    house,
    async visit({ isOwner = false, provokes = [], javaScriptEnabled = true, ...options }, work) {
      if (isOwner) session ??= await signIn(browser, house);
      const known = isOwner && session ? { storageState: session } : {};
      const context = await browser.newContext({ ...USUAL, javaScriptEnabled, ...options, ...known });
      context.setDefaultTimeout(PATIENCE_MS);
      const complaints = listen(context, { provokes, javaScriptEnabled });
      const page = await context.newPage();
      try {
        await work(page);
        expect(complaints).toEqual([]);
      } catch (error) {
        console.error(await describe(page), complaints);
        throw error;
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      await house.close();
    },
  };
}

async function signIn(browser: Browser, house: SmallHouse) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await house.createSignInLink());
  const session = await context.storageState();
  await context.close();
  return session;
}

/** What stands on a page where a visit went wrong. */
async function describe(page: Page): Promise<string> {
  const text = await page
    .locator('body')
    .innerText({ timeout: 1_000 })
    .catch((error: Error) => error.message);
  return `${page.url()}\n${text.slice(0, 2_000)}`;
}

type Heard = { readonly provokes: readonly number[]; readonly javaScriptEnabled: boolean };

/** What the browser complains of while the context is open, a Content-Security-Policy that was broken included. */
function listen(context: BrowserContext, { provokes, javaScriptEnabled }: Heard): readonly string[] {
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource'); // heard below, with the address
    if (['error', 'warning'].includes(message.type()) && !isAnswer) complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on('response', (response) => {
    const status = response.status();
    if (status >= 400 && !provokes.includes(status)) complaints.push(`${status} for ${response.request().method()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // Whoever leaves a page lets go of its film and its stream of events; a download is no page.
    const isNormal = reason === 'net::ERR_ABORTED' || (reason === 'csp' && !javaScriptEnabled);
    if (!isNormal) complaints.push(`${reason} for ${request.method()} ${request.url()}`);
  });
  return complaints;
}
