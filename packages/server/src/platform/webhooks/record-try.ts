import { type Ctx, inTransaction, newId } from '../context.ts';
import { appendAudit, appendEvent } from '../events/append.ts';
import { holdDeliveries } from './endpoint.store.ts';
import { nextTryAt } from './retry-schedule.ts';
import type { DueDelivery, Target, TryOutcome } from './try-delivery.ts';
import type { EndpointState } from './webhook.ts';

/** An endpoint that has taken nothing for so long when a message is given up is switched off. */
const FAILING_LIMIT: Temporal.DurationLike = { hours: 72 };

/** An endpoint that fails for longer was away. */
const AWAY: Temporal.DurationLike = { minutes: 5 };
const PROBE_EVERY: Temporal.DurationLike = { minutes: 1 };

/** Writes into the log what a try came to, and what follows for the message and for its endpoint. */
export async function recordTry(ctx: Ctx, target: Target, delivery: DueDelivery, outcome: TryOutcome): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { at, ms, status, excerpt } = outcome;
    const stillThere = await tx.db
      .selectFrom('webhook_delivery')
      .select('id')
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', delivery.id)
      .forUpdate()
      .executeTakeFirst();
    if (!stillThere) return; // its endpoint was deleted while it was sent
    await tx.db
      .insertInto('webhook_try')
      .values({ shop_id: tx.shop.id, id: newId(), delivery_id: delivery.id, at: at.toString(), ms, status, excerpt })
      .execute();
    if (outcome.result === 'delivered') await settleTaken(tx, target, delivery);
    else await settleFailed(tx, target, delivery, outcome);
  });
}

async function settleTaken(ctx: Ctx, target: Target, delivery: DueDelivery): Promise<void> {
  await moveDelivery(ctx, delivery, 'delivered', null);
  const { failing_since } = await ctx.db
    .selectFrom('webhook_endpoint')
    .select('failing_since')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', target.id)
    .executeTakeFirstOrThrow();
  if (failing_since === null) return;
  await setEndpoint(ctx, target, { failing_since: null });
  const now = ctx.clock.now();
  // It is back after having been away: what waits for the next gap of its schedule need wait no longer.
  if (Temporal.Instant.compare(Temporal.Instant.from(failing_since).add(AWAY), now) <= 0) {
    await waitingOf(ctx, target).set({ due_at: now.toString() }).execute();
  }
}

async function settleFailed(ctx: Ctx, target: Target, delivery: DueDelivery, outcome: TryOutcome): Promise<void> {
  const now = ctx.clock.now();
  const next = outcome.result === 'gone' ? null : nextTryAt(delivery.tries + 1, now, outcome.leaveAloneMs);
  await moveDelivery(ctx, delivery, next ? 'waiting' : 'failed', next);
  const { failing_since } = await ctx.db
    .updateTable('webhook_endpoint')
    .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', eb.val(now.toString())) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', target.id)
    .returning('failing_since')
    .executeTakeFirstOrThrow();
  if (outcome.result === 'gone') return disable(ctx, target, 'gone');
  const failing = Temporal.Instant.from(failing_since as string);
  if (next === null && Temporal.Instant.compare(failing.add(FAILING_LIMIT), now) <= 0) return disable(ctx, target, 'failing');
  if (isDown(outcome)) await letOthersWait(ctx, target, delivery, now.add(PROBE_EVERY));
}

/** Whether the endpoint has trouble with everything, and not with this message alone. */
const isDown = ({ status }: TryOutcome): boolean => status === null || status >= 500 || status === 429 || status === 408;

/** While an endpoint is down one message knocks for all: a thousand that each wait for a time-out would keep others from being sent. */
async function letOthersWait(ctx: Ctx, target: Target, delivery: DueDelivery, until: Temporal.Instant): Promise<void> {
  await waitingOf(ctx, target)
    .set({ due_at: until.toString() })
    .where('id', '<>', delivery.id)
    .where('due_at', '<', until.toString())
    .execute();
}

const waitingOf = (ctx: Ctx, target: Target) =>
  ctx.db
    .updateTable('webhook_delivery')
    .where('shop_id', '=', ctx.shop.id)
    .where('endpoint_id', '=', target.id)
    .where('state', '=', 'waiting');

/** Switches an endpoint off for what it does itself, and tells the shop's people. */
async function disable(ctx: Ctx, target: Target, state: Extract<EndpointState, 'gone' | 'failing'>): Promise<void> {
  await setEndpoint(ctx, target, { state });
  await holdDeliveries(ctx, target.id, false);
  const { host } = new URL(target.url);
  await appendEvent(ctx, { type: 'webhook.disabled', subjectId: target.id, payload: { name: host, reason: state } });
  await appendAudit(ctx, { action: 'webhook.disable', subjectId: target.id, detail: { host, reason: state } });
}

const setEndpoint = (ctx: Ctx, { id }: Target, values: { state?: EndpointState; failing_since?: null }) =>
  ctx.db.updateTable('webhook_endpoint').set(values).where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();

const moveDelivery = (ctx: Ctx, { id, tries }: DueDelivery, state: 'waiting' | 'delivered' | 'failed', next: Temporal.Instant | null) =>
  ctx.db
    .updateTable('webhook_delivery')
    .set({
      state,
      tries: tries + 1,
      ...(next ? { due_at: next.toString() } : { settled_at: ctx.clock.now().toString() }),
    })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .execute();
