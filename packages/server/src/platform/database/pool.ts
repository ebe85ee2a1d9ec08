import pg from 'pg';

/**
 * A pool of connections whose loss ends nobody. pg tells of a lost connection by an event, and an event of that name without a listener
 * ends the process; pg-pool listens while a connection is idle, and nobody while it is lent out. Whoever has it hears of it by the
 * statement that fails.
 * @param onIdleLost hears of connections that were lost while nobody had them; they are replaced at the next query.
 */
export function createPool(config: pg.PoolConfig, onIdleLost: (error: Error) => void = () => undefined): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', onIdleLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
