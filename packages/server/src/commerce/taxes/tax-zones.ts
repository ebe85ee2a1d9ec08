import type { z } from '@hono/zod-openapi';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { appendAudit, authorise, BottegaError, type Ctx, inTransaction, readInput } from '#platform';
import { isId } from '../words.ts';
import { insertZone, removeZone, updateZone } from '../zones/zone.store.ts';
import { type TaxZoneInput, taxZoneInputSchema, type TaxZoneView } from './tax.ts';

const MISSING = 'This shop has no such tax zone.';

/** The tax zones of the shop with their rates, the oldest first. @throws BottegaError forbidden */
export async function listTaxZones(ctx: Ctx): Promise<TaxZoneView[]> {
  authorise(ctx, 'pricing.read');
  return selectZones(ctx).execute();
}

/** @throws BottegaError forbidden, invalid_input */
export async function createTaxZone(ctx: Ctx, input: TaxZoneInput): Promise<TaxZoneView> {
  authorise(ctx, 'pricing.write');
  const zone = readInput(taxZoneInputSchema, input);
  return inTransaction(ctx, async (ctx) => {
    const id = await insertZone(ctx, 'tax', zone);
    await writeRates(ctx, id, zone.rates);
    await appendAudit(ctx, { action: 'tax_zone.create', subjectId: id, detail: { name: zone.name, rates: zone.rates } });
    return findZone(ctx, id);
  });
}

/** Replaces what a zone is. @throws BottegaError forbidden, not_found, invalid_input */
export async function updateTaxZone(ctx: Ctx, { id, ...input }: TaxZoneInput & { id: string }): Promise<TaxZoneView> {
  authorise(ctx, 'pricing.write');
  const zone = readInput(taxZoneInputSchema, input);
  return inTransaction(ctx, async (ctx) => {
    if (!isId(id) || !(await updateZone(ctx, 'tax', id, zone))) throw new BottegaError('not_found', MISSING);
    await writeRates(ctx, id, zone.rates);
    await appendAudit(ctx, { action: 'tax_zone.update', subjectId: id, detail: { name: zone.name, rates: zone.rates } });
    return findZone(ctx, id);
  });
}

/** @throws BottegaError forbidden, not_found */
export async function deleteTaxZone(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'pricing.write');
  await inTransaction(ctx, async (ctx) => {
    if (!isId(id) || !(await removeZone(ctx, 'tax', id))) throw new BottegaError('not_found', MISSING);
    await appendAudit(ctx, { action: 'tax_zone.delete', subjectId: id, detail: {} });
  });
}

async function writeRates(ctx: Ctx, zoneId: string, rates: z.output<typeof taxZoneInputSchema>['rates']): Promise<void> {
  await ctx.db.deleteFrom('tax_rate').where('shop_id', '=', ctx.shop.id).where('zone_id', '=', zoneId).execute();
  await ctx.db
    .insertInto('tax_rate')
    .values(rates.map((rate) => ({ shop_id: ctx.shop.id, zone_id: zoneId, ...rate })))
    .execute();
}

const selectZones = (ctx: Ctx) =>
  ctx.db
    .selectFrom('zone')
    .select(['id', 'name', 'shipping_category as shippingCategory', 'created_at as createdAt'])
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
        selectFrom('tax_rate')
          .select(['category', 'bps'])
          .whereRef('tax_rate.shop_id', '=', 'zone.shop_id')
          .whereRef('tax_rate.zone_id', '=', 'zone.id')
          .orderBy('category'),
      ).as('rates'),
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('kind', '=', 'tax')
    .orderBy('zone.id');

async function findZone(ctx: Ctx, id: string): Promise<TaxZoneView> {
  const row = await selectZones(ctx).where('zone.id', '=', id).executeTakeFirst();
  if (!row) throw new BottegaError('not_found', MISSING);
  return row;
}
