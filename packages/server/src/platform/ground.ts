import type { Logger } from 'pino';
import type { Auth } from './auth/auth.ts';
import type { StaffSession } from './auth/staff-session.ts';
import type { Calls } from './calls/calls.ts';
import type { Config } from './config/config.ts';
import { type Actor, type Ctx, newId, systemClock } from './context.ts';
import type { Database } from './database/database.ts';
import type { Notices } from './events/notices.ts';
import { quotaOf } from './files/file-quota.ts';
import type { FileStore } from './files/file-store.ts';
import type { FreeSpace } from './files/free-space.ts';
import type { MediaWorker } from './media/media-worker.ts';
import type { Plugins } from './plugins/open-plugins.ts';
import { shopProviders } from './plugins/shop-plugins.ts';
import type { SharedChains } from './providers/provider-chains.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { Shop } from './shops/shop.ts';
import { shopUrl } from './shops/shop-url.ts';
import { createTxtReader } from './shops/read-txt.ts';

/** What one process of the program stands on; made once by main.ts. */
export type Ground = {
  readonly config: Config;
  readonly log: Logger;
  readonly database: Database;
  readonly files: FileStore;
  readonly media: MediaWorker;
  readonly notices: Notices;
  readonly providers: SharedChains;
  /** Those from outside. */
  readonly plugins: Plugins;
  readonly calls: Calls;
  readonly secrets: Secrets;
  readonly space: FreeSpace;
};

/** A ctx for one request, workflow step or command. */
export function createCtx(
  ground: Ground,
  who: { readonly shop: Shop; readonly actor: Actor; readonly signal: AbortSignal; readonly requestId?: string },
): Ctx {
  const requestId = who.requestId ?? newId();
  const db = ground.database.forShop(who.shop.id);
  const secrets = ground.secrets.forShop(who.shop.id);
  const log = ground.log.child({ requestId, shop: who.shop.slug });
  const ctx: Ctx = {
    shop: who.shop,
    shopUrl: shopUrl(ground.config.publicUrl, who.shop),
    actor: who.actor,
    db,
    files: ground.files,
    providers: ground.providers.forShop(forASecond(() => shopProviders(ctx))),
    plugins: ground.plugins,
    calls: ground.calls,
    secrets,
    media: ground.media,
    notices: ground.notices,
    data: ground.config.data,
    filmWorkers: ground.config.filmWorkers,
    space: ground.space,
    quota: quotaOf(ground.config),
    readTxt: createTxtReader(ground.config.dnsServers),
    clock: systemClock,
    log,
    signal: who.signal,
    requestId,
  };
  return ctx;
}

/** What was asked a moment ago is not asked again: one request looks for its provider several times. */
function forASecond<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<T> | undefined;
  return () => {
    if (answer === undefined || performance.now() - asked > 1_000) {
      asked = performance.now();
      answer = ask();
      answer.catch(() => {
        answer = undefined; // whoever tries again asks anew
      });
    }
    return answer;
  };
}

/** A ctx at the shop's door, where somebody shows who they are: it counts tries, and knows where they come from. */
export type DoorCtx = Ctx & Pick<InstallationCtx, 'ground' | 'auth' | 'address' | 'headers'>;

/** Who asks and with what, where no shop is named: signing in, the account of staff, making a shop. */
export type InstallationCtx = Pick<Ctx, 'actor' | 'clock' | 'log' | 'signal' | 'requestId'> & {
  readonly ground: Ground;
  readonly auth: Auth;
  /** Who is signed in by cookie or token; null for a visitor and for the operator. */
  readonly staff: StaffSession | null;
  /** Where the request came from, for limits. */
  readonly address: string;
  readonly headers: Headers;
};
