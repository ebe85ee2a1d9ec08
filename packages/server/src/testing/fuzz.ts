import fc from 'fast-check';
import { manualPayment } from '../commerce/testing/market.ts';
import { workflows } from '../launch/module.ts';
import { prepareWorkflows } from '../platform/workflows/workflows.ts';
import { openTestApp, type TestApp } from './test-app.ts';
import { openTestWorld, type TestWorld } from './test-world.ts';
import type { Caller } from './wrong-shop/ask.ts';
import type { WrongShopCases } from './wrong-shop/cases.ts';
import { loadRooms, openPlace, type Place } from './wrong-shop/open-place.ts';
import { type ApiDocument, mergeCases, type Route, readRoutes } from './wrong-shop/routes.ts';

// Experiment 8: requests that are nearly right, and requests that are nothing, to every route of the OpenAPI document.

/** An answer that must not be. */
type Blunder = { readonly request: string; readonly status: number; readonly why: string; readonly body: string };

export type FuzzResult = {
  readonly asked: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly blunders: readonly Blunder[];
};

const GUEST: Caller = { name: 'a guest', headers: {} };
const STRANGER: Caller = { name: 'a stranger with a token', headers: { authorization: 'Bearer nonsense' } };
const AT_ONCE = 6;
/** Tests have no name server to ask, say. */
const FAILED_OUTSIDE = 502;

/** What people and programs get wrong, and what they try. */
const NASTY = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    '\ufeff',
    '%',
    '%00',
    '%zz',
    '..',
    '../../etc/passwd',
    '/',
    '\\',
    '.',
    'null',
    'undefined',
    'NaN',
  ],
  ...["' or 1=1 --", '"; drop table product; --', '<script>alert(1)</script>', '{{7*7}}', '=1+1', 'javascript:alert(1)', 'x'.repeat(3_000)],
  ...[
    '0',
    '-1',
    '1e309',
    '9007199254740993',
    '99999999999999999999',
    '00000000-0000-0000-0000-000000000000',
    '2026-02-30',
    'true',
    '__proto__',
  ],
];

const word = fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }), fc.uuid());
const scalar = fc.oneof(word, fc.integer(), fc.double(), fc.constantFrom<unknown>(null, true, false, 2 ** 31, 2 ** 53, -1, 0, 1e21, -0));
const value = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: fc.anything({ maxDepth: 3, maxKeys: 6 }) });

const attack = fc.record({
  route: fc.nat(),
  caller: fc.nat(),
  way: fc.constantFrom('header', 'header', 'header', 'path', 'none', 'both'),
  /** Each place in the path: what is really there, or a word. */
  path: fc.array(fc.option(word, { freq: 2 }), { minLength: 4, maxLength: 4 }),
  query: fc.array(fc.tuple(fc.oneof(fc.nat(), word), word), { maxLength: 4 }),
  body: fc.constantFrom('good', 'changed', 'changed', 'changed', 'other', 'raw', 'none'),
  changes: fc.array(fc.tuple(fc.nat(), value), { minLength: 1, maxLength: 3 }),
  other: value,
  raw: fc.uint8Array({ maxLength: 200 }),
  type: fc.constantFrom(
    'application/json',
    'application/json',
    'application/json',
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    '',
  ),
  headers: fc.array(
    fc.tuple(
      fc.constantFrom('idempotency-key', 'if-none-match', 'range', 'accept', 'x-request-id', 'traceparent', 'last-event-id', 'origin'),
      word,
    ),
    { maxLength: 2 },
  ),
});
type Attack = typeof attack extends fc.Arbitrary<infer T> ? T : never;

/** A world with every room and everything that their routes set going. */
export async function openFuzzHouse() {
  const { modules, files } = await loadRooms();
  const world = await openTestWorld([manualPayment]);
  await prepareWorkflows(world.ground, workflows);
  const http = await openTestApp(world, { modules });
  return {
    ...{ world, http, files },
    async close() {
      await http.close();
      await world.close();
    },
  };
}

