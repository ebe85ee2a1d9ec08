import { type Ctx, newId } from '../context.ts';
import type { EventListener } from '../events/deliver-events.ts';
import type {} from './tables.ts';
import { WEBHOOK_EVENT_NAMES } from './webhook-events.ts';

/** What happened, as it stands in the outbox. */
type Happening = {
  readonly id: string;
  readonly type: string;
  readonly subject_id: string;
  readonly payload: unknown;
  readonly created_at: string;
};

/** The body that is sent, and signed: the same bytes for each try. */
const composeBody = ({ type, subject_id, payload, created_at }: Happening): string =>
  JSON.stringify({ type, timestamp: created_at, data: { ...(payload as object), id: subject_id } });

/**
 * Writes a message for an endpoint, due at once. One that it has already is sent again under the same id.
 * @returns the delivery's id
 */
export async function enqueueFor(ctx: Ctx, endpointId: string, event: Happening): Promise<string> {
  const now = ctx.clock.now().toString();
  const { id } = await ctx.db
    .insertInto('webhook_delivery')
    .values({
      ...{ shop_id: ctx.shop.id, id: newId(), endpoint_id: endpointId, event_id: event.id, type: event.type },
      ...{ body: composeBody(event), due_at: now, created_at: now, settled_at: null },
    })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'endpoint_id', 'event_id']).doUpdateSet({ state: 'waiting', tries: 0, due_at: now, settled_at: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Hears every event that is told outside, and writes a message for each endpoint that wants it. */
export const webhooks: EventListener = {
  name: 'webhooks',
  types: WEBHOOK_EVENT_NAMES,
  async hear(ctx, { id, type }) {
    const endpoints = await ctx.db
      .selectFrom('webhook_endpoint')
      .select(['id', 'events'])
      .where('shop_id', '=', ctx.shop.id)
      .where('state', '=', 'on')
      .orderBy('id')
      .execute();
    const wanting = endpoints.filter(({ events }) => events.length === 0 || events.includes(type));
    if (wanting.length === 0) return;
    const event = await ctx.db
      .selectFrom('event')
      .select(['id', 'type', 'subject_id', 'payload', 'created_at'])
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    for (const endpoint of wanting) await enqueueFor(ctx, endpoint.id, event);
  },
};
