import { appendAudit, authorise, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { readCsv } from '../csv.ts';
import { type LevelResult, levelsSchema, MOST_LEVELS, type StockLevels } from './inventory.ts';
import { type Level, lockLevels, prepareLevels, spotName, whyBelowPromised, writeMovements } from './levels.store.ts';
import { firstLocation } from './stock.ts';
import { watchStock } from './watch-stock.ts';

/**
 * Says what was counted of up to 500 SKUs. Each is written or refused by itself, and told beside it, in the order in which they came.
 * @throws BottegaError forbidden, invalid_input for a body or a file that cannot be read
 */
export async function countLevels(ctx: Ctx, input: StockLevels): Promise<{ results: LevelResult[] }> {
  authorise(ctx, 'inventory.write');
  const { levels, csv, note } = readInput(levelsSchema, input);
  const places = await readPlaces(ctx);
  const asked = levels ?? readLevelsCsv(csv ?? '', places);
  const variants = await findSkus(
    ctx,
    asked.map(({ sku }) => sku),
  );
  const counted = asked.map(({ sku, locationId, onHand }) => {
    const place = locationId?.toLowerCase() ?? places.first;
    return { sku, onHand, variantId: variants.get(sku), locationId: places.known.has(place) ? place : undefined };
  });
  const spots = counted.flatMap(({ variantId, locationId }) => (variantId && locationId ? [{ variantId, locationId }] : []));
  await prepareLevels(ctx, spots);
  const results = await inTransaction(ctx, async (ctx) => {
    const locked = await lockLevels(ctx, spots);
    const told = new Set<string>();
    const judged: (LevelResult & { level?: Level })[] = [];
    for (const { sku, onHand, variantId, locationId } of counted) {
      const spot = variantId && locationId ? spotName({ variantId, locationId }) : '';
      judged.push({
        sku,
        ...(await judge(ctx, { onHand, level: locked.get(spot), isKnown: variantId !== undefined, isTwice: told.has(spot) })),
      });
      told.add(spot);
    }
    await writeCounted(ctx, judged, note);
    return judged;
  });
  await watchStock(ctx, [...new Set(spots.map(({ variantId }) => variantId))]);
  return { results: results.map(({ sku, state, onHand, message }) => ({ sku, state, onHand, message })) };
}

type Asked = { readonly onHand: number; readonly level: Level | undefined; readonly isKnown: boolean; readonly isTwice: boolean };

async function judge(ctx: Ctx, { onHand, level, isKnown, isTwice }: Asked): Promise<Omit<LevelResult, 'sku'> & { level?: Level }> {
  const refuse = (message: string) => ({ state: 'refused' as const, onHand: level?.onHand ?? null, message });
  if (!isKnown) return refuse('This shop has no such SKU.');
  if (!level) return refuse('This shop has no such place.');
  if (isTwice) return refuse('It stands in the list twice: the first was taken.');
  const refusal = await whyBelowPromised(ctx, level, onHand);
  if (refusal !== undefined) return refuse(refusal);
  return { state: onHand === level.onHand ? 'unchanged' : 'set', onHand, message: null, level };
}

async function writeCounted(ctx: Ctx, judged: readonly (LevelResult & { level?: Level })[], note: string): Promise<void> {
  const changes = judged.flatMap(({ state, level, onHand }) =>
    state === 'set' && level && onHand !== null
      ? [{ variantId: level.variantId, locationId: level.locationId, change: onHand - level.onHand, reason: 'counted' as const, note }]
      : [],
  );
  await writeMovements(ctx, changes);
  for (const { variantId, locationId, change } of changes)
    await appendAudit(ctx, { action: 'stock.count', subjectId: variantId, detail: { locationId, change, ...(note && { note }) } });
}

type Places = { readonly first: string; readonly known: ReadonlySet<string>; readonly byName: ReadonlyMap<string, string> };

async function readPlaces(ctx: Ctx): Promise<Places> {
  const first = await firstLocation(ctx);
  const rows = await ctx.db.selectFrom('location').select(['id', 'name']).where('shop_id', '=', ctx.shop.id).execute();
  return { first, known: new Set(rows.map(({ id }) => id)), byName: new Map(rows.map(({ id, name }) => [name.toLowerCase(), id])) };
}

async function findSkus(ctx: Ctx, skus: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('variant')
    .select(['id', 'sku'])
    .where('shop_id', '=', ctx.shop.id)
    .where('sku', 'in', [...skus])
    .execute();
  return new Map(rows.map(({ id, sku }) => [sku, id]));
}

const COLUMNS = ['sku', 'on_hand', 'location'] as const;

function readLevelsCsv(text: string, { byName }: Places): { sku: string; locationId?: string | undefined; onHand: number }[] {
  const rows = readCsv(text, { columns: COLUMNS, required: ['sku', 'on_hand'], what: 'level', most: MOST_LEVELS });
  return rows.map(({ number, cell }) => {
    if (cell('sku') === '') refuseField('csv', `Line ${number}: the SKU is missing.`);
    const onHand = cell('on_hand');
    if (!/^\d{1,7}$/.test(onHand) || Number(onHand) > 1_000_000)
      refuseField('csv', `Line ${number}: on_hand is a whole number of units, at most 1,000,000.`);
    const name = cell('location');
    const locationId = byName.get(name.toLowerCase());
    if (name !== '' && locationId === undefined) refuseField('csv', `Line ${number}: there is no place “${name}”.`);
    return { sku: cell('sku'), locationId, onHand: Number(onHand) };
  });
}
