import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { demoPicture } from '../../packages/server/src/cli/demo-shop.ts';
import type { Tale } from '../town.ts';
import { readZip } from '../zip.ts';

const PHOTO = 'celadon-teapot.webp';
const NOTES = 'Wheel-thrown stoneware, celadon glaze, 900 ml.';
const SECONDS = 8;
const FILMS = [
  { shape: '16:9', width: 1920, height: 1080 },
  { shape: '9:16', width: 1080, height: 1920 },
  { shape: '1:1', width: 1080, height: 1080 },
];
const CHANNELS = ['Facebook', 'Instagram', 'Etsy', 'Pinterest', 'Shopify', 'YouTube', 'TikTok', 'Meesho', 'Snapdeal', 'IndiaMART'];
const ARABIC = /\p{Script=Arabic}/u;

/** Somebody who was just given the sign-in link, up to the day's first product with its films and kits. */
export function tellOfLaunching(tale: Tale): void {
  it('lets the owner in by the one-time link, once', async () => {
    const { house, visit } = tale.town();
    const link = await house.createSignInLink();
    await visit({}, async (page) => {
      await page.goto(link);
      await heading(page, /^Good (morning|afternoon|evening), Caterina$/).waitFor();
      expect(page.url()).toBe(`${house.adminUrl}/fornace`);
    });
    await visit({}, async (page) => {
      await page.goto(link);
      await page.getByText('This one-time link was used already').waitFor();
      await page.goto(house.adminUrl);
      await page.waitForURL(/\/admin\/sign-in/);
    });
  });

  it('says at home what is left to do', async () => {
    const { house, visit } = tale.town();
    await visit({ isOwner: true }, async (page) => {
      await page.goto(`${house.adminUrl}/fornace`);
      const list = page.getByRole('region', { name: 'Opening the shop' });
      await list.getByText('2 of 5 done').waitFor();
      await list.getByText('Something is on sale').waitFor();
      await list.getByRole('link', { name: 'Launch one' }).click();
      await page.waitForURL(/\/launches\/new$/);
    });
  });

  it('takes photos that are dropped, and lets them be taken out again', async () => {
    const { house, visit } = tale.town();
    await visit({ isOwner: true }, async (page) => {
      await page.goto(`${house.adminUrl}/fornace/launches/new`);
      await settled(page);
      await drop(page, demoPicture(PHOTO));
      const preview = page.getByRole('img', { name: PHOTO });
      await preview.waitFor();
      await expect.poll(() => preview.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBe(320);
      await page.getByRole('button', { name: `Take out ${PHOTO}` }).click();
      await preview.waitFor({ state: 'detached' });
    });
  });

  it('launches a product, follows it to the end and puts it on sale, without loading again', { timeout: 110_000 }, async () => {
    const { house, visit } = tale.town();
    await visit({ isOwner: true }, async (page) => {
      await page.goto(`${house.adminUrl}/fornace/launches`);
      await page.getByRole('link', { name: 'Launch a product' }).first().click();
      await page.waitForURL(/\/launches\/new$/);
      await page.evaluate(() => Object.assign(window, { neverLeft: true }));
      await fillIn(page);
      await sendWatching(page);
      tale.launchUrl = page.url();
      const heard = await follow(page);
      expect(heard.counts).toEqual(heard.counts.toSorted((a, b) => a - b));
      expect(heard.counts.length).toBeGreaterThan(3);
      expect(heard.steps).toContain('Films and captions');
      await page.getByText('Waits for your yes', { exact: true }).first().waitFor();
      for (const film of FILMS) await watchFilm(page, film);
      await page.getByRole('button', { name: 'Put it on sale' }).click();
      await page.getByText('Done', { exact: true }).first().waitFor();
      expect(await page.evaluate(() => 'neverLeft' in window)).toBe(true);
    });
  });

  it('shows what each channel will say, measured against its limits, in both languages', async () => {
    await tale.town().visit({ isOwner: true }, async (page) => {
      await page.goto(tale.launchUrl);
      for (const channel of ['Fornace', ...CHANNELS]) {
        const card = page.getByRole('article', { name: channel, exact: true });
        await card.getByText('Fits').waitFor();
        expect(await card.getByText(/ · [\d,]+ of [\d,]+$/).count(), channel).toBeGreaterThan(0);
      }
      const title = page.getByRole('article', { name: 'Etsy' }).locator('p[lang=en]').first();
      const counted = await title.locator('xpath=following-sibling::p').innerText();
      expect(counted).toBe(`Title · ${[...(await title.innerText())].length} of 140`);
      await page.getByRole('navigation', { name: 'Language of the texts' }).getByRole('link', { name: 'العربية' }).click();
      const arabic = page.getByRole('article', { name: 'Etsy' }).locator('p[lang=ar]').first();
      await arabic.waitFor();
      expect(await arabic.innerText()).toMatch(ARABIC);
      expect(await arabic.innerText()).toContain('Celadon teapot');
    });
  });

  it('gives a kit for each channel that holds what it says', async () => {
    await tale.town().visit({ isOwner: true }, async (page) => {
      await page.goto(tale.launchUrl);
      for (const channel of CHANNELS) await page.getByRole('link', { name: `Get the kit · ${channel}` }).waitFor();
      const files = readZip(await download(page, page.getByRole('link', { name: 'Get the kit · Instagram' })));
      const manifest = JSON.parse(String(files.get('manifest.json')));
      expect(manifest).toMatchObject({ channel: 'instagram', problems: [], film: { shape: '9:16' } });
      expect([...files.keys()].toSorted()).toEqual([...manifest.files, 'post.txt', 'manifest.json'].toSorted());
      expect(String(files.get('post.txt'))).toContain('Celadon teapot');
      expect(String(files.get('post.txt'))).toMatch(ARABIC);
      expect(files.get('film.mp4')?.toString('latin1', 4, 8)).toBe('ftyp');
      expect(files.get('picture-1.jpeg')?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
      expect(String(files.get('captions.en.vtt'))).toMatch(/^WEBVTT/);
      expect(String(files.get('captions.ar.srt'))).toMatch(ARABIC);
    });
  });

  it('tells whose work everything is, and that it cost nothing', async () => {
    await tale.town().visit({ isOwner: true }, async (page) => {
      await page.goto(tale.launchUrl);
      const table = page.getByRole('region', { name: 'Licences and cost' }).getByRole('table');
      const assets = await table.locator('tbody td:first-child').allInnerTexts();
      expect(assets).toEqual(expect.arrayContaining(['film 16:9', 'film 9:16', 'film 1:1', 'music bed', 'copy etsy ar']));
      const costs = await table.locator('tbody td:last-child, tfoot td:last-child').allInnerTexts();
      expect(new Set(costs)).toEqual(new Set(['$0.00']));
    });
  });
}

const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });

