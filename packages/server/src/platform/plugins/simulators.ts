import type { Simulator, SimulatorHost, SimulatorRecords } from '@bottega/contracts';
import { sql } from 'kysely';
import { newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { settleWithin } from '../providers/settle-within.ts';
import { enqueueWorkflow } from '../workflows/enqueue.ts';
import { runAsPlugin } from './run-as-plugin.ts';
import type { PluginShop, ShopPlugin } from './shop-plugins.ts';
import './tables.ts';

/** The workflow that hands a simulated webhook to the shop, as the company would. Its subject is the `simulator_event`. */
export const DELIVER_SIMULATED = 'deliverSimulated';

/** A page of a simulator that is not there by then is given up. */
const PAGE_LIMIT_MS = 10_000;

/** The simulator of a plugin, where the shop's settings choose it in place of the company. */
export async function openSimulator(shop: PluginShop, { plugin, values }: ShopPlugin): Promise<Simulator | undefined> {
  if (values.environment !== 'simulator') return undefined;
  const { simulator } = await shop.plugins.load(plugin);
  return simulator?.(hostFor(shop, plugin.manifest.id, values));
}

const hostFor = (shop: PluginShop, plugin: string, settings: SimulatorHost['settings']): SimulatorHost => ({
  records: recordsOf(shop, plugin),
  pages: `${shop.shopUrl}sandbox/${plugin}`,
  deliver: (event) => keepEvent(shop, plugin, event),
  now: () => new Date(shop.clock.now().epochMilliseconds),
  settings,
});

/** Written down and queued together, so that neither a restart nor a rush loses a webhook. */
async function keepEvent(
  shop: PluginShop,
  plugin: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<void> {
  const id = newId();
  await shop.db.transaction().execute(async (db) => {
    await db
      .insertInto('simulator_event')
      .values({
        ...{ shop_id: shop.shop.id, id, plugin, headers: JSON.stringify(headers), body },
        ...{ due_at: shop.clock.now().add({ minutes: 1 }).toString(), delivered_at: null },
      })
      .execute();
    await enqueueWorkflow({ ...shop, db }, DELIVER_SIMULATED, id);
  });
}

function recordsOf({ shop, db }: PluginShop, plugin: string): SimulatorRecords {
  const read = async (from: typeof db, name: string) =>
    from
      .selectFrom('simulator_record')
      .select('value')
      .where('shop_id', '=', shop.id)
      .where('plugin', '=', plugin)
      .where('name', '=', name)
      .executeTakeFirst();
  return {
    get: async <T>(name: string) => (await read(db, name))?.value as T | undefined,
    change: <T>(name: string, next: (before: T | undefined) => T) =>
      db.transaction().execute(async (tx) => {
        // A record that is not there yet cannot be locked: its name can.
        await sql`select pg_advisory_xact_lock(hashtextextended(${`${shop.id}/${plugin}/${name}`}, 0))`.execute(tx);
        const value = next((await read(tx, name))?.value as T | undefined);
        const json = JSON.stringify(value);
        await tx
          .insertInto('simulator_record')
          .values({ shop_id: shop.id, plugin, name, value: json })
          .onConflict((conflict) =>
            conflict.columns(['shop_id', 'plugin', 'name']).doUpdateSet({ value: json, changed_at: sql<string>`now()` }),
          )
          .execute();
        return value;
      }),
    async list<T>(prefix: string) {
      const rows = await db
        .selectFrom('simulator_record')
        .select(['name', 'value'])
        .where('shop_id', '=', shop.id)
        .where('plugin', '=', plugin)
        // A span and no pattern: under the wall a pattern uses no index.
        .where('name', '>=', prefix)
        .where('name', '<', `${prefix}\u{10ffff}`)
        .orderBy('name')
        .execute();
      return rows.map(({ name, value }) => ({ name, value: value as T }));
    },
  };
}

/** Asks a simulator in place of its company: what it throws is a line that broke. */
export const fetchFromSimulator = (simulator: Simulator): typeof globalThis.fetch => {
  const ask = async (input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    return simulator.fetch(request);
  };
  return ask;
};

type Visit = {
  readonly shop: PluginShop;
  readonly plugin: ShopPlugin | undefined;
  readonly request: Request;
  /** What stands behind the plugin's own address, beginning with a slash. */
  readonly path: string;
};

/** A page of a simulator, for a visitor of the shop. @throws BottegaError not_found where the shop has none, provider_failed */
export async function visitSimulator({ shop, plugin, request, path }: Visit): Promise<Response> {
  const simulator = plugin && (await openSimulator(shop, plugin));
  if (!plugin || !simulator) throw new BottegaError('not_found', 'There is no simulator at this address.');
  const { id } = plugin.plugin.manifest;
  const tell = (error: unknown) => shop.log.warn({ err: error, plugin: id }, 'a simulator failed');
  return settleWithin(
    AbortSignal.timeout(PAGE_LIMIT_MS),
    runAsPlugin({ plugin: id, tell }, () => simulator.page(request, path)),
  ).catch((error: unknown) => {
    tell(error);
    throw new BottegaError('provider_failed', 'The simulator could not show this page.', { cause: error });
  });
}
