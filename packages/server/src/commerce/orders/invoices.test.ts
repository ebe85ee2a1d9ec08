import { afterAll, beforeAll, expect, test } from 'vitest';
import { BottegaError, changeShop, prepareWorkflows } from '#platform';
import {
  cancelOrder,
  cancelUnits,
  fulfilOrder,
  getOrder,
  getOrderByCode,
  markOrderPaid,
  placeOrder,
  printInvoice,
  printInvoiceByCode,
  requestRefund,
} from '../index.ts';
import { workflows } from '../module.ts';
import { advanceRefund } from '../payments/send-refund.ts';
import { fillCart, type Market, openMarket, openShop, sellBowl } from '../testing/market.ts';
import { invoicing, issueInvoices } from './issue-invoice.ts';
import { paperOf } from './invoice-paper.ts';
import type { InvoiceDocument } from './invoice.ts';
import { numberOrders } from './numbers.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
  await prepareWorkflows(market.world.ground, workflows);
});
afterAll(() => market.world.close());

async function buy(shop: Pick<Market, 'owner' | 'guest'> = market, quantity = 3) {
  const { variantId } = await sellBowl(shop.owner, { stock: 20 });
  const cart = await fillCart(shop.guest, [{ variantId, quantity }]);
  const placed = await placeOrder(shop.guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  return placed.order;
}

const issuedOf = ({ owner }: Pick<Market, 'owner'>, orderId: string) =>
  owner.db
    .selectFrom('invoice')
    .select(['kind', 'number', 'document'])
    .where('shop_id', '=', owner.shop.id)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();

async function settleRefunds({ owner }: Pick<Market, 'owner'>, orderId: string): Promise<void> {
  for (const { id } of (await getOrder(owner, { id: orderId })).refunds) await advanceRefund(owner, { refundId: id });
}

test('an invoice is issued once, when the order is paid, and adds up as the order does', async () => {
  const shop = await openShop(market.world);
  const { owner } = shop;
  const { id, code } = await buy(shop);
  await issueInvoices(owner, { orderId: id });
  expect(await issuedOf(shop, id)).toEqual([]);
  await expect(printInvoice(owner, { id })).rejects.toMatchObject({ code: 'not_found' });
  await numberOrders(owner);
  await markOrderPaid(owner, { id });
  const event = { id: crypto.randomUUID(), type: 'order.paid', subjectId: id, payload: {} };
  await Promise.all(Array.from({ length: 6 }, () => invoicing.hear(owner, event)));
  const [invoice, ...others] = await issuedOf(shop, id);
  expect(others).toEqual([]);
  const { document } = invoice!;
  expect(document).toMatchObject({
    ...{ orderCode: code, orderNumber: 1, currency: 'EUR', subtotal: 14_400, shipping: 890, total: 15_290, credit: 0, corrects: null },
    lines: [{ title: 'Walnut bowl', quantity: 3, unitAmount: 4_800, total: 14_400, taxBps: 2200 }],
    buyer: { email: 'ada@example.com', billing: { city: 'Faenza' } },
  });
  expect(document.taxes.reduce((sum, { base, tax }) => sum + base + tax, 0)).toBe(document.total);
  expect((await getOrder(owner, { id })).invoices).toMatchObject([{ kind: 'invoice', number: 1 }]);
});

test('what an invoice says never changes, whatever the shop or the order become', async () => {
  const shop = await openShop(market.world);
  const { owner } = shop;
  const { id } = await buy(shop);
  await markOrderPaid(owner, { id });
  await issueInvoices(owner, { orderId: id });
  const before = await issuedOf(shop, id);
  await changeShop(owner, { name: 'Another name' });
  await owner.db
    .updateTable('order_line')
    .set({ title: 'Renamed' })
    .where('shop_id', '=', owner.shop.id)
    .where('order_id', '=', id)
    .execute();
  await issueInvoices(owner, { orderId: id });
  expect(await issuedOf(shop, id)).toEqual(before);
  const change = owner.db.updateTable('invoice').set({ document: '{}' }).where('shop_id', '=', owner.shop.id).where('order_id', '=', id);
  await expect(change.execute()).rejects.toThrow('what an invoice says never changes');
});

test('each refund that is done has one credit note, with the tax that is in it', async () => {
  const shop = await openShop(market.world);
  const { owner } = shop;
  const { id } = await buy(shop);
  await markOrderPaid(owner, { id });
  await fulfilOrder(owner, { id });
  await issueInvoices(owner, { orderId: id });
  await requestRefund(owner, { orderId: id, lines: [{ position: 0, quantity: 1 }], reason: 'A scratch.' });
  await issueInvoices(owner, { orderId: id });
  expect(await issuedOf(shop, id)).toHaveLength(1); // the money has not gone back yet
  await settleRefunds(shop, id);
  await Promise.all(Array.from({ length: 4 }, () => issueInvoices(owner, { orderId: id })));
  await requestRefund(owner, { orderId: id, amount: 15_290 - 4_800 });
  await settleRefunds(shop, id);
  await issueInvoices(owner, { orderId: id });
  const [invoice, ...notes] = await issuedOf(shop, id);
  expect(notes.map(({ kind, number, document }) => [kind, number, document.total])).toEqual([
    ['credit_note', 1, 4_800],
    ['credit_note', 2, 10_490],
  ]);
  expect(notes[0]?.document.corrects).toMatchObject({ number: 1, units: [{ title: 'Walnut bowl', quantity: 1 }] });
  expect(JSON.stringify(notes)).not.toContain('A scratch.'); // that is for the staff
  for (const { document } of notes) expect(document.taxes.reduce((sum, { base, tax }) => sum + base + tax, 0)).toBe(document.total);
  const taxBack = notes.reduce((sum, { document }) => sum + document.tax, 0);
  expect(Math.abs(taxBack - invoice!.document.tax)).toBeLessThanOrEqual(1); // a part may round by one
});

test('an order that was cancelled after it was paid has an invoice and what corrects it', async () => {
  const shop = await openShop(market.world);
  const { owner } = shop;
  const { id } = await buy(shop);
  await markOrderPaid(owner, { id });
  await cancelOrder(owner, { id });
  await settleRefunds(shop, id);
  await issueInvoices(owner, { orderId: id });
  expect((await issuedOf(shop, id)).map(({ kind, document }) => [kind, document.total])).toEqual([
    ['invoice', 15_290],
    ['credit_note', 15_290],
  ]);
  expect(await getOrder(owner, { id })).toMatchObject({ state: 'cancelled', refundState: 'whole', refunded: { amount: 15_290 } });
});

test('units that no money was taken for do not stand on the invoice', async () => {
  const shop = await openShop(market.world);
  const { owner } = shop;
  const { id } = await buy(shop);
  // Promised, to be taken when it is sent.
  await owner.db
    .updateTable('payment')
    .set({ state: 'authorised' })
    .where('shop_id', '=', owner.shop.id)
    .where('order_id', '=', id)
    .execute();
  await owner.db
    .updateTable('orders')
    .set({ payment_state: 'authorised' })
    .where('shop_id', '=', owner.shop.id)
    .where('id', '=', id)
    .execute();
  const reduced = await cancelUnits(owner, { id, lines: [{ position: 0, quantity: 1 }] });
  expect(reduced).toMatchObject({ refunds: [], lines: [{ cancelled: 1, refunded: 0 }] });
  await owner.db.updateTable('orders').set({ payment_state: 'paid' }).where('shop_id', '=', owner.shop.id).where('id', '=', id).execute();
  await issueInvoices(owner, { orderId: id });
  const [invoice] = await issuedOf(shop, id);
  expect(invoice!.document).toMatchObject({ total: 2 * 4_800 + 890, subtotal: 9_600, lines: [{ quantity: 2, total: 9_600 }] });
  expect(invoice!.document.taxes.reduce((sum, { base, tax }) => sum + base + tax, 0)).toBe(10_490);
});

test('it is printed for the staff and for whoever knows the code, and for nobody else', async () => {
  const { owner, guest, world } = market;
  const { id, code } = await buy();
  await markOrderPaid(owner, { id });
  await issueInvoices(owner, { orderId: id });
  const { name, bytes } = await printInvoice(owner, { id });
  expect(name).toMatch(/-invoice-\d+\.pdf$/);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await printInvoiceByCode(guest, { code: code.toLowerCase() })).bytes.length).toBeGreaterThan(5_000);
  const { invoices } = await getOrderByCode(guest, { code });
  expect((await printInvoiceByCode(guest, { code, invoiceId: invoices[0]!.id })).name).toBe(name);
  const { owner: stranger } = await openShop(world);
  await expect(printInvoice(guest, { id })).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(printInvoice(stranger, { id, invoiceId: invoices[0]!.id })).rejects.toBeInstanceOf(BottegaError);
  await expect(printInvoiceByCode(stranger, { code })).rejects.toMatchObject({ code: 'not_found' });
  const another = await buy();
  await markOrderPaid(owner, { id: another.id });
  await expect(printInvoiceByCode(guest, { code: another.code, invoiceId: invoices[0]!.id })).rejects.toMatchObject({ code: 'not_found' });
});

