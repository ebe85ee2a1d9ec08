/**
 * Photographs a running demo shop for the README: the page of its first launch, finished, and the front of the shop.
 * `node tools/take-pictures.ts LINK`, where LINK is a one-time sign-in link (`npx bottega link`).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from './chromium.ts';

const folder = path.join(import.meta.dirname, '../docs/pictures');
const [link] = process.argv.slice(2);
if (!link || !URL.canParse(link)) throw new Error('Give a sign-in link: npx bottega link prints one.');

const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'en', colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(link);
  await page.goto(`${page.url()}/launches`);
  await page.locator('main li a:has(bdi)').last().click();
  await page.getByText('12 of 12 steps').waitFor();
  await take(page, 'launch.png');
  await page.getByRole('link', { name: 'See the shop' }).click();
  await page.waitForURL(/\/s\/[^/]+\/$/);
  await take(page, 'shop.png');
} finally {
  await browser.close();
}

/** Takes what stands in the window, with few enough colours that a clone stays light. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => Promise.all([...document.images].filter(({ loading }) => loading !== 'lazy').map((image) => image.decode())));
  const picture = await sharp(await page.screenshot())
    .png({ palette: true, quality: 90, effort: 10 })
    .toBuffer();
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), picture);
  process.stdout.write(`${name} ${Math.round(picture.length / 1000)} kB\n`);
}
