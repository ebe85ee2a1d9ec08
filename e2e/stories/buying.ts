import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Tale } from '../town.ts';

const ADDRESS = {
  'E-mail': 'miriam@example.com',
  'Full name': 'Miriam Adler',
  'Street and number': 'Karl-Heine-Straße 85',
  Postcode: '04229',
  Town: 'Leipzig',
};
/** What the page says beside each field that must not be empty. */
const MENDS = {
  'E-mail': 'Write an e-mail address such as name@example.com.',
  'Full name': 'Write the name for the parcel.',
  'Street and number': 'Write the street and number.',
  Postcode: 'Write the postcode as your post office does.',
  Town: 'Write the town.',
};
/** Two teapots at €96.00 and a board at €54.00; the tax inside is 22 %, rounded on each line and on the sending. */
const TOTALS = { Goods: '€246.00', Sending: '€8.90', 'To pay': '€254.90', 'of which VAT': '€45.96' };

/** A guest's purchase, with JavaScript and without, and what the owner then does with it. */
export function tellOfBuying(tale: Tale): void {
  it('sells the launched product, and something with it, to a guest', async () => {
    const { house, visit } = tale.town();
    await visit({ provokes: [422] }, async (page) => {
      await page.goto(house.shopUrl);
      await page.getByRole('link', { name: 'See it · €96.00' }).click();
      await heading(page, 'Celadon teapot').waitFor();
      await page.getByText('10 ready to send.').waitFor();
      await playFilm(page);
      await page.getByRole('button', { name: 'One more' }).click();
      await page.getByRole('button', { name: 'Add to basket · €192.00' }).click();
      await page.getByText('2 are in your basket.').waitFor();
      await page.getByRole('navigation', { name: 'Shop' }).getByRole('link', { name: 'Kitchen' }).click();
      await page.getByRole('link', { name: /^Ash serving board/ }).click();
      await page.getByRole('button', { name: 'Add to basket · €54.00' }).click();
      await page.getByText('It is in your basket.').waitFor();
      await page.getByRole('link', { name: 'Basket, 3 things' }).click();
      await changeQuantity(page);
      expect(await totals(page)).toMatchObject({ Sending: TOTALS.Sending, 'To pay': TOTALS['To pay'] });
      await page.getByRole('link', { name: 'Go to checkout' }).click();
      await page.getByRole('button', { name: 'Place the order · €254.90' }).click();
      await seeMends(page);
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('email');
      await giveAddress(page);
      await page.getByRole('button', { name: 'Place the order · €254.90' }).click();
      tale.orderCode = await readThanks(page);
      expect(await totals(page)).toEqual(TOTALS);
      await page.goto(`${house.shopUrl}/p/celadon-teapot`);
      await page.getByText('8 ready to send.').waitFor();
    });
  });

  it('brings the order to the owner, who takes the money and sends it', async () => {
    const { house, visit } = tale.town();
    await visit({ isOwner: true }, async (page) => {
      await page.goto(`${house.adminUrl}/fornace`);
      await page.getByRole('link', { name: 'Compare with the bank' }).click();
      await page.getByRole('row', { name: new RegExp(`${tale.orderCode}.*€254\\.90`) }).waitFor();
      await page.getByRole('link', { name: tale.orderCode }).click();
      await page.getByRole('button', { name: 'The €254.90 arrived' }).click();
      await page.getByRole('button', { name: 'Mark as sent' }).click();
      await page.getByText('Sent', { exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Mark as sent' }).waitFor({ state: 'detached' });
      await page.goto(`${house.adminUrl}/fornace/products`);
      await page.getByRole('row', { name: /Celadon teapot.* 8 / }).waitFor();
    });
    await visit({}, async (page) => {
      await page.goto(`${house.shopUrl}/orders/${tale.orderCode}`);
      await page.getByText('Sent', { exact: true }).waitFor();
    });
  });

  it('sells without JavaScript too', async () => {
    const { house, visit } = tale.town();
    await visit({ javaScriptEnabled: false, provokes: [422] }, async (page) => {
      await page.goto(house.shopUrl);
      await page.getByRole('link', { name: 'See it · €96.00' }).click();
      await page.locator('video[controls] source').waitFor({ state: 'attached' });
      await page.getByLabel('How many').fill('2');
      await page.getByRole('button', { name: /^Add to basket/ }).click();
      await page.getByText('2 are in your basket.').waitFor();
      await page.getByRole('link', { name: 'Go to the basket' }).click();
      await page.getByLabel('How many of Celadon teapot').fill('1');
      await page.getByRole('button', { name: 'Update' }).click();
      await page.getByText('€104.90').waitFor();
      await page.getByRole('link', { name: 'Go to checkout' }).click();
      await page.getByRole('button', { name: 'Place the order · €104.90' }).click();
      await seeMends(page);
      await giveAddress(page);
      await page.getByRole('button', { name: 'Place the order · €104.90' }).click();
      expect(await readThanks(page)).not.toBe(tale.orderCode);
      await page.goto(`${house.shopUrl}/p/celadon-teapot`);
      await page.getByText('7 ready to send.').waitFor();
    });
  });
}

const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name });

async function playFilm(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Film: Celadon teapot, \d+ seconds, with captions$/ }).click();
  const film = page.locator('video[controls]');
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime), { timeout: 15_000 }).toBeGreaterThan(0.3);
  expect(await film.evaluate((video: HTMLVideoElement) => [...video.textTracks].map(({ language }) => language))).toEqual(
    expect.arrayContaining(['en', 'ar']),
  );
}

/** Takes one more of what is there twice, and then one less. */
async function changeQuantity(page: Page): Promise<void> {
  const teapots = page.getByRole('listitem').filter({ hasText: 'Celadon teapot' });
  await teapots.getByRole('button', { name: 'One more' }).click();
  await teapots.getByText('€288.00').waitFor();
  await page.getByText('€350.90').waitFor();
  await teapots.getByRole('button', { name: 'One less' }).click();
  await page.getByText('€254.90').waitFor();
}

/** The sums at the end of a page, by their names. */
async function totals(page: Page): Promise<Record<string, string>> {
  const list = page.locator('main dl').last();
  const [names, sums] = await Promise.all([list.locator('dt').allInnerTexts(), list.locator('dd').allInnerTexts()]);
  return Object.fromEntries(names.map((name, index) => [name, sums[index] ?? '']));
}

/** Every empty field says what to do, in words that are tied to it. */
async function seeMends(page: Page): Promise<void> {
  await page.getByText('5 fields need another look. Nothing was ordered yet.').waitFor();
  for (const [label, mend] of Object.entries(MENDS)) {
    const field = page.getByLabel(label, { exact: true });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const ties = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const told = await Promise.all(ties.map((id) => page.locator(`[id="${id}"]`).innerText()));
    expect(told).toContain(mend);
  }
}

export async function giveAddress(page: Page): Promise<void> {
  for (const [label, value] of Object.entries(ADDRESS)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByLabel('Country').selectOption('DE');
}

/** The order's code, from the page that thanks for it. */
export async function readThanks(page: Page): Promise<string> {
  await heading(page, 'Thank you. It is ordered.').waitFor();
  const code = /\/orders\/([0-9A-Z]{10})$/.exec(page.url())?.[1] ?? '';
  await page.getByText(`Your order is ${code}.`).waitFor();
  return code;
}