/** Until the page is alive: what is typed or dropped before is lost. */
const settled = (page: Page): Promise<void> => page.waitForLoadState('networkidle');

async function drop(page: Page, file: string): Promise<void> {
  const bytes = (await readFile(file)).toString('base64');
  const transfer = await page.evaluateHandle(
    ([name, base64]) => {
      const held = new DataTransfer();
      held.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type: 'image/webp' }));
      return held;
    },
    [path.basename(file), bytes] as const,
  );
  const area = page.locator('label', { hasText: 'Drop photos here' });
  for (const event of ['dragenter', 'dragover', 'drop']) await area.dispatchEvent(event, { dataTransfer: transfer });
}

async function fillIn(page: Page): Promise<void> {
  await settled(page);
  await page.setInputFiles('input[name=photos]', demoPicture(PHOTO));
  await page.getByRole('img', { name: PHOTO }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Celadon teapot');
  await page.getByLabel('Price').fill('96.00');
  await page.getByLabel('Notes').fill(NOTES);
  await page.getByRole('checkbox', { name: 'العربية' }).check();
  await page.getByLabel('Length of the films').fill(String(SECONDS));
}

/** Presses the button on a line so slow that the progress of the upload can be seen, and waits for the launch's page. */
async function sendWatching(page: Page): Promise<void> {
  const network = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 30_000 };
  await network.send('Network.emulateNetworkConditions', slow);
  await page.getByRole('button', { name: 'Launch the product' }).click();
  const bar = page.getByRole('progressbar', { name: 'Sending the photos' });
  await expect
    .poll(() => bar.evaluate((progress) => (progress as HTMLProgressElement).value), { interval: 50, timeout: 10_000 })
    .toBeGreaterThan(0.1);
  await network.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
  await page.waitForURL(/\/launches\/[0-9a-f-]{36}$/);
}

