import type { Route } from './+types/take-out-data';
import { asCustomer } from './as-customer.ts';

/** All that the shop keeps of the customer, as a file. */
export const loader = (args: Route.LoaderArgs) =>
  asCustomer(args, async ({ ctx, commerce }) => {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="my-data.json"',
      'cache-control': 'private, no-store',
    };
    return new Response(`${JSON.stringify(await commerce.exportOwnData(ctx), null, 2)}\n`, { headers });
  });
