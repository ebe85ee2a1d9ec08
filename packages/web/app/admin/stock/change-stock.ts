import type { Room } from '../room.ts';
import { readUnits, textOf } from './read-stock.ts';

type Wish = { readonly variantId: string; readonly form: FormData; readonly room: Room };

/** What each form of a variant's stock does. @throws a refusal */
export const STOCK_CHANGES: Readonly<Record<string, (wish: Wish) => Promise<unknown>>> = {
  count: ({ variantId, form, room: { ctx, operations } }) =>
    operations.commerce.countStock(ctx, { variantId, ...placeAndNote(form), onHand: readUnits(form, 'onHand') }),
  receive: ({ variantId, form, room: { ctx, operations } }) =>
    operations.commerce.receiveStock(ctx, { variantId, ...placeAndNote(form), ...onceUnits(form) }),
  takeOut: ({ variantId, form, room: { ctx, operations } }) =>
    operations.commerce.takeOutStock(ctx, {
      ...{ variantId, ...placeAndNote(form), ...onceUnits(form) },
      reason: textOf(form, 'reason') === 'damaged' ? 'damaged' : 'lost',
    }),
  move: ({ variantId, form, room: { ctx, operations } }) =>
    operations.commerce.moveStock(ctx, {
      ...{ variantId, note: textOf(form, 'note'), ...onceUnits(form) },
      ...{ fromLocationId: textOf(form, 'fromLocationId'), toLocationId: textOf(form, 'toLocationId') },
    }),
  backorder: ({ variantId, form, room: { ctx, operations } }) =>
    operations.commerce.setBackorderLimit(ctx, { variantId, locationId: textOf(form, 'locationId'), limit: readUnits(form, 'limit') }),
  low: ({ variantId, form, room: { ctx, operations } }) =>
    operations.commerce.setLowStock(ctx, {
      variantId,
      lowStockAt: textOf(form, 'lowStockAt') === '' ? null : readUnits(form, 'lowStockAt'),
    }),
};

const placeAndNote = (form: FormData) => ({ locationId: textOf(form, 'locationId'), note: textOf(form, 'note') });

/** The form's own key goes with its name: two forms of one page are two movements. */
const onceUnits = (form: FormData) => ({ quantity: readUnits(form, 'quantity'), key: `${textOf(form, 'intent')}:${textOf(form, 'key')}` });
