import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Tale } from '../town.ts';
import { giveAddress, readThanks } from './buying.ts';

const CUSTOMER = 'noor@example.com';

/** Buyers pay by card and by PayPal, each at its simulator, as guest and as customer; the shop sends, gives back and calls off. */
export function tellOfPaying(tale: Tale): void {
  let byCard = '';
  let byPayPal = '';

  it('takes a test card at the simulator, after one that was declined', async () => {
    const { house, visit } = tale.town();
    await visit({ javaScriptEnabled: false, provokes: [422] }, async (page) => {
      await fillBasket(page, house.shopUrl);
      await giveAddress(page);
      await choose(page, /^Card/);
      await place(page);
      await heading(page, 'Pay with a test card').waitFor();
      await choose(page, 'Declined: not enough money');
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.getByText('The payment did not go through').waitFor();
      await choose(page, 'Approved at once');
      await page.getByRole('button', { name: /^Pay/ }).click();
      byCard = await readThanks(page);
    });
  });

  it('lets the owner offer PayPal, at its simulator', async () => {
    const { house, visit } = tale.town();
    await visit({ isOwner: true }, async (page) => {
      await page.goto(`${house.adminUrl}/fornace/settings/plugins/paypal`);
      await page.getByLabel('Environment').selectOption('simulator');
      await page.getByRole('button', { name: 'Save settings' }).click();
      await page.getByText('Saved.').waitFor();
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.getByRole('button', { name: 'Turn off' }).waitFor();
      await page.goto(`${house.adminUrl}/fornace/settings/payments`);
      await page.getByRole('heading', { name: 'PayPal' }).waitFor();
    });
  });

  it('takes PayPal from a customer who signed in with a code', async () => {
    const { house, visit } = tale.town();
    await visit({}, async (page) => {
      await signInAsCustomer(page, tale);
      await fillBasket(page, house.shopUrl);
      await giveAddress(page);
      await choose(page, /PayPal/);
      await place(page);
      await page.getByRole('button', { name: 'Continue' }).click();
      byPayPal = await readThanks(page);
      await page.goto(`${house.shopUrl}/account/orders`);
      await page.getByText(byPayPal).waitFor();
    });
  });

  it('lets staff send the one, and give back and call off the other', async () => {
    const { house, visit } = tale.town();
    await visit({ isOwner: true }, async (page) => {
      await openOrder(page, `${house.adminUrl}/fornace/orders`, byCard);
      await page.getByRole('button', { name: 'Mark as sent' }).click();
      await page.getByText('Sent', { exact: true }).first().waitFor();
      await openOrder(page, `${house.adminUrl}/fornace/orders`, byPayPal);
      await page.getByRole('button', { name: 'Cancel the order' }).click();
      await page.getByRole('button', { name: /^Cancel, / }).click();
      await page.getByText('Cancelled', { exact: true }).first().waitFor();
      await expect
        .poll(() => page.reload().then(() => page.getByText('Given back', { exact: true }).count()), { timeout: 20_000 })
        .toBeGreaterThan(0);
    });
  });
}

const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name });
const choose = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('radio', { name }).check();
const place = (page: Page): Promise<void> => page.getByRole('button', { name: /^Place the order/ }).click();

async function fillBasket(page: Page, shopUrl: string): Promise<void> {
  await page.goto(`${shopUrl}/c/kitchen`);
  await page.getByRole('link', { name: /^Ash serving board/ }).click();
  await page.getByRole('button', { name: /^Add to basket/ }).click();
  await page.getByText('It is in your basket.').waitFor();
  await page.goto(`${shopUrl}/checkout`);
}

async function openOrder(page: Page, orders: string, code: string): Promise<void> {
  await page.goto(orders);
  await page.getByRole('link', { name: code }).click();
}

/** The code comes by mail. */
async function signInAsCustomer(page: Page, tale: Tale): Promise<void> {
  const { house } = tale.town();
  await page.goto(`${house.shopUrl}/account/sign-in`);
  await page.getByLabel('E-mail').fill(CUSTOMER);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByText(`A code is on its way to ${CUSTOMER}.`).waitFor();
  await expect.poll(() => house.readCode(CUSTOMER), { timeout: 10_000 }).toMatch(/^\d{6}$/);
  await page.getByLabel('Code', { exact: true }).fill((await house.readCode(CUSTOMER)) ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await heading(page, 'Your account').waitFor();
}
