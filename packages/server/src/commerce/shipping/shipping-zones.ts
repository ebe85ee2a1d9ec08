import type { z } from '@hono/zod-openapi';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { appendAudit, authorise, BottegaError, type Ctx, inTransaction, newId, readInput, refuseField } from '#platform';
import { isId } from '../words.ts';
import { insertZone, removeZone, updateZone } from '../zones/zone.store.ts';
import {
  type RateInput,
  type RateView,
  rateInputSchema,
  type ShippingStep,
  type ShippingZoneView,
  type ZoneInput,
  zoneInputSchema,
} from './shipping.ts';

const NO_ZONE = 'This shop has no such shipping zone.';
const NO_RATE = 'This shop has no such shipping rate.';
const MOST_RATES = 50;

/** The shipping zones of the shop with their rates, the oldest first. @throws BottegaError forbidden */
export async function listShippingZones(ctx: Ctx): Promise<ShippingZoneView[]> {
  authorise(ctx, 'pricing.read');
  const rows = await selectZones(ctx).execute();
  return rows.map(toZoneView);
}

/** The carriers that a rate can ask. @throws BottegaError forbidden */
export async function listCarriers(ctx: Ctx): Promise<{ id: string; label: string; offline: boolean }[]> {
  authorise(ctx, 'pricing.read');
  return (await ctx.providers.list('shipping')).map(({ id, label, offline }) => ({ id, label, offline }));
}

/** @throws BottegaError forbidden, invalid_input */
export async function createShippingZone(ctx: Ctx, input: ZoneInput): Promise<ShippingZoneView> {
  authorise(ctx, 'pricing.write');
  const zone = readInput(zoneInputSchema, input);
  return inTransaction(ctx, async (ctx) => {
    const id = await insertZone(ctx, 'shipping', zone);
    await appendAudit(ctx, { action: 'shipping_zone.create', subjectId: id, detail: { name: zone.name } });
    return findZone(ctx, id);
  });
}

/** Replaces a zone's name and places; its rates stay. @throws BottegaError forbidden, not_found, invalid_input */
export async function updateShippingZone(ctx: Ctx, { id, ...input }: ZoneInput & { id: string }): Promise<ShippingZoneView> {
  authorise(ctx, 'pricing.write');
  const zone = readInput(zoneInputSchema, input);
  return inTransaction(ctx, async (ctx) => {
    if (!isId(id) || !(await updateZone(ctx, 'shipping', id, zone))) throw new BottegaError('not_found', NO_ZONE);
    await appendAudit(ctx, { action: 'shipping_zone.update', subjectId: id, detail: { name: zone.name } });
    return findZone(ctx, id);
  });
}

/** Deletes a zone with its rates. @throws BottegaError forbidden, not_found */
export async function deleteShippingZone(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'pricing.write');
  await inTransaction(ctx, async (ctx) => {
    if (!isId(id) || !(await removeZone(ctx, 'shipping', id))) throw new BottegaError('not_found', NO_ZONE);
    await appendAudit(ctx, { action: 'shipping_zone.delete', subjectId: id, detail: {} });
  });
}

/** @throws BottegaError forbidden, not_found for the zone, invalid_input, conflict when the zone has too many */
export async function createShippingRate(ctx: Ctx, { zoneId, ...input }: RateInput & { zoneId: string }): Promise<RateView> {
  authorise(ctx, 'pricing.write');
  const rate = readInput(rateInputSchema, input);
  await requireCarrier(ctx, rate);
  return inTransaction(ctx, async (ctx) => {
    const zone = isId(zoneId) ? await findZone(ctx, zoneId) : undefined;
    if (!zone) throw new BottegaError('not_found', NO_ZONE);
    if (zone.rates.length >= MOST_RATES) throw new BottegaError('conflict', `A zone has at most ${MOST_RATES} rates.`);
    const id = newId();
    await ctx.db
      .insertInto('shipping_rate')
      .values({ shop_id: ctx.shop.id, id, zone_id: zoneId, created_at: ctx.clock.now().toString(), ...toRow(rate) })
      .execute();
    await appendAudit(ctx, { action: 'shipping_rate.create', subjectId: id, detail: { name: rate.name, kind: rate.kind } });
    return findRate(ctx, id);
  });
}

