import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import { type Actor, type Ctx, newId, systemClock } from './context.ts';
import type { Database } from './database/database.ts';
import type { Notices } from './events/notices.ts';
import type { FileStore } from './files/file-store.ts';
import type { MediaWorker } from './media/media-worker.ts';
import type { ProviderChains } from './providers/provider-chains.ts';
import type { Shop } from './shops/shop.ts';
import { shopUrl } from './shops/shop-url.ts';

/** What one process of the program stands on; made once by main.ts. */
export type Ground = {
  readonly config: Config;
  readonly log: Logger;
  readonly database: Database;
  readonly files: FileStore;
  readonly media: MediaWorker;
  readonly notices: Notices;
  readonly providers: ProviderChains;
};

/** A ctx for one request, workflow step or command. */
export function createCtx(
  ground: Ground,
  who: { readonly shop: Shop; readonly actor: Actor; readonly signal: AbortSignal; readonly requestId?: string },
): Ctx {
  const requestId = who.requestId ?? newId();
  return {
    shop: who.shop,
    shopUrl: shopUrl(ground.config.publicUrl, who.shop.slug),
    actor: who.actor,
    db: ground.database.forShop(who.shop.id),
    files: ground.files,
    providers: ground.providers,
    media: ground.media,
    notices: ground.notices,
    data: ground.config.data,
    filmWorkers: ground.config.filmWorkers,
    clock: systemClock,
    log: ground.log.child({ requestId, shop: who.shop.slug }),
    signal: who.signal,
    requestId,
  };
}
