/** What is read of a JSON schema, as OpenAPI 3.1 carries it. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

type Sampling = {
  readonly components: Readonly<Record<string, Schema>>;
  /** The value of a field that names something; undefined where it is none that does. */
  readonly idFor: (field: string) => string | undefined;
};

/** Texts that a schema cannot describe, by the name of the field. */
const TEXTS: Readonly<Record<string, string>> = {
  email: 'eve@example.com',
  currency: 'EUR',
  country: 'IT',
  language: 'en',
  locale: 'en',
  timeZone: 'Europe/Rome',
  url: 'https://example.com/',
};
const FORMATS: Readonly<Record<string, string>> = {
  email: 'eve@example.com',
  uri: 'https://example.com/',
  uuid: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7',
  date: '2030-01-15',
  'date-time': '2030-01-15T12:00:00Z',
};

/** Whether a field names something by its id. */
export const namesSomething = (field: string, schema: Schema): boolean => /[a-z]Ids?$/.test(field) || schema.format === 'uuid';

/** A value that the schema takes: examples first; of an object what is required, and every field that names something. */
export function sampleOf(given: Schema, field: string, sampling: Sampling): unknown {
  const schema = resolve(given, sampling);
  const value = plainSample(schema, field, sampling);
  return value === undefined ? textSample(schema, field) : value;
}

function plainSample(schema: Schema, field: string, sampling: Sampling): unknown {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((name) => name !== 'null');
  if (type === 'array') return arraySample(schema, field, sampling);
  if (type === 'object' || schema.properties) return objectSample(schema, sampling);
  const id = namesSomething(field, schema) ? sampling.idFor(field) : undefined;
  const known = [id, schema.const, schema.example, schema.examples?.[0], schema.enum?.[0], schema.default];
  const first = known.find((value) => value !== undefined && value !== null);
  if (first !== undefined) return first;
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, field, sampling)));
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return sampleOf(choice.find((one) => one.type !== 'null') ?? {}, field, sampling);
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
  return undefined;
}

function arraySample(schema: Schema, field: string, sampling: Sampling): unknown[] {
  const item = resolve(schema.items ?? {}, sampling);
  const wanted = Math.max(schema.minItems ?? 0, namesSomething(field, item) ? 1 : 0);
  return Array.from({ length: wanted }, () => sampleOf(item, field, sampling));
}

function objectSample(schema: Schema, sampling: Sampling): Record<string, unknown> {
  const fields = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required ?? fields.slice(0, 1).map(([name]) => name)); // a change of nothing is often refused
  const wanted = fields.filter(([name, given]) => required.has(name) || holdsId(name, given, sampling));
  return Object.fromEntries(wanted.map(([name, given]) => [name, sampleOf(given, name, sampling)]));
}

/** Whether the field, or what it holds, names something that can be filled in. */
function holdsId(name: string, given: Schema, sampling: Sampling): boolean {
  const schema = resolve(given, sampling);
  const inner = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter((one) => one !== undefined);
  if (namesSomething(name, schema)) return sampling.idFor(name) !== undefined;
  return inner.some((one) => holdsId(name, one, sampling));
}

function textSample(schema: Schema, field: string): string {
  const text = TEXTS[field] ?? FORMATS[schema.format ?? ''] ?? 'sample';
  return text.padEnd(schema.minLength ?? 0, '-');
}

function resolve(schema: Schema, { components }: Sampling): Schema {
  return schema.$ref ? (components[schema.$ref.split('/').at(-1) as string] ?? {}) : schema;
}
