import { PERMISSIONS, type Permission } from '../../platform/permissions.ts';
import type { Ids, Naming, WrongShopCases } from './cases.ts';
import { namesSomething, type Schema, sampleOf } from './sample.ts';

/** A route as the test asks it. */
export type Route = {
  /** `get /api/v1/products/{id}` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly ofShop: boolean;
  /** What its description says it needs; undefined for what anybody may. */
  readonly permission: Permission | undefined;
  /** Where each place in it takes its value from. */
  readonly inPath: ReadonlyMap<string, Naming>;
  readonly inQuery: ReadonlyMap<string, { readonly naming: Naming; readonly required: boolean }>;
  readonly body: ((ids: Ids) => unknown) | undefined;
  /** The kinds that can be named wrongly, without those that are words. */
  readonly kinds: readonly string[];
  /** What nothing is known of: a place in the address, a query or a field. */
  readonly unknown: readonly string[];
};

type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema };
type Operation = {
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
};
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

/** Cursors are not ids by their name, but a row of another shop may stand behind them. */
const CURSORS: ReadonlySet<string> = new Set(['after', 'before', 'cursor']);

/** Every route of the document with where its values come from. `kinds` are those that are planted. */
export function readRoutes(
  document: ApiDocument,
  options: { cases: WrongShopCases; kinds: ReadonlySet<string>; ofShop: (path: string) => boolean },
): Route[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const reading = { name: `${method} ${path}`, components: document.components?.schemas ?? {}, ...options };
      return { method, path, ofShop: options.ofShop(path), ...readRoute(reading, path, operation) };
    }),
  );
}

type Reading = {
  readonly name: string;
  readonly components: Readonly<Record<string, Schema>>;
  readonly cases: WrongShopCases;
  readonly kinds: ReadonlySet<string>;
};

function readRoute(reading: Reading, path: string, operation: Operation): Omit<Route, 'method' | 'path' | 'ofShop'> {
  const inPath = new Map(placesOf(path).map((place) => readPlace(reading, place)));
  const inQuery = new Map((operation.parameters ?? []).flatMap((parameter) => readQuery(reading, path, parameter)));
  const body = readBody(reading, operation);
  const inBody = body === undefined ? { kinds: [], unknown: [] } : kindsOf(reading, body, operation);
  const places = [...inPath.values(), ...[...inQuery.values()].map(({ naming }) => naming)];
  const named = [...places.filter((naming) => typeof naming === 'string'), ...inBody.kinds];
  return {
    name: reading.name,
    permission: readPermission(operation.description ?? ''),
    ...{ inPath, inQuery, body },
    kinds: [...new Set(named)],
    unknown: [...named.filter((kind) => !reading.kinds.has(kind)), ...inBody.unknown],
  };
}

/** The segments of a path that stand for something, each with the one before it: `products/{id}`. */
function placesOf(path: string): string[] {
  const segments = path.split('/');
  return segments.flatMap((segment, index) => (segment.startsWith('{') ? [`${segments[index - 1]}/${segment}`] : []));
}

/** `products/{id}` is a product, `lines/{variantId}` a variant. */
function readPlace({ cases }: Reading, place: string): [string, Naming] {
  const [, segment = '', name = ''] = /^(.*)\/\{(\w+)\}$/.exec(place) ?? [];
  const kind = name === 'id' ? singular(segment) : name.replace(/Id$/, '');
  return [place, cases.parameters?.[place] ?? kind];
}

function readQuery(reading: Reading, path: string, parameter: Parameter): [string, { naming: Naming; required: boolean }][] {
  const naming = parameter.in === 'query' ? nameQuery(reading, path, parameter) : undefined;
  return naming === undefined ? [] : [[parameter.name, { naming, required: parameter.required === true }]];
}

/** What a query stands for; undefined for one that names nothing and may be left out. */
function nameQuery({ name, cases, components }: Reading, path: string, parameter: Parameter): Naming | undefined {
  const given = cases.fields?.[`${name} ${parameter.name}`] ?? cases.fields?.[parameter.name];
  if (given !== undefined) return given;
  if (CURSORS.has(parameter.name)) return singular(path.split('/').findLast((part) => !part.startsWith('{')) ?? '');
  const schema = parameter.schema ?? {};
  if (namesSomething(parameter.name, schema)) return kindOfField(parameter.name);
  return parameter.required ? { word: String(sampleOf(schema, parameter.name, { components, idFor: () => undefined })) } : undefined;
}

function readBody(reading: Reading, operation: Operation): Route['body'] {
  const given = reading.cases.bodies?.[reading.name];
  const [type, schema] = contentOf(operation);
  if (given || !schema) return given;
  const sample = (ids: Ids) => sampleOf(schema, '', { components: reading.components, idFor: (field) => idFor(reading, field, ids) });
  return type === 'multipart/form-data' ? (ids) => toForm(sample(ids)) : sample;
}

function toForm(fields: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields as Record<string, unknown>)) form.set(name, String(value));
  return form;
}

function contentOf({ requestBody }: Operation): [string, Schema | undefined] {
  const [[type, content] = ['', {}]] = Object.entries(requestBody?.content ?? {});
  return [type, content.schema];
}

/** The kinds that a body takes ids of, and those that its schema knows and it does not use. */
function kindsOf(reading: Reading, body: (ids: Ids) => unknown, operation: Operation): { kinds: string[]; unknown: string[] } {
  const used = recordKinds((ids) => body(ids));
  const [, schema] = contentOf(operation);
  const known = schema
    ? recordKinds((ids) => sampleOf(schema, '', { components: reading.components, idFor: (field) => idFor(reading, field, ids) }))
    : [];
  return { kinds: used, unknown: known.filter((kind) => !used.includes(kind)).map((kind) => `a body with the id of a ${kind}`) };
}

function recordKinds(make: (ids: Ids) => unknown): string[] {
  const kinds = new Set<string>();
  const recorder = new Proxy({} as Ids, {
    get(_, kind) {
      kinds.add(String(kind));
      return '00000000-0000-7000-8000-000000000000';
    },
  });
  make(recorder);
  return [...kinds];
}

function idFor({ name, cases }: Reading, field: string, ids: Ids): string | undefined {
  const naming = cases.fields?.[`${name} ${field}`] ?? cases.fields?.[field] ?? kindOfField(field);
  return typeof naming === 'string' ? ids[naming] : naming.word;
}

const kindOfField = (field: string): string => field.replace(/Ids?$/, '');

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ch|sh|ss|x)es$/, '$1')
    .replace(/([^s])s$/, '$1');

function readPermission(description: string): Permission | undefined {
  const [, name] = /(?:Permission: |Needs )`?([a-z]+\.[a-z]+)`?/.exec(description) ?? [];
  return name !== undefined && name in PERMISSIONS ? (name as Permission) : undefined;
}

/** All cases as one. @throws Error when two files say something of the same route, field or kind. */
export function mergeCases(files: readonly WrongShopCases[]): WrongShopCases {
  const merge = <Key extends 'parameters' | 'fields' | 'bodies' | 'answers'>(key: Key) => {
    const entries = files.flatMap((file) => Object.entries(file[key] ?? {}));
    const twice = entries.find(([name], at) => entries.findIndex(([other]) => other === name) !== at);
    if (twice) throw new Error(`Two case files tell the ${key} of ${twice[0]}.`);
    return { [key]: Object.fromEntries(entries) };
  };
  const last = files.flatMap((file) => file.last ?? []);
  return { ...merge('parameters'), ...merge('fields'), ...merge('bodies'), ...merge('answers'), last };
}
