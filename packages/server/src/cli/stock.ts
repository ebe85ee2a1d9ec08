import { readFile } from 'node:fs/promises';
import type { LevelResult, LocationView, MovementView, ReservationView, StockView } from '#commerce';
import { BottegaError, type Page, refuseField } from '#platform';
import type { OpenHouse } from './house.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions } from './visit.ts';

export type ListStockOptions = ShopOptions & {
  readonly q?: string;
  readonly low?: boolean;
  readonly location?: string;
  readonly limit?: string;
  readonly cursor?: string;
};
export type OneStockOptions = ShopOptions & { readonly variant: string };
export type SetOptions = OneStockOptions & {
  readonly location?: string;
  readonly onHand?: string;
  readonly backorder?: string;
  readonly low?: string;
  readonly note?: string;
};
export type AmountOptions = OneStockOptions & {
  readonly quantity: string;
  readonly location?: string;
  readonly reason?: string;
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
  readonly key?: string;
};
export type MovementOptions = ShopOptions & {
  readonly variant?: string;
  readonly location?: string;
  readonly limit?: string;
  readonly cursor?: string;
};
export type ImportStockOptions = ShopOptions & { readonly file: string; readonly note?: string };
export type PlaceOptions = ShopOptions & {
  readonly id?: string;
  readonly name?: string;
  readonly close?: boolean;
  readonly open?: boolean;
  readonly order?: string;
};

const AT_ONCE = 500;

const given = <T>(of: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(Object.entries(of).filter((entry): entry is [string, T] => entry[1] !== undefined));

const query = (of: Readonly<Record<string, string | undefined>>): string => `?${new URLSearchParams(given(of))}`;

const pathOf = (variant: string, rest = ''): string => `/api/v1/stock/${encodeURIComponent(variant)}${rest}`;

/** A number as it was typed; what is none goes on as it is, so that the server says what is wrong with it. */
const asNumber = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/** `bottega stock list`. */
export async function runStockList(options: ListStockOptions, openHouse: OpenHouse): Promise<void> {
  const { q, low, location: locationId, limit, cursor } = options;
  const path = `/api/v1/stock${query({ q, low: low ? 'true' : undefined, locationId, limit, cursor })}`;
  const page = await askServer<Page<StockView>>(options, openHouse, { method: 'GET', path });
  printAnswer(
    options,
    page,
    page.items.map(line).join('\n') + moreOf(page) || (q || low || locationId ? 'Nothing fits.' : 'Nothing is in stock yet.'),
  );
}

const moreOf = ({ next }: Page<unknown>): string => (next === null ? '' : `\nMore: --cursor ${next}`);

function line({ variantId, sku, title, onHand, reserved, free, low }: StockView): string {
  const units = `${String(onHand).padStart(6)} there ${String(reserved).padStart(5)} promised ${String(free).padStart(6)} free`;
  return `${variantId}  ${sku.padEnd(20)} ${units}  ${title}${low ? '  (low)' : ''}`;
}

function describe(stock: StockView): string {
  const places = stock.places.map(({ locationId, name, state, onHand, reserved, backorderLimit, free }) => {
    const beyond = backorderLimit > 0 ? `, ${backorderLimit} beyond what is there` : '';
    return `  ${locationId}  ${onHand} there, ${reserved} promised, ${free} free${beyond}  ${name}${state === 'closed' ? ' (closed)' : ''}`;
  });
  const notice = stock.lowStockAt === null ? 'Nobody is told when it runs low.' : `Low at ${stock.lowStockAt} free units.`;
  return [line(stock), ...places, `  ${notice}`].join('\n');
}

/** `bottega stock show`: a variant with its places, and who was promised units of it. */
export async function runStockShow(options: OneStockOptions, openHouse: OpenHouse): Promise<void> {
  const stock = await askServer<StockView>(options, openHouse, { method: 'GET', path: pathOf(options.variant) });
  const path = pathOf(options.variant, '/reservations?limit=100');
  const promised = await askServer<Page<ReservationView>>(options, openHouse, { method: 'GET', path });
  const lines = promised.items.map(
    ({ quantity, order, until }) =>
      `  ${quantity} promised to ${order ? `the order ${order.code}` : `a buyer who is paying, until ${until}`}`,
  );
  printAnswer(options, { ...stock, promised: promised.items }, [describe(stock), ...lines].join('\n'));
}

/** `bottega stock set`: what was counted, how far promises go beyond it, and when it is low; whichever is given. */
export async function runStockSet(options: SetOptions, openHouse: OpenHouse): Promise<void> {
  const { variant, location: locationId, note } = options;
  const [onHand, limit] = [asNumber(options.onHand), asNumber(options.backorder)];
  const lowStockAt = options.low === 'never' ? null : asNumber(options.low);
  const ask = (method: string, rest: string, body: object) =>
    askServer<StockView>(options, openHouse, { method, path: pathOf(variant, rest), body: given({ ...body }) });
  let stock: StockView | undefined;
  if (limit !== undefined) stock = await ask('PUT', '/backorder', { locationId, limit });
  if (onHand !== undefined) stock = await ask('PUT', '/count', { locationId, onHand, note });
  if (lowStockAt !== undefined) stock = await ask('PATCH', '', { lowStockAt });
  if (!stock) throw new BottegaError('invalid_input', 'Say what is to be set: --on-hand, --backorder or --low.');
  printAnswer(options, stock, describe(stock));
}

/** `bottega stock receive`. */
export const runStockReceive = ({ location: locationId, ...options }: AmountOptions, openHouse: OpenHouse): Promise<void> =>
  change(options, openHouse, '/receipts', { locationId });

/** `bottega stock take-out`. */
export const runStockTakeOut = ({ location: locationId, ...options }: AmountOptions, openHouse: OpenHouse): Promise<void> =>
  change(options, openHouse, '/losses', { locationId, reason: options.reason ?? 'lost' });

/** `bottega stock move`. */
export const runStockMove = (options: AmountOptions, openHouse: OpenHouse): Promise<void> =>
  change(options, openHouse, '/moves', { fromLocationId: options.from, toLocationId: options.to });

type Where = Readonly<Record<string, string | undefined>>;

async function change(options: AmountOptions, openHouse: OpenHouse, rest: string, where: Where): Promise<void> {
  const { variant, quantity, note, key } = options;
  const body = given({ ...where, quantity: Number(quantity), note, key });
  const stock = await askServer<StockView>(options, openHouse, { method: 'POST', path: pathOf(variant, rest), body });
  printAnswer(options, stock, describe(stock));
}

/** `bottega stock movements`. */
export async function runStockMovements(options: MovementOptions, openHouse: OpenHouse): Promise<void> {
  const { variant: variantId, location: locationId, limit, cursor } = options;
  const path = `/api/v1/stock-movements${query({ variantId, locationId, limit, cursor })}`;
  const page = await askServer<Page<MovementView>>(options, openHouse, { method: 'GET', path });
  printAnswer(options, page, page.items.map(tell).join('\n') + moreOf(page) || 'Nothing has come or gone yet.');
}

function tell({ at, sku, change: by, reason, locationName, otherPlace, order, actor, note }: MovementView): string {
  const moved = otherPlace === null ? '' : `${by > 0 ? 'from' : 'to'} ${otherPlace}`;
  const what = order ? `order ${order.code}` : moved;
  const change = by > 0 ? `+${by}` : String(by);
  return [at, change.padStart(7), reason.padEnd(8), sku, locationName, what, actor, note].filter((part) => part !== '').join('  ');
}

/** `bottega stock import`: what was counted, from a CSV file, 500 lines at a time; each line is written or refused by itself. */
export async function runStockImport(options: ImportStockOptions, openHouse: OpenHouse): Promise<void> {
  const text = await readFile(options.file, 'utf8').catch((error: unknown) => {
    throw new BottegaError('not_found', `There is no file ${options.file} that can be read.`, { cause: error });
  });
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (head === undefined || lines.length === 0)
    refuseField('file', 'The file has no levels in it: a first line with the columns, then a SKU a line.');
  const all: LevelResult[] = [];
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const body = given({ csv: [head, ...lines.slice(at, at + AT_ONCE)].join('\n'), note: options.note });
    const { results } = await askServer<{ results: LevelResult[] }>(options, openHouse, {
      method: 'POST',
      path: '/api/v1/stock/batch',
      body,
    }).catch((error: unknown) => {
      if (at > 0) process.stderr.write(`The first ${at} lines were looked at; the error is about those after them.\n`);
      throw error;
    });
    all.push(...results);
  }
  const refused = all.filter(({ state }) => state === 'refused');
  const sum = `${all.filter(({ state }) => state === 'set').length} were set, ${refused.length} refused, ${all.length} in all.`;
  printAnswer(options, all, [...refused.map(({ sku, message }) => `${sku}  ${message}`), sum].join('\n'));
  if (refused.length > 0) process.exitCode = 1;
}

