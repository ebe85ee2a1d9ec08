import { sql } from 'kysely';
import { type Ctx, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { makeSecret } from './sign.ts';
import type {} from './tables.ts';
import type { EndpointView } from './webhook.ts';

/** The endpoints of the shop, each with how many events wait for it. */
export const selectEndpoints = (ctx: Ctx) =>
  ctx.db
    .selectFrom('webhook_endpoint')
    .select(['id', 'url', 'description', 'events', 'state', 'failing_since as failingSince', 'created_at as createdAt'])
    .select(({ selectFrom, fn }) =>
      selectFrom('webhook_delivery')
        .select(fn.countAll<number>().as('waiting'))
        .whereRef('webhook_delivery.shop_id', '=', 'webhook_endpoint.shop_id')
        .whereRef('webhook_delivery.endpoint_id', '=', 'webhook_endpoint.id')
        .where('webhook_delivery.state', 'in', ['waiting', 'held'])
        .as('waiting'),
    )
    .where('webhook_endpoint.shop_id', '=', ctx.shop.id);

/** @throws BottegaError not_found */
export async function findEndpoint(ctx: Ctx, id: string): Promise<EndpointView> {
  const row = await selectEndpoints(ctx).where('webhook_endpoint.id', '=', id).executeTakeFirst();
  if (!row) throw new BottegaError('not_found', 'This shop has no such webhook.');
  return { ...row, waiting: Number(row.waiting) };
}

/**
 * Judges an address that somebody named.
 * @throws BottegaError address_refused, with the field
 */
export function checkUrl(ctx: Ctx, url: string): string {
  try {
    return ctx.calls.guardedFetch.check(url).href;
  } catch (error) {
    if (!(error instanceof BottegaError)) throw error;
    throw new BottegaError(error.code, error.message, { problems: [{ path: 'url', message: error.message }], cause: error });
  }
}

/** Makes a secret for an endpoint, and gives it: it is nowhere else in the clear. */
export async function addSecret(ctx: Ctx, endpointId: string): Promise<string> {
  const id = newId();
  const secret = makeSecret();
  const sealed = ctx.secrets.seal({ table: 'webhook_secret', column: 'sealed', id }, secret);
  await ctx.db.insertInto('webhook_secret').values({ shop_id: ctx.shop.id, id, endpoint_id: endpointId, sealed, ends_at: null }).execute();
  return secret;
}

/** The secrets that sign for an endpoint now, the newest first. */
export async function openSecretsOf(ctx: Ctx, endpointId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('webhook_secret')
    .select(['id', 'sealed'])
    .where('shop_id', '=', ctx.shop.id)
    .where('endpoint_id', '=', endpointId)
    .where(sql<boolean>`(ends_at is null or ends_at > ${ctx.clock.now().toString()})`)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, sealed }) => ctx.secrets.open({ table: 'webhook_secret', column: 'sealed', id }, sealed));
}

/** Lets what was held wait again, or holds what waits, as the endpoint goes on or off. */
export async function holdDeliveries(ctx: Ctx, endpointId: string, isOn: boolean): Promise<void> {
  await ctx.db
    .updateTable('webhook_delivery')
    .set(isOn ? { state: 'waiting', due_at: ctx.clock.now().toString() } : { state: 'held' })
    .where('shop_id', '=', ctx.shop.id)
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', isOn ? 'held' : 'waiting')
    .execute();
}
