import type { Ctx } from '../context.ts';
import { asOnlyDeliverer, findShopById, listWaitingEvents } from '../database/system-door.ts';
import { createCtx, type Ground } from '../ground.ts';

/** Something that happened, as a listener is told. */
export type DeliveredEvent = { readonly id: string; readonly type: string; readonly subjectId: string; readonly payload: unknown };

/** Who wants to know of what. Told at least once in order per subject; the ids it has seen are kept, so it acts once. */
export type EventListener = {
  readonly name: string;
  readonly types: readonly string[];
  readonly hear: (ctx: Ctx, event: DeliveredEvent) => Promise<void>;
};

const LOOK_EVERY_MS = 1_000;
const BATCH = 100;

/**
 * Tells the listeners of what stands in the outbox, at once and every second, until stopped. An event that a listener fails on is told
 * again. Of several processes one does it at a time.
 */
export function startDelivery(ground: Ground, listeners: readonly EventListener[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const look = () => {
    running = running
      .then(() => asOnlyDeliverer(ground.database, () => deliver(ground, listeners, stopping.signal)))
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) ground.log.warn({ err: error }, 'events wait: they could not be delivered');
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

/** Batch after batch until nothing waits but what could not be told: that keeps nothing else from being told. */
async function deliver(ground: Ground, listeners: readonly EventListener[], signal: AbortSignal): Promise<void> {
  const stuck = new Set<string>();
  for (;;) {
    const events = await listWaitingEvents(ground.database, { limit: BATCH, passOver: [...stuck] });
    if (events.length === 0) return;
    for (const event of events) {
      if (signal.aborted) return;
      if (stuck.has(event.subject_id)) continue; // order is kept per subject
      if (!(await tellAll(ground, listeners, event, signal))) stuck.add(event.subject_id);
    }
  }
}

type WaitingEvent = Awaited<ReturnType<typeof listWaitingEvents>>[number];

/** Whether every listener took the event; then it waits no longer. */
async function tellAll(ground: Ground, listeners: readonly EventListener[], event: WaitingEvent, signal: AbortSignal): Promise<boolean> {
  const shop = await findShopById(ground.database, event.shop_id);
  if (!shop) return false; // deleted since, and its events with it
  const ctx = createCtx(ground, { shop, actor: { type: 'system', name: 'events' }, signal });
  const told = { id: event.id, type: event.type, subjectId: event.subject_id, payload: event.payload };
  try {
    for (const listener of listeners) if (listener.types.includes(event.type)) await tell(ctx, listener, told);
    await ctx.db
      .updateTable('event')
      .set({ delivered_at: ctx.clock.now().toString() })
      .where('shop_id', '=', shop.id)
      .where('id', '=', event.id)
      .execute();
    return true;
  } catch (error) {
    ctx.log.error({ err: error, event: event.id, type: event.type }, 'a listener failed; the event will be told again');
    return false;
  }
}

async function tell(ctx: Ctx, listener: EventListener, event: DeliveredEvent): Promise<void> {
  const key = { shop_id: ctx.shop.id, listener: listener.name, event_id: event.id };
  const seen = await ctx.db
    .selectFrom('event_seen')
    .select('event_id')
    .where('shop_id', '=', key.shop_id)
    .where('listener', '=', key.listener)
    .where('event_id', '=', key.event_id)
    .executeTakeFirst();
  if (seen) return;
  await listener.hear(ctx, event);
  await ctx.db.insertInto('event_seen').values(key).execute();
}
