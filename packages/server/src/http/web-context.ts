import type * as channels from '#channels';
import type * as commerce from '#commerce';
import type * as insights from '#insights';
import type * as launch from '#launch';
import type * as platform from '#platform';
import type { Ctx, InstallationCtx, StaffSession } from '#platform';

/** The faces of the rooms, as pages call them. */
export type Operations = {
  readonly platform: typeof platform;
  readonly commerce: typeof commerce;
  readonly channels: typeof channels;
  readonly insights: typeof insights;
  readonly launch: typeof launch;
};

/** What the server hands to every loader and action. */
export type WebContext = {
  /** Bound to the shop that the address names; null where it names none (sign-in, the list of shops). */
  readonly ctx: Ctx | null;
  /** Null when nobody is signed in. */
  readonly staff: StaffSession | null;
  readonly operations: Operations;
  /** What goes before a shop page's path: '' on the shop's own host, '/s/fornace' elsewhere. */
  readonly shopBase: string;
  /** Absolute address of the shop's front page, ending in '/'. */
  readonly shopUrl: string;
  /** Where the admin lives, absolute, without a trailing slash: 'http://localhost:4000/admin'. */
  readonly adminUrl: string;
  /** For every inline script, as the Content-Security-Policy demands. */
  readonly nonce: string;
  /** For what belongs to no shop: signing in, the account of whoever is signed in. */
  readonly installation: InstallationCtx;
  signOut(): Promise<Headers>;
};