/** Asks `runs` times, the same for the same seed. A shop that an attack deletes is replaced. */
export async function fuzz(
  { world, http, files }: { world: TestWorld; http: TestApp; files: readonly WrongShopCases[] },
  { seed, runs }: { seed: number; runs: number },
): Promise<FuzzResult> {
  const document = (await (await http.ask('/api/v1/openapi.json')).json()) as ApiDocument;
  const attacks = fc.sample(attack, { seed, numRuns: runs });
  const byStatus: Record<string, number> = {};
  const blunders: Blunder[] = [];
  let place = await openPlace(world, http, files, 'fuzz');
  const routes = readRoutes(document, { cases: mergeCases(files), kinds: new Set(Object.keys(place.ids)), ofShop: () => true });
  let next = 0;
  const work = async () => {
    for (let at = next++; at < attacks.length; at = next++) {
      const { request, answer, body } = await strike(http, place, routes, document, attacks[at] as Attack);
      byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
      const why = judge(answer, body);
      if (why) blunders.push({ request, why, status: answer.status, body: body.slice(0, 600) });
      if (body.includes('"shop_not_found"') && !(await isThere(http, place))) place = await openPlace(world, http, files, `fuzz ${at}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { asked: attacks.length, byStatus, blunders };
}

const isThere = async (http: TestApp, { shop }: Place): Promise<boolean> =>
  (await http.ask('/api/v1/products?limit=1', { headers: { 'x-bottega-shop': shop.slug } })).status === 200;

/** Why an answer must not be; undefined when it may. */
function judge(answer: Response, body: string): string | undefined {
  if (answer.status >= 500 && answer.status !== FAILED_OUTSIDE) return 'an error of ours';
  if (answer.status < 400) return undefined;
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json'))
    return `an error as ${answer.headers.get('content-type')}`;
  const problem = JSON.parse(body) as Record<string, unknown>;
  const missing = ['type', 'title', 'status', 'detail', 'next', 'request_id'].filter((name) => !(name in problem));
  return missing.length > 0 ? `a problem without ${missing.join(', ')}` : undefined;
}

async function strike(http: TestApp, place: Place, routes: readonly Route[], document: ApiDocument, given: Attack) {
  const route = routes[given.route % routes.length] as Route;
  const callers = [GUEST, STRANGER, place.roles.owner, place.roles.owner, place.roles.operator, place.roles.viewer, ...place.machines];
  const caller = callers[given.caller % callers.length] as Caller;
  const address = addressOf(route, place, document, given);
  const headers = new Headers({ ...caller.headers });
  if (given.way === 'header' || given.way === 'both') headers.set('x-bottega-shop', place.shop.slug);
  for (const [name, text] of given.headers) setLoosely(headers, name, text);
  const body = route.method === 'get' ? undefined : bodyOf(route, place, given);
  if (body !== undefined && given.type !== '') headers.set('content-type', given.type);
  const prefix = given.way === 'path' || given.way === 'both' ? `/s/${place.shop.slug}` : '';
  const answer = await http.ask(`${prefix}${address}`, { method: route.method.toUpperCase(), headers, body: body ?? null });
  const request = `${route.name} as ${caller.name}: ${address} ${typeof body === 'string' ? body.slice(0, 600) : (body?.length ?? '')}`;
  return { request, answer, body: await textOf(answer) };
}

/** A header that cannot be sent is not sent. */
function setLoosely(headers: Headers, name: string, text: string): void {
  if (/^[\x20-\x7e]*$/.test(text)) headers.set(name, text);
}

async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
  await answer.body?.cancel();
  return '';
}

function addressOf(route: Route, { ids }: Place, document: ApiDocument, given: Attack): string {
  let at = 0;
  const path = route.path.replaceAll(/([^/]+)\/\{\w+\}/g, (whole, segment: string) => {
    const junk = given.path[at++ % given.path.length];
    const naming = route.inPath.get(whole);
    const real = typeof naming === 'object' ? naming.word : (ids[naming ?? ''] ?? '0');
    return `${segment}/${encode(junk ?? real) || '0'}`;
  });
  const known = (document.paths[route.path]?.[route.method]?.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const query = given.query.map(([name, text]) => {
    const called = typeof name === 'number' ? (known[name % Math.max(1, known.length)]?.name ?? 'limit') : name;
    return `${encode(called)}=${encode(text)}`;
  });
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** Some of it stays as it is, so that a server sees percents that mean nothing. A path's dots are left to the path. */
const encode = (text: string): string => (/^%\w*$/.test(text) ? text : encodeURIComponent(text.toWellFormed()).replace(/^\.+$/, '%2e'));

function bodyOf(route: Route, { ids }: Place, given: Attack): string | Uint8Array<ArrayBuffer> | undefined {
  const good = route.body?.(ids);
  const isPlain = typeof good === 'object' && good !== null && !(good instanceof FormData);
  if (given.body === 'none') return undefined;
  if (given.body === 'raw') return new Uint8Array(given.raw);
  if (given.body === 'other' || !isPlain) return stringify(given.other);
  if (given.body === 'good') return stringify(good);
  let changed: unknown = structuredClone(good);
  for (const [where, what] of given.changes) changed = change(changed, where, what);
  return stringify(changed);
}

/** Puts something else at one place of a JSON value, or leaves one out. */
function change(target: unknown, where: number, what: unknown): unknown {
  if (typeof target !== 'object' || target === null) return what;
  const keys = Object.keys(target);
  const key = keys[where % Math.max(1, keys.length)];
  const deeper = Math.floor(where / Math.max(1, keys.length));
  if (key === undefined || where % 11 === 0) return { ...target, [`extra${where % 3}`]: what };
  if (where % 13 === 0) return Object.fromEntries(Object.entries(target).filter(([name]) => name !== key));
  const inner = (target as Record<string, unknown>)[key];
  const changed = deeper % 2 === 0 ? what : change(inner, deeper, what);
  return Array.isArray(target) ? target.map((item, at) => (String(at) === key ? changed : item)) : { ...target, [key]: changed };
}

/** What JSON has no word for becomes text. */
const stringify = (what: unknown): string =>
  JSON.stringify(what, (_, inner) => (typeof inner === 'bigint' || typeof inner === 'symbol' ? String(inner) : inner)) ?? 'null';
