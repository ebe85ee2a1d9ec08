import { sql } from 'kysely';
import type { Ctx } from '../../platform/context.ts';
import type { Shop } from '../../platform/shops/shop.ts';
import type { TestApp } from '../test-app.ts';
import type { Ids, Naming } from './cases.ts';
import type { Route } from './routes.ts';

/** Three ways of naming a shop. */
export const WAYS = ['header', 'path', 'host'] as const;
export type Way = (typeof WAYS)[number];

/** Somebody who asks: the headers that say who they are. */
export type Caller = { readonly name: string; readonly headers: Readonly<Record<string, string>> };

/** `ids` wherever the route names something; of the queries that may be left out, only those of the kind that is `foreign`. */
export type Question = {
  readonly route: Route;
  readonly shop: Pick<Shop, 'slug'>;
  readonly ids: Ids;
  readonly foreign?: string;
  readonly caller: Caller;
  readonly way?: Way;
};

/** `content` is the body without what differs from one request to the next. */
export type Answer = { readonly status: number; readonly content: string };

export async function ask(http: TestApp, question: Question): Promise<Answer> {
  const { route, ids, caller, way = 'header', shop } = question;
  const headers: Record<string, string> = { ...caller.headers, ...(way === 'header' ? { 'x-bottega-shop': shop.slug } : {}) };
  const body = route.body?.(ids);
  const isPlain = body instanceof FormData || body instanceof Blob; // it says itself what it is
  if (body !== undefined && !isPlain) headers['content-type'] = 'application/json';
  const answer = await http.ask(nameByWay(addressOf(question), shop, way), {
    method: route.method.toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body: isPlain ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, content: await contentOf(answer, ids) };
}

function nameByWay(address: string, shop: Pick<Shop, 'slug'>, way: Way): string {
  if (way === 'host') return `http://${shop.slug}.localhost:4600${address}`;
  return way === 'path' ? `/s/${shop.slug}${address}` : address;
}

function addressOf({ route, ids, foreign }: Question): string {
  const valueFor = (naming: Naming | undefined) => encodeURIComponent(typeof naming === 'object' ? naming.word : (ids[naming ?? ''] ?? ''));
  const segments = route.path.split('/');
  const path = segments.map((segment, index) =>
    segment.startsWith('{') ? valueFor(route.inPath.get(`${segments[index - 1]}/${segment}`)) : segment,
  );
  const asked = [...route.inQuery].filter(([, { naming, required }]) => required || naming === foreign);
  const query = asked.map(([name, { naming }]) => `${name}=${valueFor(naming)}`).join('&');
  return query === '' ? path.join('/') : `${path.join('/')}?${query}`;
}

/** Streams of events do not end by themselves: their status is enough. */
async function contentOf(answer: Response, ids: Ids): Promise<string> {
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    await answer.body?.cancel();
    return '';
  }
  let text = (await answer.text()).replaceAll(answer.headers.get('x-request-id') ?? '', '‹request›');
  for (const [kind, id] of Object.entries(ids)) text = text.replaceAll(id, `‹${kind}›`);
  return text;
}

/** A fingerprint of everything that a shop has, table by table. */
export async function fingerprint(ctx: Ctx): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public' and tablename <> 'schema_migration'`.execute(ctx.db);
  const prints: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: found } = await sql<{ print: string }>`
      select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${sql.table(name)} t`.execute(ctx.db);
    prints[name] = found[0]?.print ?? '';
  }
  return prints;
}