/** `bottega stock places`: the places; with --name, --close, --open or --order makes one, or changes what is there. */
export async function runStockPlaces(options: PlaceOptions, openHouse: OpenHouse): Promise<void> {
  const { id, name, order } = options;
  const path = '/api/v1/locations';
  const one = `${path}/${encodeURIComponent(id ?? '')}`;
  const state = options.close ? 'closed' : options.open ? 'open' : undefined;
  if (id === undefined && state !== undefined) throw new BottegaError('invalid_input', 'Name the place with --id.');
  if (id === undefined && name !== undefined) await askServer(options, openHouse, { method: 'POST', path, body: { name } });
  if (id !== undefined && name !== undefined) await askServer(options, openHouse, { method: 'PATCH', path: one, body: { name } });
  if (state !== undefined) await askServer(options, openHouse, { method: 'PUT', path: `${one}/state`, body: { state } });
  if (order !== undefined) {
    const locationIds = order.split(',').map((id) => id.trim());
    await askServer(options, openHouse, { method: 'PUT', path: `${path}/order`, body: { locationIds } });
  }
  const { items } = await askServer<{ items: LocationView[] }>(options, openHouse, { method: 'GET', path });
  const lines = items.map(
    (place) => `${place.id}  ${place.state.padEnd(6)}  ${place.onHand} there, ${place.reserved} promised  ${place.name}`,
  );
  printAnswer(options, items, lines.join('\n') || 'There are no places yet: the first is made with the first stock.');
}
