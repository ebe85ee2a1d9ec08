import { z } from '@hono/zod-openapi';
import { BottegaError, pageInputSchema } from '#platform';
import { idSchema } from '../words.ts';
import { LOCATION_STATES } from './location.ts';
import { MOVEMENT_REASONS } from './movement.ts';

/** What a single number of units may be. */
const MOST_UNITS = 1_000_000;
const WHOLE = 'Give a whole number of units.';

const units = z.int(WHOLE).min(0, 'There cannot be fewer than none.').max(MOST_UNITS, 'At most 1,000,000 units.');
const someUnits = units.min(1, 'Give at least one unit.');
const noteSchema = z.string().trim().max(500, 'Keep the note within 500 characters.').default('');
const keySchema = z
  .string()
  .regex(/^[\x21-\x7e]{8,100}$/, 'A key has 8 to 100 letters, digits and signs.')
  .optional()
  .openapi({ description: 'Sent again with the same key it changes nothing.', example: 'delivery-2026-11-20' });
const placeSchema = idSchema.optional().openapi({ description: 'Without it, the first open place.' });

export const countSchema = z
  .strictObject({ locationId: placeSchema, onHand: units.openapi({ description: 'What was counted.', example: 12 }), note: noteSchema })
  .openapi('StockCount');
export const receiveSchema = z
  .strictObject({ locationId: placeSchema, quantity: someUnits.openapi({ example: 10 }), note: noteSchema, key: keySchema })
  .openapi('StockReceipt');
export const takeOutSchema = z
  .strictObject({
    locationId: placeSchema,
    quantity: someUnits.openapi({ example: 1 }),
    reason: z.enum(['lost', 'damaged']),
    note: noteSchema,
    key: keySchema,
  })
  .openapi('StockLoss');
export const moveSchema = z
  .strictObject({
    fromLocationId: idSchema,
    toLocationId: idSchema,
    quantity: someUnits.openapi({ example: 2 }),
    note: noteSchema,
    key: keySchema,
  })
  .refine(({ fromLocationId, toLocationId }) => fromLocationId.toLowerCase() !== toLocationId.toLowerCase(), {
    path: ['toLocationId'],
    message: 'Choose another place: they are there already.',
  })
  .openapi('StockMove');
export const backorderSchema = z
  .strictObject({
    locationId: placeSchema,
    limit: units.openapi({ description: 'How many more than are there may be promised.', example: 5 }),
  })
  .openapi('BackorderLimit');
export const lowStockSchema = z
  .strictObject({
    lowStockAt: units.nullable().openapi({ description: 'At so many free units or fewer the staff is told; null: never.', example: 3 }),
  })
  .openapi('LowStock');

export const MOST_LEVELS = 500;
const levelSchema = z.strictObject({
  sku: z.string().trim().min(1, 'Give the SKU.').max(100),
  locationId: placeSchema,
  onHand: units.openapi({ example: 12 }),
});
export const levelsSchema = z
  .strictObject({
    levels: z.array(levelSchema).min(1, 'Send at least one.').max(MOST_LEVELS, `Send at most ${MOST_LEVELS} at once.`).optional(),
    csv: z
      .string()
      .max(200_000, 'Send at most 200,000 characters at once.')
      .optional()
      .openapi({ description: 'Instead of `levels`: columns `sku`, `on_hand` and perhaps `location`, the name of a place.' }),
    note: noteSchema,
  })
  .refine(({ levels, csv }) => (levels === undefined) !== (csv === undefined), {
    path: ['levels'],
    message: 'Send either `levels` or `csv`.',
  })
  .openapi('StockLevels', { example: { levels: [{ sku: 'BOWL-1', onHand: 12 }], note: 'Yearly count' } });
export type StockLevels = z.input<typeof levelsSchema>;

export const levelResultSchema = z
  .object({
    sku: z.string(),
    state: z.enum(['set', 'unchanged', 'refused']),
    onHand: z.int().nullable().openapi({ description: 'What is there now; null where nothing of that SKU can be.' }),
    message: z.string().nullable().openapi({ description: 'Why it was refused.' }),
  })
  .openapi('StockLevelResult');
export type LevelResult = z.output<typeof levelResultSchema>;

export const listStockSchema = pageInputSchema.extend({
  q: z.string().trim().max(200, 'Search for at most 200 characters.').optional().openapi({ description: 'In titles, SKUs and barcodes.' }),
  low: z.union([z.boolean(), z.stringbool()]).optional().openapi({ type: 'boolean', description: 'Only what is running low.' }),
  locationId: idSchema.optional().openapi({ description: 'Only what was ever at this place.' }),
});
export type ListStock = z.input<typeof listStockSchema>;

const stockPlaceSchema = z
  .object({
    locationId: z.string(),
    name: z.string(),
    state: z.enum(LOCATION_STATES),
    onHand: z.int().openapi({ description: 'Units that lie there.' }),
    reserved: z.int().openapi({ description: 'Units that a checkout or an order was promised.' }),
    backorderLimit: z.int().openapi({ description: 'How many more than are there may be promised.' }),
    free: z.int().openapi({ description: 'Units that can be bought from there now; none of a closed place.' }),
  })
  .openapi('StockPlace');
export type StockPlace = z.output<typeof stockPlaceSchema>;

export const stockSchema = z
  .object({
    variantId: z.string(),
    productId: z.string(),
    productTitle: z.string(),
    title: z.string().openapi({ description: 'What the variant is called; the product’s title where it has no choices.' }),
    sku: z.string(),
    barcode: z.string().nullable(),
    lowStockAt: z.int().nullable(),
    low: z.boolean(),
    onHand: z.int(),
    reserved: z.int(),
    free: z.int(),
    places: z.array(stockPlaceSchema).openapi({ description: 'Where it ever was, in the order in which it is taken.' }),
  })
  .openapi('Stock');
export type StockView = z.output<typeof stockSchema>;

export const listMovementsSchema = pageInputSchema.extend({ variantId: idSchema.optional(), locationId: idSchema.optional() });
export type ListMovements = z.input<typeof listMovementsSchema>;

export const movementSchema = z
  .object({
    id: z.string(),
    at: z.string().openapi({ format: 'date-time' }),
    variantId: z.string(),
    sku: z.string(),
    title: z.string(),
    locationId: z.string(),
    locationName: z.string(),
    change: z.int().openapi({ description: 'The sum of these is what is on hand.' }),
    reason: z.enum(MOVEMENT_REASONS),
    order: z.object({ id: z.string(), code: z.string() }).nullable().openapi({ description: 'The order that it was for.' }),
    otherPlace: z.string().nullable().openapi({ description: 'Of units that were moved: the other place.' }),
    actor: z.string(),
    note: z.string(),
  })
  .openapi('StockMovement');
export type MovementView = z.output<typeof movementSchema>;

export const listReservationsSchema = pageInputSchema.extend({ variantId: z.string() });
export type ListReservations = z.input<typeof listReservationsSchema>;

export const reservationSchema = z
  .object({
    cartId: z.string(),
    order: z.object({ id: z.string(), code: z.string() }).nullable().openapi({ description: 'Null while a cart is being paid.' }),
    until: z
      .string()
      .nullable()
      .openapi({ format: 'date-time', description: 'When a cart that is being paid lets go; an order keeps it.' }),
    quantity: z.int(),
    places: z.array(z.object({ locationId: z.string(), name: z.string(), quantity: z.int() })),
  })
  .openapi('StockReservation');
export type ReservationView = z.output<typeof reservationSchema>;

export const noSuchVariant = (): BottegaError => new BottegaError('not_found', 'This shop has no such variant.');
