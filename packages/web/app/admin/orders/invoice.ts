import { inShop } from '../room.ts';
import type { Route } from './+types/invoice';

/** The invoice of an order, or the credit note that is named, as PDF. */
export const loader = ({ context, url, params }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const invoiceId = url.searchParams.get('invoice') ?? undefined;
    const { name, bytes } = await commerce.printInvoice(ctx, { id: params.orderId, invoiceId });
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    };
    return new Response(bytes, { headers });
  });
