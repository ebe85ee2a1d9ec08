import { newId } from '../context.ts';
import type { Database } from '../database/database.ts';
import { insertShop } from '../database/system-door.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import type { Shop } from './shop.ts';
import { type NewShop, newShopSchema } from './shop-terms.ts';

/**
 * Makes a shop, which can be visited at once.
 * @param ownerId the member of staff who is its first owner, in the same transaction.
 * @throws BottegaError invalid_input, unknown_currency, conflict when the slug is taken.
 */
export async function createShop(database: Database, input: NewShop, ownerId?: string): Promise<Shop> {
  const shop: Shop = { id: newId(), ...readInput(newShopSchema, input), state: 'open', domain: null };
  try {
    await insertShop(database, shop, ownerId);
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new BottegaError('conflict', `There is a shop "${shop.slug}" already.`, { cause: error });
  }
  return shop;
}