const DOCUMENT: InvoiceDocument = {
  ...{ language: 'en', currency: 'EUR', timeZone: 'Europe/Rome', issuedAt: '2026-11-20T23:30:00Z', placedAt: '2026-11-19T10:00:00Z' },
  ...{ orderCode: '7K2MQ4XB9D', orderNumber: 12 },
  seller: {
    ...{ name: 'Fornace di C. Rossi', address: 'Via del Forno 3\n48018 Faenza', email: 'ciao@fornace.example', phone: '' },
    taxNumbers: [{ kind: 'Partita IVA', number: 'IT01234567890' }],
  },
  buyer: {
    email: 'ada@example.com',
    billing: { name: 'Ada Conti', line1: 'Via Po 1', city: 'Torino', postalCode: '10121', country: 'IT' },
    goesTo: { name: 'Bea Moro', line1: 'Via Roma 2', city: 'Roma', postalCode: '00184', country: 'IT' },
  },
  pricesIncludeTax: true,
  lines: [{ title: 'Walnut bowl', sku: 'BOWL', quantity: 2, unitAmount: 4_800, discount: 600, total: 9_000, taxBps: 2200, tax: 1_623 }],
  ...{ subtotal: 9_600, discount: 600, shippingName: 'Poste', shipping: 890 },
  taxes: [{ bps: 2200, base: 8_107, tax: 1_783 }],
  ...{ tax: 1_783, total: 9_890, credit: 890, isTransfer: true, isTest: false, corrects: null },
};

