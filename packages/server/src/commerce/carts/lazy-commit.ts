import { sql } from 'kysely';

/**
 * Stands in a statement that changes a cart, and is true: its commit does not wait for the disk. When the machine loses its power, the
 * changes to carts of the last half second may be gone; none is ever half there. Orders and payments wait, and with them all that was
 * written before, because PostgreSQL writes its log in order.
 */
export const lazyCommit = sql<boolean>`(set_config('synchronous_commit', 'off', true) = 'off')`;
