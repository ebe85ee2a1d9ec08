import { atShop } from '../shop-of.ts';
import type { Route } from './+types/invoice';

/** The invoice of an order, or the credit note that is named, as PDF, for whoever knows the code. */
export const loader = (args: Route.LoaderArgs) =>
  atShop(args, async ({ ctx, commerce }) => {
    const invoiceId = new URL(args.request.url).searchParams.get('invoice') ?? undefined;
    const { name, bytes } = await commerce.printInvoiceByCode(ctx, { code: args.params.code, invoiceId });
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    };
    return new Response(bytes, { headers });
  });
