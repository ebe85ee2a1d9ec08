import type { HttpBindings } from '@hono/node-server';
import type { Ctx, InstallationCtx, NamedShop, Shop, StaffSession } from '#platform';
import type { Client } from './client-address.ts';

/** What a request carries through the middleware. Without a socket (in tests) there are no bindings. */
export type AppEnv = {
  Bindings: Partial<HttpBindings> & {
    /** Ends when the server closes, so that streams end with it. */
    readonly closing?: AbortSignal;
  };
  Variables: {
    requestId: string;
    client: Client;
    /** Ends when the client goes, or has waited too long. */
    signal: AbortSignal;
    /** For the scripts of this one answer. */
    nonce: string;
    /** The shop that the request names, known or not. */
    named: NamedShop | null;
    shop: Shop | null;
    staff: StaffSession | null;
    installation: InstallationCtx;
    /** Null where no known shop is named. */
    ctx: Ctx | null;
  };
};
