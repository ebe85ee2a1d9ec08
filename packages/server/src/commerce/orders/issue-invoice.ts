import { portionOf } from '@bottega/contracts';
import { appendAudit, appendEvent, type Ctx, type EventListener, getBusinessProfile, inTransaction, newId } from '#platform';
import { isTest, type RefundView } from '../payments/payment.ts';
import { readPayment } from '../payments/payments.store.ts';
import { listRefunds } from '../payments/refunds.store.ts';
import { spread } from '../quotes/spread.ts';
import type { InvoiceDocument, InvoiceKind, InvoiceLine } from './invoice.ts';
import { lockOrder } from './move-order.ts';
import { takeNumbers } from './numbers.ts';
import type {} from './tables.ts';

/** An order that is paid has an invoice, and money that goes back a credit note. */
export const invoicing: EventListener = {
  name: 'invoices',
  types: ['order.paid', 'order.refunded'],
  hear: (ctx, { subjectId }) => issueInvoices(ctx, { orderId: subjectId }),
};

/** Writes what is owed of invoice and credit notes of an order, each once. Repeating it finds nothing more to write. */
export async function issueInvoices(ctx: Ctx, { orderId }: { readonly orderId: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { paymentState } = await lockOrder(ctx, orderId);
    const known = await readInvoices(ctx, orderId);
    const before = known.find(({ kind }) => kind === 'invoice');
    if (!before && paymentState !== 'paid') return;
    const invoice = before ?? (await write(ctx, { kind: 'invoice', orderId, refundId: null, document: await describeOrder(ctx, orderId) }));
    for (const refund of await listRefunds(ctx, orderId)) {
      if (refund.state !== 'done' || known.some(({ refundId }) => refundId === refund.id)) continue;
      const document = describeRefund(ctx, invoice, refund, await readTitles(ctx, orderId));
      await write(ctx, { kind: 'credit_note', orderId, refundId: refund.id, document });
    }
  });
}

type Issued = { readonly kind: InvoiceKind; readonly number: number; readonly refundId: string | null; readonly document: InvoiceDocument };

