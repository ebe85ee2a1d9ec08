import { z } from '@hono/zod-openapi';
import { BottegaError } from '#platform';
import { addressSchema } from '../carts/cart.ts';
import { idSchema } from '../words.ts';

/** So many places at most: each is looked at when a line is allotted. */
export const MOST_LOCATIONS = 50;

const nameSchema = z
  .string('Give the place a name.')
  .trim()
  .min(1, 'Give the place a name.')
  .max(120, 'Keep the name within 120 characters.')
  .openapi({ example: 'Workshop' });

export const newLocationSchema = z
  .strictObject({ name: nameSchema, address: addressSchema.nullish().openapi({ description: 'Where it is, if that matters.' }) })
  .openapi('NewLocation', { example: { name: 'Fair stall' } });
export type NewLocation = z.input<typeof newLocationSchema>;

export const locationChangeSchema = z
  .strictObject({ name: nameSchema.optional(), address: addressSchema.nullish() })
  .openapi('LocationChange', { description: 'What is left out stays; an address of null is taken away.', example: { name: 'Back room' } });
export type LocationChange = z.input<typeof locationChangeSchema>;

export const locationOrderSchema = z
  .strictObject({
    locationIds: z.array(idSchema).min(1).max(MOST_LOCATIONS).openapi({ description: 'Every place of the shop, once, in the new order.' }),
  })
  .openapi('LocationOrder');

export const LOCATION_STATES = ['open', 'closed'] as const;
export type LocationState = (typeof LOCATION_STATES)[number];
export const locationStateSchema = z.strictObject({ state: z.enum(LOCATION_STATES) }).openapi('LocationStateChange');

export const locationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    position: z.int().openapi({ description: 'What is ordered is taken from the lowest that has it.' }),
    state: z.enum(LOCATION_STATES).openapi({ description: 'What lies at a closed place is kept, and not for sale.' }),
    address: addressSchema.nullable(),
    onHand: z.int().openapi({ description: 'Units of everything that lie there.' }),
    reserved: z.int().openapi({ description: 'Units of those that a checkout or an order was promised.' }),
  })
  .openapi('Location');
export type LocationView = z.output<typeof locationSchema>;

export const noSuchLocation = (): BottegaError => new BottegaError('not_found', 'This shop has no such place.');
