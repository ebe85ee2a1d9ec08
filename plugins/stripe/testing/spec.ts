import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { OpenAPIBackend } from 'openapi-backend';
import { readForm } from '../sandbox/form.ts';
import { NEWER } from './newer-than-spec.ts';
import type { Sent } from './world.ts';

const folder = process.env.BOTTEGA_SPECS ?? fileURLToPath(new URL('../../../../shared/specs', import.meta.url));
const file = join(folder, 'stripe', 'spec3-2023-09-12.yaml.gz');

/** Whether Stripe's specification is here; tests that need it are skipped where it is not. */
export const hasSpec = existsSync(file);

/** What is wrong with a request by Stripe's own word: nothing, or sentences. `newer` says what the specification did not know yet. */
export type Verdict = { readonly wrong: readonly string[]; readonly newer: readonly string[] };

/** Holds a request against the specification, without what is `newer` than it. */
export type Judge = (sent: Sent, newer?: typeof NEWER) => Verdict;

/** @throws Error when the specification cannot be read */
export async function readSpec(): Promise<Judge> {
  const backend = await openSpec();
  return ({ method, url, headers, body }, newer = NEWER) => {
    const form = copy(readForm(body));
    const request = {
      method,
      path: url.pathname,
      query: copy(readForm(url.search.slice(1))) as Record<string, string>,
      headers: Object.fromEntries(headers),
      ...(method === 'POST' ? { body: form } : {}),
    };
    const operation = backend.matchOperation(request);
    if (!operation?.operationId) return { wrong: [`Stripe has no ${method} ${url.pathname}`], newer: [] };
    const taken = newer
      .filter(({ operation: id, field }) => id === operation.operationId && takeAway(form, field))
      .map(({ field }) => field.join('.'));
    const parameters = (operation.parameters ?? []) as readonly (Schema & { readonly name: string; readonly schema: Schema })[];
    const query: Schema = { properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])) };
    const wanted = operation.requestBody as { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> } | undefined;
    const fields = wanted?.content?.['application/x-www-form-urlencoded']?.schema;
    const strangers = [...strangersIn(query, request.query), ...(fields && method === 'POST' ? strangersIn(fields, form) : [])];
    const told = backend.validateRequest(request, operation).errors ?? [];
    return {
      newer: taken,
      wrong: [
        ...told.map(
          ({ instancePath, message, params }) => `${method} ${url.pathname} ${instancePath} ${message} ${JSON.stringify(params)}`,
        ),
        ...strangers.map((name) => `${method} ${url.pathname}: Stripe knows no ${name}`),
      ],
    };
  };
}

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};

/** Fields that the specification does not name. Its schemas forbid them at the top alone: further in a slip would pass. */
function strangersIn(schema: Schema, value: unknown, path = ''): string[] {
  const faces = [schema, ...(schema.anyOf ?? [])];
  if (Array.isArray(value)) {
    const items = faces.find((face) => face.items)?.items;
    return items ? value.flatMap((item, index) => strangersIn(items, item, `${path}/${index}`)) : [];
  }
  if (typeof value !== 'object' || value === null || faces.some((face) => typeof face.additionalProperties === 'object')) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const own = faces.find(({ properties }) => properties && name in properties)?.properties?.[name];
    return own ? strangersIn(own, part, `${path}/${name}`) : [`${path}/${name}`];
  });
}

/** The reader of references reads YAML from files alone. */
async function openSpec(): Promise<OpenAPIBackend> {
  const scratch = await mkdtemp(join(tmpdir(), 'bottega-stripe-'));
  try {
    const definition = join(scratch, 'spec3.yaml');
    await writeFile(definition, gunzipSync(await readFile(file)));
    // Patterns are written for expressions without the u flag, and everything in a form is text.
    const ajvOpts = { unicodeRegExp: false, strict: false, logger: false, coerceTypes: true } as const;
    const backend = new OpenAPIBackend({ definition, quick: true, ajvOpts });
    await backend.init();
    return backend;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const copy = (form: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(form)) as Record<string, unknown>;

/** Takes a field away, and the groups that are empty without it. */
function takeAway(group: Record<string, unknown>, [name = '', ...rest]: readonly string[]): boolean {
  if (!(name in group)) return false;
  const inner = group[name] as Record<string, unknown>;
  const isTaken = rest.length === 0 || takeAway(inner, rest);
  if (isTaken && (rest.length === 0 || Object.keys(inner).length === 0)) delete group[name];
  return isTaken;
}
