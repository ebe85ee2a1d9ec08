import { type Config, type Database, findRunning, openDatabase } from '#platform';

/** Lends the database to a short command: beside a running server as its guest, else started for the command alone. */
export async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const running = await findRunning(config.data);
  const database = await openDatabase({ folder: config.data, url: config.databaseUrl, guest: running !== undefined });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
