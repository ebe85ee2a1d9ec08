import type { HttpBindings } from '@hono/node-server';
import type { Ctx, InstallationCtx, NamedShop, Shop, StaffSession } from '#platform';

/** What a request carries through the middleware. Without a socket (in tests) there are no bindings. */
export type AppEnv = {
  Bindings: Partial<HttpBindings> & {
    /** Ends when the server closes, so that streams end with it. */
    readonly closing?: AbortSignal;
  };
  Variables: {
    requestId: string;
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
