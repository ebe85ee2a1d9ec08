import { type Clock, type Ctx, newId, systemClock } from '../context.ts';
import { claimWebhookEndpoint, findShopById } from '../database/system-door.ts';
import { createCtx, type Ground } from '../ground.ts';
import { metrics } from '../telemetry/metrics.ts';
import { openSecretsOf } from './endpoint.store.ts';
import { recordTry } from './record-try.ts';
import { type DueDelivery, TRY_LIMIT_MS, tryDelivery } from './try-delivery.ts';

const LOOK_EVERY_MS = 1_000;
/** Endpoints that one process sends to at once. */
const AT_ONCE = 8;
/** How long a process may hold an endpoint; one that died gives it back so. */
const CLAIM_MS = 90_000;

/** Sends what is due, at once and every second, until stopped. Any number of processes may: each endpoint is held by one at a time. */
export function startWebhooks(ground: Ground): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<unknown> | undefined;
  const look = () => {
    running ??= sendDueWebhooks(ground, { signal, atOnce: AT_ONCE })
      .catch((error: unknown) => {
        if (!signal.aborted) ground.log.warn({ err: error }, 'webhooks wait: they could not be sent');
      })
      .finally(() => {
        running = undefined;
      });
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

type Sending = { readonly signal: AbortSignal; readonly clock?: Clock; readonly atOnce?: number };

/**
 * Takes one endpoint after another for which something is due, until there is none; while there are more, others beside it do the same.
 * Answers with how many messages were tried.
 */
export async function sendDueWebhooks(ground: Ground, { signal, clock = systemClock, atOnce = 1 }: Sending): Promise<number> {
  const beside: Promise<number>[] = [];
  let tried = 0;
  try {
    while (!signal.aborted) {
      const now = clock.now();
      const claim = { id: newId(), until: now.add({ milliseconds: CLAIM_MS }) };
      const held = await claimWebhookEndpoint(ground.database, { now: now.toString(), claim: claim.id, until: claim.until.toString() });
      const shop = held && (await findShopById(ground.database, held.shop_id));
      if (!shop) break; // nothing is due, or its shop was deleted since
      if (atOnce > 1 && beside.length === 0) beside.push(sendDueWebhooks(ground, { signal, clock, atOnce: atOnce - 1 }));
      for (const other of beside) other.catch(() => undefined); // told of when it is awaited
      const ctx = { ...createCtx(ground, { shop, actor: { type: 'system', name: 'webhooks' }, signal }), clock };
      tried += await serveEndpoint(ctx, held.id, claim);
    }
  } finally {
    for (const other of beside) tried += await other;
  }
  return tried;
}

type Claim = { readonly id: string; readonly until: Temporal.Instant };

/** One message after another, in their order, until nothing is due, one fails, or the claim is nearly over. */
async function serveEndpoint(ctx: Ctx, id: string, claim: Claim): Promise<number> {
  let tried = 0;
  try {
    const lastStart = claim.until.subtract({ milliseconds: 2 * TRY_LIMIT_MS });
    const secrets = await openSecretsOf(ctx, id);
    for (let isWell = true; isWell && Temporal.Instant.compare(ctx.clock.now(), lastStart) < 0; tried++) {
      ctx.signal.throwIfAborted();
      const due = await findDue(ctx, id, claim);
      if (!due) break;
      const target = { id, url: due.url };
      const outcome = await tryDelivery(ctx, target, secrets, due);
      await recordTry(ctx, target, due, outcome);
      metrics.webhookDeliveries.inc({ outcome: outcome.result });
      isWell = outcome.result === 'delivered';
    }
  } finally {
    await release(ctx, id, claim);
  }
  return tried;
}

/** The oldest message that is due, while the endpoint is on and still ours. */
const findDue = (ctx: Ctx, endpointId: string, claim: Claim): Promise<(DueDelivery & { url: string }) | undefined> =>
  ctx.db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook_endpoint', (join) =>
      join
        .onRef('webhook_endpoint.shop_id', '=', 'webhook_delivery.shop_id')
        .onRef('webhook_endpoint.id', '=', 'webhook_delivery.endpoint_id'),
    )
    .select(['webhook_delivery.id', 'event_id', 'body', 'tries', 'url'])
    .where('webhook_delivery.shop_id', '=', ctx.shop.id)
    .where('endpoint_id', '=', endpointId)
    .where('webhook_delivery.state', '=', 'waiting')
    .where('due_at', '<=', ctx.clock.now().toString())
    .where('webhook_endpoint.state', '=', 'on')
    .where('claim', '=', claim.id)
    .orderBy('due_at')
    .orderBy('webhook_delivery.id')
    .executeTakeFirst();

const release = (ctx: Ctx, id: string, claim: Claim) =>
  ctx.db
    .updateTable('webhook_endpoint')
    .set({ claim: null, claimed_until: null })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('claim', '=', claim.id)
    .execute();
