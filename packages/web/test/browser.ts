import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A headless Chromium. It runs in one process and bears one context only: open one for each look. */
async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: sparticuz.args, headless: true, timeout: 30_000 });
}

/** Opens a page of its own, does `work` with it, and closes the browser whatever happens. Complaints are what its console said. */
export async function withPage<Result>(
  options: BrowserContextOptions,
  work: (page: Page, complaints: string[]) => Promise<Result>,
): Promise<Result> {
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(10_000);
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    return await work(page, complaints);
  } finally {
    await browser.close();
  }
}

/** What axe finds against WCAG 2.2 AA and good practice, one line each. It comes in past the page's Content-Security-Policy. */
export async function findBarriers(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => [id, html.slice(0, 160), any[0]?.message ?? ''].join(' | '))))`;
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression: run, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(`axe did not finish: ${exceptionDetails.text}`);
  return result.value as string[];
}

/** By how many pixels the page is wider than its window. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
