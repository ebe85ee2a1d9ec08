import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import { BottegaError } from '../errors/bottega-error.ts';
import { noteQuery } from '../telemetry/slow-queries.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { keepRunning } from './keep-running.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { type LoginRole, rolePassword } from './roles.ts';
import { createShopDatabase } from './shop-database.ts';
import { createShopPool, type PoolLoad } from './shop-pool.ts';
import type { Db, Tables } from './tables.ts';

/** PostgreSQL as the program uses it: one door per role. */
export type Database = {
  /** Where it runs, for messages: "embedded" or the host of DATABASE_URL. */
  readonly where: string;
  /** Connection settings of a role, for what keeps a pool of its own (workflows, sign-in, listening). */
  connectAs(role: LoginRole): pg.ClientConfig;
  /** The database of one shop, behind its wall. */
  forShop(shopId: string): Db;
  /** How busy the connections of the shops are. */
  load(): PoolLoad;
  /** Past the wall. Only system-door.ts may use it. */
  readonly system: Db;
  readonly migrated: readonly string[];
  close(): Promise<void>;
};

const SHOP_CONNECTIONS = 16;

type Options = { folder: string; url?: string | undefined; guest?: boolean; log?: Logger };
type Admin = EmbeddedPostgres['admin'];

/**
 * Opens the database, starting the embedded server where no address is given, and migrates it.
 * @param options.guest true beside a running server, whose PostgreSQL is used and left running.
 * @param options.log keeps the embedded server running until `close`, and is told when it had to be started again.
 * @throws BottegaError database_away, invalid_configuration, disk_full.
 */
export async function openDatabase(options: Options): Promise<Database> {
  const embedded = options.url === undefined ? await startEmbeddedPostgres(options.folder, options.guest) : undefined;
  const admin = embedded ? embedded.admin : readDatabaseUrl(options.url as string);
  try {
    const migrated = await migrate(admin);
    const keeper = embedded && options.log ? keepRunning(embedded, options.log) : undefined;
    const stop = async () => {
      await keeper?.stop();
      await embedded?.stop();
    };
    return assemble(admin, migrated, { where: embedded ? 'embedded' : admin.host, stop });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

function assemble(admin: Admin, migrated: string[], server: { where: string; stop(): Promise<void> }): Database {
  const connectAs = (role: LoginRole): pg.ClientConfig => ({
    ...admin,
    user: role,
    password: rolePassword(admin.password, role),
    connectionTimeoutMillis: 5_000,
    application_name: `bottega ${role}`,
  });
  const shops = createShopPool({ ...connectAs('bottega_app'), statement_timeout: 30_000 }, SHOP_CONNECTIONS);
  const databases = new Map<string, Db>();
  const systemPool = createPool({ ...connectAs('bottega_system'), max: 4, statement_timeout: 30_000 });
  return {
    where: server.where,
    connectAs,
    forShop(shopId) {
      const known = databases.get(shopId) ?? createShopDatabase(shops, shopId);
      databases.set(shopId, known);
      return known;
    },
    load: shops.load,
    system: new Kysely<Tables>({ log: noteQuery, dialect: new PostgresDialect({ pool: systemPool }) }),
    migrated,
    async close() {
      await Promise.all([shops.close(), systemPool.end()]);
      await server.stop();
    },
  };
}

function readDatabaseUrl(text: string): Admin {
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !url.password) {
    throw new BottegaError('invalid_configuration', 'DATABASE_URL must look like postgresql://user:password@host:5432/database.');
  }
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || 'bottega',
  };
}
