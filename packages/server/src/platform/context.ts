import { randomUUIDv7 } from 'node:crypto';
import type { Logger } from 'pino';
import type { Calls } from './calls/calls.ts';
import type { Db } from './database/tables.ts';
import { BottegaError } from './errors/bottega-error.ts';
import type { Notices } from './events/notices.ts';
import type { FileQuota } from './files/file-quota.ts';
import type { FileStore } from './files/file-store.ts';
import type { FreeSpace } from './files/free-space.ts';
import type { MediaWorker } from './media/media-worker.ts';
import { type Permission, type Role, roleMay } from './permissions.ts';
import type { Plugins } from './plugins/open-plugins.ts';
import type { ProviderChains } from './providers/provider-chains.ts';
import type { ShopSecrets } from './secrets/secrets.ts';
import type { TxtReader } from './shops/read-txt.ts';
import type { Executor } from './workflows/executor.ts';
import type { Shop } from './shops/shop.ts';

/** Who asks. `system` is the program itself: a workflow, a schedule, the local command line. */
export type Actor =
  | { readonly type: 'staff'; readonly id: string; readonly name: string; readonly email: string; readonly role: Role }
  /** A machine with a key of the shop: never more than the scopes of the key, nor than the role of whoever made it. */
  | {
      readonly type: 'key';
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly scopes: readonly Permission[];
    }
  /** Somebody who buys in the shop and is signed in there: of another shop than theirs they are a guest. */
  | { readonly type: 'customer'; readonly id: string; readonly email: string }
  | { readonly type: 'guest' }
  | { readonly type: 'system'; readonly name: string };

export type Clock = { now(): Temporal.Instant };

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** Who and where, and what an operation needs of the world. Bound to one shop. */
export type Ctx = {
  readonly shop: Shop;
  /** Absolute address of the shop's front page, ending in '/'. */
  readonly shopUrl: string;
  readonly actor: Actor;
  readonly db: Db;
  readonly files: FileStore;
  readonly providers: ProviderChains;
  /** The plugins from outside. */
  readonly plugins: Plugins;
  /** The road to services outside. */
  readonly calls: Calls;
  readonly secrets: ShopSecrets;
  readonly media: MediaWorker;
  readonly notices: Notices;
  /** The data folder of the installation. */
  readonly data: string;
  /** Film encoders that may run side by side. */
  readonly filmWorkers: number;
  /** The disk of the data folder. */
  readonly space: FreeSpace;
  /** What the shop may keep. */
  readonly quota: FileQuota;
  /** Asks the DNS, for the proof that a domain belongs to the shop. */
  readonly readTxt: TxtReader;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** The process as one that runs workflows and chores, for what runs in one. */
  readonly executor?: Pick<Executor, 'id' | 'holds'>;
  /** What must stand or fall with whatever is written: each transaction does it last. If it throws, nothing was written. */
  readonly beforeCommit?: (db: Db) => Promise<void>;
};

/** Runs `work` in one transaction; a ctx that is already in one is used as it is. */
export function inTransaction<T, C extends Ctx>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return work(ctx);
  return ctx.db.transaction().execute(async (db) => {
    const answer = await work({ ...ctx, db });
    await ctx.beforeCommit?.(db);
    return answer;
  });
}

/** The same for work that is one statement: it needs a transaction of its own only where something must be done last in each. */
export const atOnce = <T, C extends Ctx>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> =>
  ctx.beforeCommit ? inTransaction(ctx, work) : work(ctx);

/** Whether the actor is from the shop's side of the counter; guests and customers are not. */
export const isOfHouse = (actor: Actor): boolean => actor.type !== 'guest' && actor.type !== 'customer';

/** Whether the actor may; guests and customers may nothing that needs a permission. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.type === 'system') return true;
  if (actor.type === 'key') return roleMay(actor.role, permission) && actor.scopes.includes(permission);
  return actor.type === 'staff' && roleMay(actor.role, permission);
}

/** @throws BottegaError unauthenticated for guests, forbidden for customers and for a role that may not. */
export function authorise(ctx: Ctx, permission: Permission): void {
  if (may(ctx.actor, permission)) return;
  if (ctx.actor.type === 'guest') throw new BottegaError('unauthenticated', 'This needs a member of the shop.');
  if (ctx.actor.type === 'customer') throw new BottegaError('forbidden', 'This is for the staff of the shop.');
  const holder = ctx.actor.type === 'key' ? 'This key' : 'Your role';
  throw new BottegaError('forbidden', `${holder} does not include ${permission}.`);
}

/** The actor as history and audit write it down. */
export function actorName(actor: Actor): string {
  if (actor.type === 'guest') return 'guest';
  return actor.type === 'system' ? `system:${actor.name}` : `${actor.type}:${actor.id}`;
}

const MOST_IN_A_MS = 0xfff;
let latest = { at: 0, count: 0 };

/**
 * A UUIDv7 that is greater than every one before it in this process: the twelve bits behind the time count within its millisecond, as
 * RFC 9562, section 6.2, has it (method 1). What was written in one transaction is read in its order.
 */
export function newId(): string {
  const now = Date.now();
  if (now > latest.at) latest = { at: now, count: 0 };
  else if (latest.count < MOST_IN_A_MS) latest.count++;
  else latest = { at: latest.at + 1, count: 0 };
  const time = latest.at.toString(16).padStart(12, '0');
  const count = latest.count.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${randomUUIDv7().slice(19)}`;
}