/** Watches the steps until the last is done. Answers with every count of steps and every running step that was seen. */
async function follow(page: Page): Promise<{ readonly counts: number[]; readonly steps: string[] }> {
  const counts = new Set<number>();
  const steps = new Set<string>();
  const section = page.getByRole('region', { name: 'From photo to posts' });
  for (const deadline = Date.now() + 90_000; !counts.has(12) && Date.now() < deadline; await page.waitForTimeout(150)) {
    const text = await section.innerText();
    counts.add(Number(/(\d+) of 12 steps/.exec(text)?.[1]));
    for (const running of await section.locator('[aria-current=step]').allInnerTexts()) steps.add(running.split('\n')[0]?.trim() ?? '');
    expect(text).not.toContain('stopped');
  }
  expect(counts).toContain(12);
  return { counts: [...counts], steps: [...steps].map((name) => name.replace(/ ·.*/, '')) };
}

/** Plays a film and looks at it on the way: its size, its length, its captions, and that there is a picture. */
async function watchFilm(page: Page, { shape, width, height }: (typeof FILMS)[number]): Promise<void> {
  const name = new RegExp(`^Film: Celadon teapot, ${shape}, \\d+ seconds, with captions$`);
  await page.getByRole('button', { name }).click();
  const film = page.locator(`video[controls][aria-label*="${shape}"]`);
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime), { timeout: 15_000 }).toBeGreaterThan(0.5);
  const seen = await film.evaluate(look);
  expect(seen).toMatchObject({ width, height, error: null });
  expect(Math.abs(seen.seconds - SECONDS)).toBeLessThan(SECONDS * 0.15);
  expect(seen.contrast).toBeGreaterThan(8);
  expect(seen.cues.en?.length).toBeGreaterThan(0);
  expect(seen.cues.ar?.join(' ')).toMatch(ARABIC);
  await film.evaluate((video: HTMLVideoElement) => video.pause());
}

/** Runs in the page. */
async function look(video: HTMLVideoElement) {
  const canvas = new OffscreenCanvas(64, 64);
  const brush = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  brush.drawImage(video, 0, 0, 64, 64);
  const greens = brush.getImageData(0, 0, 64, 64).data.filter((_, index) => index % 4 === 1);
  const mean = greens.reduce((sum, green) => sum + green, 0) / greens.length;
  const contrast = Math.sqrt(greens.reduce((sum, green) => sum + (green - mean) ** 2, 0) / greens.length);
  const cues: Record<string, string[]> = {};
  for (const track of video.textTracks) {
    track.mode = 'hidden';
    for (let tries = 0; !track.cues?.length && tries < 50; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    cues[track.language] = [...(track.cues ?? [])].map((cue) => (cue as VTTCue).text);
  }
  return { width: video.videoWidth, height: video.videoHeight, seconds: video.duration, error: video.error, contrast, cues };
}

async function download(page: Page, link: Locator): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFile(await file.path());
}