const readInvoices = (ctx: Ctx, orderId: string): Promise<Issued[]> =>
  ctx.db
    .selectFrom('invoice')
    .select(['kind', 'number', 'refund_id as refundId', 'document'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .execute();

type New = { readonly kind: InvoiceKind; readonly orderId: string; readonly refundId: string | null; readonly document: InvoiceDocument };

async function write(ctx: Ctx, { kind, orderId, refundId, document }: New): Promise<Issued> {
  const number = await takeNumbers(ctx, kind);
  const id = newId();
  await ctx.db
    .insertInto('invoice')
    .values({
      ...{ shop_id: ctx.shop.id, id, kind, number, order_id: orderId, refund_id: refundId, issued_at: document.issuedAt },
      document: JSON.stringify(document),
    })
    .execute();
  await appendEvent(ctx, { type: 'invoice.issued', subjectId: id, payload: { kind, number, order: orderId, code: document.orderCode } });
  await appendAudit(ctx, { action: 'invoice.issue', subjectId: id, detail: { kind, number, order: orderId } });
  return { kind, number, refundId, document };
}

async function describeOrder(ctx: Ctx, orderId: string): Promise<InvoiceDocument> {
  const order = await ctx.db
    .selectFrom('orders')
    .selectAll()
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  const rows = await ctx.db
    .selectFrom('order_line')
    .selectAll()
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute();
  const payment = await readPayment(ctx, { orderId });
  const charged = rows.map(chargedOf);
  const lines = charged.filter(({ quantity }) => quantity > 0);
  const dropped = rows.map((row, index) => ({
    bps: row.tax_bps,
    total: row.total - charged[index]!.total,
    tax: row.tax - charged[index]!.tax,
  }));
  const taxes = order.taxes.map(({ bps, base, tax }) => {
    const gone = dropped.filter((line) => line.bps === bps);
    const [total, taxGone] = [sumOf(gone.map((line) => line.total)), sumOf(gone.map((line) => line.tax))];
    return { bps, base: base - (order.prices_include_tax ? total - taxGone : total), tax: tax - taxGone };
  });
  const tax = sumOf(taxes.map((rate) => rate.tax));
  const subtotal = sumOf(lines.map(({ quantity, unitAmount }) => quantity * unitAmount));
  const discount = sumOf(lines.map((line) => line.discount));
  const shipping = order.shipping - order.shipping_discount;
  const total = subtotal - discount + shipping + (order.prices_include_tax ? 0 : tax);
  return {
    ...{ language: order.language || ctx.shop.locale, currency: order.currency, timeZone: ctx.shop.timeZone },
    ...{ issuedAt: ctx.clock.now().toString(), placedAt: order.placed_at, orderCode: order.code, orderNumber: order.number },
    seller: await describeSeller(ctx),
    buyer: { email: order.email, billing: order.billing_address ?? order.address, goesTo: order.address },
    pricesIncludeTax: order.prices_include_tax,
    ...{ lines, subtotal, discount, shippingName: order.shipping_name, shipping, taxes, tax, total },
    credit: Math.min(order.credit, total),
    isTransfer: payment?.environment === 'offline' && payment.amount > 0,
    isTest: payment !== undefined && isTest(payment.environment),
    corrects: null,
  };
}

async function describeSeller(ctx: Ctx): Promise<InvoiceDocument['seller']> {
  const { legalName, address, email, phone, taxNumbers } = await getBusinessProfile(ctx);
  return { name: legalName || ctx.shop.name, address, email, phone, taxNumbers };
}

type Row = {
  readonly title: string;
  readonly sku: string;
  readonly quantity: number;
  readonly uncharged: number;
  readonly unit_amount: number;
  readonly total: number;
  readonly tax: number;
  readonly tax_bps: number;
};

/** A line without the units that were cancelled before money was taken for them. */
function chargedOf({ title, sku, quantity, uncharged, unit_amount, total, tax, tax_bps }: Row): InvoiceLine {
  const units = quantity - uncharged;
  const paid = portionOf(total, units, quantity);
  return {
    ...{ title, sku, quantity: units, unitAmount: unit_amount, discount: units * unit_amount - paid },
    ...{ total: paid, taxBps: tax_bps, tax: portionOf(tax, units, quantity) },
  };
}

/** What a refund gives back, in the words of the invoice that it corrects. Its tax is shared over the rates as the money was. */
function describeRefund(ctx: Ctx, invoice: Issued, refund: RefundView, titles: ReadonlyMap<number, string>): InvoiceDocument {
  const { document } = invoice;
  const total = refund.amount.amount;
  const gross = document.taxes.map(({ base, tax }) => base + tax);
  const parts = spread(Math.min(total, sumOf(gross)), gross);
  const taxes = document.taxes.flatMap(({ bps, tax }, index) => {
    const part = parts[index]!;
    if (part === 0) return [];
    const taxInIt = portionOf(tax, part, gross[index]!);
    return [{ bps, base: part - taxInIt, tax: taxInIt }];
  });
  return {
    ...document,
    issuedAt: ctx.clock.now().toString(),
    lines: [],
    ...{ subtotal: total, discount: 0, shippingName: '', shipping: 0, taxes, tax: sumOf(taxes.map((rate) => rate.tax)), total },
    credit: refund.credit.amount,
    corrects: {
      ...{ number: invoice.number, issuedAt: invoice.document.issuedAt },
      units: refund.lines.map(({ position, quantity }) => ({ title: titles.get(position) ?? '', quantity })),
    },
  };
}

async function readTitles(ctx: Ctx, orderId: string): Promise<Map<number, string>> {
  const rows = await ctx.db
    .selectFrom('order_line')
    .select(['position', 'title'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .execute();
  return new Map(rows.map(({ position, title }) => [position, title]));
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