/** Replaces what a rate is. @throws BottegaError forbidden, not_found, invalid_input */
export async function updateShippingRate(ctx: Ctx, { id, ...input }: RateInput & { id: string }): Promise<RateView> {
  authorise(ctx, 'pricing.write');
  const rate = readInput(rateInputSchema, input);
  await requireCarrier(ctx, rate);
  return inTransaction(ctx, async (ctx) => {
    await findRate(ctx, id);
    await ctx.db
      .updateTable('shipping_rate')
      .set({ ...toRow(rate), failed_at: null, failure: null })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .execute();
    await appendAudit(ctx, { action: 'shipping_rate.update', subjectId: id, detail: { name: rate.name, kind: rate.kind } });
    return findRate(ctx, id);
  });
}

/** @throws BottegaError forbidden, not_found */
export async function deleteShippingRate(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'pricing.write');
  await inTransaction(ctx, async (ctx) => {
    const { name } = await findRate(ctx, id);
    await ctx.db.deleteFrom('shipping_rate').where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
    await appendAudit(ctx, { action: 'shipping_rate.delete', subjectId: id, detail: { name } });
  });
}

type Rate = z.output<typeof rateInputSchema>;

async function requireCarrier(ctx: Ctx, rate: Rate): Promise<void> {
  if (rate.kind !== 'carrier') return;
  const carriers = await ctx.providers.list('shipping');
  if (carriers.some(({ id }) => id === rate.carrier)) return;
  const known = carriers.map(({ id }) => id).join(', ');
  refuseField(
    'carrier',
    known === '' ? 'There is no carrier yet: switch on a plugin that brings one.' : `There is no such carrier: choose one of ${known}.`,
  );
}

const toRow = (rate: Rate) => ({
  ...{ name: rate.name, position: rate.position, kind: rate.kind, currency: rate.currency, state: rate.state, free_from: rate.freeFrom },
  amount: rate.kind === 'flat' || rate.kind === 'carrier' ? rate.amount : 0,
  steps: JSON.stringify(rate.kind === 'by_weight' || rate.kind === 'by_price' ? rate.steps : []),
  carrier: rate.kind === 'carrier' ? rate.carrier : null,
  service: rate.kind === 'carrier' ? rate.service : null,
});

const RATE_COLUMNS = [
  ...(['shipping_rate.id', 'shipping_rate.zone_id as zoneId', 'shipping_rate.name', 'position', 'shipping_rate.kind', 'currency'] as const),
  ...(['amount', 'steps', 'free_from as freeFrom', 'carrier', 'service', 'state', 'failed_at', 'failure'] as const),
  'shipping_rate.created_at as createdAt',
] as const;

async function findRate(ctx: Ctx, id: string): Promise<RateView> {
  const row = isId(id)
    ? await ctx.db
        .selectFrom('shipping_rate')
        .select(RATE_COLUMNS)
        .where('shop_id', '=', ctx.shop.id)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new BottegaError('not_found', NO_RATE);
  return toRateView(row);
}

type RateRow = Omit<RateView, 'failure' | 'steps'> & {
  steps: readonly ShippingStep[];
  failed_at: string | null;
  failure: string | null;
};

const toRateView = ({ failed_at, failure, steps, ...rate }: RateRow): RateView => ({
  ...rate,
  steps: [...steps],
  failure: failed_at === null ? null : { since: failed_at, message: failure ?? '' },
});

const selectZones = (ctx: Ctx) =>
  ctx.db
    .selectFrom('zone')
    .select(['id', 'name', 'created_at as createdAt'])
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('zone_place')
          .select(['country', 'region'])
          .whereRef('zone_place.shop_id', '=', 'zone.shop_id')
          .whereRef('zone_place.zone_id', '=', 'zone.id')
          .orderBy('country')
          .orderBy('region'),
      ).as('places'),
      jsonArrayFrom(
        selectFrom('shipping_rate')
          .select(RATE_COLUMNS)
          .whereRef('shipping_rate.shop_id', '=', 'zone.shop_id')
          .whereRef('shipping_rate.zone_id', '=', 'zone.id')
          .orderBy('position')
          .orderBy('shipping_rate.id'),
      ).as('rates'),
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('kind', '=', 'shipping')
    .orderBy('zone.id');

type ZoneRow = Awaited<ReturnType<ReturnType<typeof selectZones>['executeTakeFirstOrThrow']>>;

const toZoneView = (row: ZoneRow): ShippingZoneView => ({ ...row, rates: row.rates.map(toRateView) });

async function findZone(ctx: Ctx, id: string): Promise<ShippingZoneView> {
  const row = await selectZones(ctx).where('zone.id', '=', id).executeTakeFirst();
  if (!row) throw new BottegaError('not_found', NO_ZONE);
  return toZoneView(row);
}
