import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Document, OpenAPIBackend } from 'openapi-backend';

/** PayPal's own specifications of the interfaces that we speak. */
const FILES = [
  'checkout_orders_v2',
  'payments_payment_v2',
  'notifications_webhooks_v1',
  'reporting_transactions_v1',
  'customer_disputes_v1',
] as const;

const folder = `${process.env.BOTTEGA_SPECS ?? fileURLToPath(new URL('../../../../shared/specs', import.meta.url))}/paypal`;

/** Whether the specifications are here; tests that need them are skipped where they are not. */
export const hasSpecs = existsSync(`${folder}/${FILES[0]}.json`);

/** The formats that every reader of schemas knows; PayPal's own names for others go with patterns. */
const FORMATS = {
  uri: (text: string) => URL.canParse(text),
  'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
};

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
} & { readonly [Word in 'allOf' | 'anyOf' | 'oneOf']?: readonly Schema[] };

/** Every schema that speaks of the same value: those of allOf, anyOf and oneOf as well. */
const facesOf = (schema: Schema): readonly Schema[] => [
  schema,
  ...[...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(facesOf),
];

/** Fields that the specification does not name. It forbids none, so that a slip of the pen would pass its schemas. */
function unknownFields(schema: Schema, value: unknown, path = ''): string[] {
  const faces = facesOf(schema);
  if (Array.isArray(value)) {
    const items = faces.find(({ items }) => items)?.items;
    return items ? value.flatMap((item, index) => unknownFields(items, item, `${path}/${index}`)) : [];
  }
  if (typeof value !== 'object' || value === null || !faces.some(({ properties }) => properties)) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const own = faces.flatMap(({ properties }) => (properties?.[name] ? [properties[name]] : []));
    return own.length === 0 ? [`${path}/${name}`] : unknownFields({ allOf: own }, part, `${path}/${name}`);
  });
}

type Sent = { readonly method: string; readonly url: URL; readonly headers: Headers; readonly body: string };

/** What is wrong with a request by PayPal's own word: nothing, or sentences. */
export type Judge = (sent: Sent) => string[];

/** @throws Error when one of the specifications cannot be read */
export async function readSpecs(): Promise<Judge> {
  const backends = await Promise.all(
    FILES.map(async (name) => {
      const definition = JSON.parse(await readFile(`${folder}/${name}.json`, 'utf8')) as Document;
      // Quick: one of their documents breaks a rule of OpenAPI's own, which stops nothing. Patterns are written for expressions without
      // the u flag; numbers in an address come as text.
      const backend = new OpenAPIBackend({
        definition: { ...definition, servers: [] },
        quick: true,
        coerceTypes: true,
        ajvOpts: { unicodeRegExp: false, strict: false, logger: false, formats: FORMATS },
      });
      await backend.init();
      return backend;
    }),
  );
  return ({ method, url, headers, body }) => {
    const request = {
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(headers),
      ...(body === '' ? {} : { body: JSON.parse(body) as object }),
    };
    const owner = backends.find((backend) => backend.matchOperation(request));
    const operation = owner?.matchOperation(request);
    if (!owner || !operation) return [`no specification has ${method} ${url.pathname}`];
    const told = owner.validateRequest(request, operation).errors ?? [];
    const wanted = operation.requestBody as { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> } | undefined;
    const schema = wanted?.content?.['application/json']?.schema;
    const unknown = schema && request.body ? unknownFields(schema, request.body) : [];
    return [
      ...told.map(({ instancePath, message }) => `${method} ${url.pathname} ${instancePath} ${message}`),
      ...unknown.map((field) => `${method} ${url.pathname}: PayPal knows no field ${field}`),
    ];
  };
}
