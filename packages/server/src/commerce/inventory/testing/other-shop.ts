import type { Ctx } from '#platform';
import * as commerce from '../../index.ts';

type Ids = { readonly variantId: string; readonly locationId: string };

/** What the owner of another shop asks about the stock of this one: each is answered that there is none. */
export const questionsOfStock = (stranger: Ctx, { variantId, locationId }: Ids): Record<string, () => Promise<unknown>> => ({
  getStock: () => commerce.getStock(stranger, { variantId }),
  setLowStock: () => commerce.setLowStock(stranger, { variantId, lowStockAt: 9 }),
  countStock: () => commerce.countStock(stranger, { variantId, onHand: 0 }),
  receiveStock: () => commerce.receiveStock(stranger, { variantId, quantity: 1 }),
  takeOutStock: () => commerce.takeOutStock(stranger, { variantId, quantity: 1, reason: 'lost' }),
  moveStock: () => commerce.moveStock(stranger, { variantId, fromLocationId: locationId, toLocationId: variantId, quantity: 1 }),
  setBackorderLimit: () => commerce.setBackorderLimit(stranger, { variantId, limit: 1 }),
  listReservations: () => commerce.listReservations(stranger, { variantId }),
  changeLocation: () => commerce.changeLocation(stranger, { id: locationId, name: 'Stolen' }),
  setLocationState: () => commerce.setLocationState(stranger, { id: locationId, state: 'closed' }),
});

/** What finds nothing there. */
export const listsOfStock = (stranger: Ctx, { variantId, locationId }: Ids): Record<string, () => Promise<unknown>> => ({
  listLocations: () => commerce.listLocations(stranger),
  listStock: async () => (await commerce.listStock(stranger, { locationId })).items,
  listMovements: async () => (await commerce.listMovements(stranger, { variantId })).items,
});

/** Operations that are asked by other-shop.test.ts in words of their own, or name nothing that another shop could have. */
const OTHERS = [commerce.createLocation, commerce.orderLocations, commerce.countLevels];

/** Every operation on stock that the room gives away, by name. */
export function stockOperations(): string[] {
  const nobody = {} as Ctx;
  const ids = { variantId: '', locationId: '' };
  return [...Object.keys({ ...questionsOfStock(nobody, ids), ...listsOfStock(nobody, ids) }), ...OTHERS.map(({ name }) => name)];
}