test.each([
  ['en', 'Invoice 7', '21 November 2026', 'Tax 22% in it, on €81.07', 'Paid (bank transfer)', '€90.00'],
  ['it', 'Fattura 7', '21 novembre 2026', 'IVA 22% inclusa, su 81,07\u00a0€', 'Pagato (bonifico bancario)', '90,00\u00a0€'],
  ['ar', 'فاتورة رقم 7', '21 نوفمبر 2026', 'تشمل ضريبة', 'المدفوع (تحويل مصرفي)', '90.00'],
  ['hi', 'चालान 7', '21 नवंबर 2026', '€81.07 पर 22% कर शामिल', 'भुगतान किया गया (बैंक ट्रांसफ़र)', '€90.00'],
])('in %s an invoice says what it must', (language, title, issued, tax, paid, due) => {
  const paper = paperOf({ kind: 'invoice', number: 7, document: { ...DOCUMENT, language } });
  expect(paper).toMatchObject({ language, title, author: 'Fornace di C. Rossi' });
  const said = JSON.stringify(paper);
  for (const word of [
    'Ada Conti',
    'Bea Moro',
    'Partita IVA IT01234567890',
    'ada@example.com',
    'Walnut bowl',
    'BOWL',
    '7K2MQ4XB9D',
    'Poste',
  ])
    expect(said).toContain(word);
  expect(paper.facts[0]?.value).toContain(issued); // the day in the shop's time zone
  expect(paper.sums.some(({ label }) => label.includes(tax))).toBe(true);
  expect(paper.sums.at(-1)?.label).toBe(paid);
  expect(paper.sums.at(-1)?.value).toContain(due);
});

test('one of a company’s test mode says that it is a test', () => {
  const paper = paperOf({ kind: 'invoice', number: 7, document: { ...DOCUMENT, isTransfer: false, isTest: true } });
  expect(paper.notes).toEqual(['A test: no money moved, and this is no invoice for anything.']);
  expect(paper.sums.at(-1)?.label).toBe('Paid');
});
