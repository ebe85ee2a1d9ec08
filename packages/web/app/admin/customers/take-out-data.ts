import { inShop } from '../room.ts';
import type { Route } from './+types/take-out-data';

/** All that the shop keeps of a customer, as a file for somebody who asks for it. */
export const loader = ({ context, url, params }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const taken = await commerce.exportCustomer(ctx, { id: params.customerId });
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="customer-${params.customerId.replaceAll(/[^\w-]/g, '')}.json"`,
      'cache-control': 'private, no-store',
    };
    return new Response(`${JSON.stringify(taken, null, 2)}\n`, { headers });
  });
