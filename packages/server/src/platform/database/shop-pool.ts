import pg from 'pg';
import { metrics } from '../telemetry/metrics.ts';

// bigint: money and counts fit in 2^53, and must say so if they do not.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53`);
  return value;
});
// Instants stay text, so that no Date loses their microseconds; ISO 8601 for everyone who reads them.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  text
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00')
    .replace('+00:00', 'Z'),
);

/** A connection and the shop that it is bound to. */
export type BoundConnection = { readonly client: pg.Client; shopId: string | null; dead: boolean };

type Waiter = {
  readonly shopId: string;
  readonly give: (connection: BoundConnection) => void;
  readonly fail: (error: unknown) => void;
  readonly since: number;
  passedBy: number;
};

/** How busy the connections are; `longestWaitMs` is how long the first in line has been waiting. */
export type PoolLoad = { readonly open: number; readonly idle: number; readonly waiting: number; readonly longestWaitMs: number };

export type ShopPool = {
  acquire(shopId: string): Promise<BoundConnection>;
  release(connection: BoundConnection): void;
  load(): PoolLoad;
  /** Refuses those who wait and all who come; a connection that is lent out is closed when it is given back. */
  close(): Promise<void>;
};

/** How often a freed connection may go to a later waiter of the same shop before the first in line gets it. */
const PATIENCE = 8;
const CLOSED = 'The database was closed.';

/**
 * Connections that are each bound to one shop by a session setting. Binding is written outside any transaction, so that no
 * rollback can undo it, and is paid for only when a connection changes shop.
 */
export function createShopPool(connect: pg.ClientConfig, size: number): ShopPool {
  const idle: BoundConnection[] = []; // most recently used last
  const waiting: Waiter[] = [];
  let open = 0;
  let closed = false;

  async function openConnection(): Promise<BoundConnection> {
    const client = new pg.Client(connect);
    const connection: BoundConnection = { client, shopId: null, dead: false };
    // Without a listener a lost backend ends the process; a connection that is lent out is dropped at its release.
    client.on('error', () => {
      connection.dead = true;
      const at = idle.indexOf(connection);
      if (at >= 0) {
        idle.splice(at, 1);
        open--;
      }
    });
    await client.connect();
    return connection;
  }

  /** Best first: bound to this shop; room for a new one; the one that has been idle longest. */
  function pickIdle(shopId: string): BoundConnection | undefined {
    const bound = idle.findLastIndex((connection) => connection.shopId === shopId);
    if (bound >= 0) return idle.splice(bound, 1)[0];
    return open < size ? undefined : idle.shift();
  }

  // Awaited, never sent together with the statement that relies on it: had it failed, that statement would run as the last shop.
  async function bind(connection: BoundConnection, shopId: string): Promise<void> {
    connection.shopId = null;
    try {
      await connection.client.query({ name: 'bind', text: `select set_config('bottega.shop_id', $1, false)`, values: [shopId] });
      connection.shopId = shopId;
    } catch (error) {
      destroy(connection);
      throw error;
    }
  }

  function destroy(connection: BoundConnection): void {
    connection.dead = true;
    void connection.client.end().catch(() => undefined); // it is already lost; there is nobody left to tell
    freePlace();
  }

  /** A place is free, but there is no connection to hand on: the first in line opens one, or hears why there is none. */
  function freePlace(): void {
    open--;
    const next = waiting.shift();
    if (next) void acquire(next.shopId).then(next.give, next.fail);
  }

  async function standInLine(shopId: string): Promise<BoundConnection> {
    const since = performance.now();
    const connection = await new Promise<BoundConnection>((give, fail) => waiting.push({ shopId, give, fail, since, passedBy: 0 }));
    metrics.poolWaitSeconds.observe((performance.now() - since) / 1_000);
    return connection;
  }

  async function acquire(shopId: string): Promise<BoundConnection> {
    if (closed) throw new Error(CLOSED);
    let connection = pickIdle(shopId);
    if (!connection && open < size) {
      open++;
      try {
        connection = await openConnection();
      } catch (error) {
        freePlace();
        throw error;
      }
    }
    connection ??= await standInLine(shopId);
    if (connection.shopId !== shopId) await bind(connection, shopId);
    return connection;
  }

  function release(connection: BoundConnection): void {
    // A transaction left open would carry its locks and its shop to the next user: such a connection is not used again.
    const clean = !connection.dead && (connection.client as unknown as { _txStatus: string })._txStatus === 'I';
    if (!clean || closed) {
      destroy(connection);
      return;
    }
    const first = waiting[0];
    if (!first) {
      idle.push(connection);
      return;
    }
    let at = 0;
    if (first.passedBy < PATIENCE) {
      const same = waiting.findIndex((waiter) => waiter.shopId === connection.shopId);
      if (same > 0) {
        at = same;
        first.passedBy++;
      }
    }
    waiting.splice(at, 1)[0]?.give(connection);
  }

  function load(): PoolLoad {
    const [first] = waiting;
    return { open, idle: idle.length, waiting: waiting.length, longestWaitMs: first ? performance.now() - first.since : 0 };
  }

  async function close(): Promise<void> {
    closed = true;
    for (const { fail } of waiting.splice(0)) fail(new Error(CLOSED));
    await Promise.all(idle.splice(0).map((connection) => connection.client.end()));
  }

  return { acquire, release, load, close };
}
