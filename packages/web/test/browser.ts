import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../../../tools/chromium.ts';

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
  await session.send('Runtime.evaluate', { expression: axe.source });
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => [id, html.slice(0, 160), any[0]?.message ?? ''].join(' | '))))`;
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression: run, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(`axe did not finish: ${exceptionDetails.text}`);
  return result.value as string[];
}

/** By how many pixels the page is wider than its window. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
