import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { appendAudit, authorise, BottegaError, type Ctx, withScratchFolder } from '#platform';
import { isId } from '../words.ts';
import { readOrderCode } from './order-code.ts';
import { noSuchOrder } from './order.store.ts';
import { paperOf } from './invoice-paper.ts';
import type {} from './tables.ts';

/** An invoice as a file. */
export type PrintedInvoice = { readonly name: string; readonly bytes: Buffer<ArrayBuffer> };

/**
 * The invoice of an order as PDF, or the document of it that is named. It is printed from what was written down when it was issued.
 * @throws BottegaError not_found, also while the order is not paid; forbidden, unauthenticated
 */
export async function printInvoice(ctx: Ctx, input: { id: string; invoiceId?: string | undefined }): Promise<PrintedInvoice> {
  authorise(ctx, 'orders.read');
  if (!isId(input.id)) throw noSuchOrder();
  const printed = await print(ctx, { orderId: input.id, invoiceId: input.invoiceId });
  if (ctx.actor.type === 'staff' || ctx.actor.type === 'key')
    // it tells of a person
    await appendAudit(ctx, { action: 'order.read', subjectId: input.id, detail: { invoice: printed.name } });
  return printed;
}

/** The same for whoever knows the code of the order. @throws BottegaError not_found */
export async function printInvoiceByCode(ctx: Ctx, input: { code: string; invoiceId?: string | undefined }): Promise<PrintedInvoice> {
  const order = await ctx.db
    .selectFrom('orders')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('code', '=', readOrderCode(input.code))
    .executeTakeFirst();
  if (!order) throw noSuchOrder();
  return print(ctx, { orderId: order.id, invoiceId: input.invoiceId });
}

async function print(ctx: Ctx, { orderId, invoiceId }: { orderId: string; invoiceId: string | undefined }): Promise<PrintedInvoice> {
  if (invoiceId !== undefined && !isId(invoiceId)) throw noSuchInvoice();
  const invoice = await ctx.db
    .selectFrom('invoice')
    .select(['kind', 'number', 'document'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .where((eb) => (invoiceId === undefined ? eb('kind', '=', 'invoice') : eb('id', '=', invoiceId)))
    .executeTakeFirst();
  if (!invoice) throw noSuchInvoice();
  const name = `${ctx.shop.slug}-${invoice.kind === 'invoice' ? 'invoice' : 'credit-note'}-${invoice.number}.pdf`;
  return withScratchFolder(ctx.data, 'invoice', async (folder) => {
    const { path: file } = await ctx.media.paper({ ...paperOf(invoice), outPath: path.join(folder, name) }, { signal: ctx.signal });
    return { name, bytes: await readFile(file) };
  });
}

const noSuchInvoice = (): BottegaError =>
  new BottegaError('not_found', 'This order has no such invoice: one is issued as soon as it is paid.');
