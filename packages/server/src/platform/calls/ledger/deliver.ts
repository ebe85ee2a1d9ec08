import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '@bottega/contracts';
import type { Ctx } from '../../context.ts';
import { isGone } from '../../workflows/executor.ts';
import { AFTER_FAILURE, type Delivery, type DeliveryResult } from './delivery.ts';
import { claimDelivery, type DeliveryRow, moveDelivery, openDelivery } from './ledger.store.ts';

/** One sending is cut after this. */
const SEND_LIMIT_MS = 45_000;
/** How long a sender is believed who is not known to be gone. Longer than a sending takes, so that none is still out when its claim is taken from it. */
const CLAIM_MS = 60_000;
const LOOK_EVERY_MS = 250;
/** Between two questions to a service that cannot tell. */
const LOOK_AGAIN_MS = 60_000;

/** How long a claim holds; tests shorten it. */
export type LedgerTimes = { readonly claimMs: number; readonly sendLimitMs: number };
const TIMES: LedgerTimes = { claimMs: CLAIM_MS, sendLimitMs: SEND_LIMIT_MS };

/**
 * Brings one effect about outside, once, however often it is asked for, by however many processes, and wherever they die. Each step stands
 * in the ledger before it is taken. What may have happened is looked up at the service and never sent again blindly.
 *
 * Not in a transaction: what it writes must stand before it sends.
 * @throws ProviderError when it was not sent, or cannot be looked up, and may be delivered again later
 */
export async function deliver(ctx: Ctx, delivery: Delivery, times: LedgerTimes = TIMES): Promise<DeliveryResult> {
  if (ctx.db.isTransaction) throw new Error('A delivery is written down before it is sent: call deliver outside a transaction.');
  for (;;) {
    ctx.signal.throwIfAborted();
    const row = await openDelivery(ctx, delivery);
    const result = await advance(ctx, delivery, row, times);
    if (result) return result;
  }
}

/** One step from the state that the ledger shows; nothing when it must be looked at again. */
async function advance(ctx: Ctx, delivery: Delivery, row: DeliveryRow, times: LedgerTimes): Promise<DeliveryResult | undefined> {
  if (row.state === 'accepted') return { state: 'accepted', reference: row.reference as string };
  if (row.state === 'refused') return { state: 'refused', reason: row.reason as string };
  if (row.state === 'prepared') return send(ctx, delivery, times);
  if (row.state === 'unknown') return lookUp(ctx, delivery, row);
  return waitForSender(ctx, delivery, row);
}

async function send(ctx: Ctx, delivery: Delivery, times: LedgerTimes): Promise<undefined> {
  const { key } = delivery;
  const asked = performance.now();
  const claimed = await claimDelivery(ctx, key, ctx.clock.now().add({ milliseconds: times.claimMs }));
  if (!claimed) return;
  if (performance.now() - asked > times.sendLimitMs || ctx.executor?.holds() === false) return stepBack(ctx, claimed);
  const limit = AbortSignal.any([ctx.signal, AbortSignal.timeout(times.sendLimitMs)]);
  try {
    const reference = await cutAt(limit, delivery.send({ key, signal: limit }));
    const isOurs = await moveDelivery(ctx, claimed, 'accept', { reference });
    if (!isOurs) ctx.log.warn({ delivery: key }, 'an answer came after its delivery was taken on by another');
  } catch (error) {
    await noteFailure(ctx, claimed, error);
  }
}

/** A process that was frozen wakes, and others may have taken it for dead: it has sent nothing, and sends nothing. @throws ProviderError */
async function stepBack(ctx: Ctx, claimed: DeliveryRow): Promise<never> {
  await moveDelivery(ctx, claimed, 'release');
  throw new ProviderError('temporary', 'This process was silent for too long to send anything: try again.');
}

/** @throws ProviderError where it was not taken, and the caller may deliver it again */
async function noteFailure(ctx: Ctx, claimed: DeliveryRow, error: unknown): Promise<void> {
  const after = error instanceof ProviderError ? AFTER_FAILURE[error.kind] : 'lose';
  if (after === 'refuse') {
    await moveDelivery(ctx, claimed, 'refuse', { reason: (error as ProviderError).userMessage });
  } else if (after === 'release') {
    await moveDelivery(ctx, claimed, 'release');
    throw error;
  } else {
    ctx.log.warn({ err: error, delivery: claimed.key }, 'the answer to a delivery was lost');
    await moveDelivery(ctx, claimed, 'lose', { out_until: ctx.clock.now().toString() });
  }
}

async function lookUp(ctx: Ctx, { key, showsWithinMs, readBack }: Delivery, row: DeliveryRow): Promise<DeliveryResult | undefined> {
  const shown = Temporal.Instant.from(row.out_until as string).add({ milliseconds: showsWithinMs });
  const found = await readBack({ key, signal: ctx.signal });
  if (found.state === 'found') {
    await moveDelivery(ctx, row, 'accept', { reference: found.reference });
    return undefined;
  }
  const now = ctx.clock.now();
  const isShown = Temporal.Instant.compare(now, shown) >= 0;
  if (!isShown) return { state: 'unknown', lookAgainAt: shown.toString() };
  if (found.state === 'unsure') return { state: 'unknown', lookAgainAt: now.add({ milliseconds: LOOK_AGAIN_MS }).toString() };
  await moveDelivery(ctx, row, 'clear');
  return undefined;
}

/** Another sends it now. When it is gone, or its time is over, it has died in the middle, and nobody knows how far it came. */
async function waitForSender(ctx: Ctx, { knowsKeys }: Delivery, row: DeliveryRow): Promise<undefined> {
  const now = ctx.clock.now();
  const isOver = Temporal.Instant.compare(now, Temporal.Instant.from(row.out_until as string)) >= 0;
  if (isOver) await moveDelivery(ctx, row, 'lose');
  else if (row.sender !== null && (await isGone(ctx.db, row.sender)))
    await moveDelivery(ctx, row, 'lose', knowsKeys ? { out_until: now.toString() } : {});
  else await sleep(LOOK_EVERY_MS, undefined, { signal: ctx.signal }).catch(() => ctx.signal.throwIfAborted());
}

/** A sending that ignores its signal is given up, and its outcome with it. */
function cutAt<T>(limit: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(new ProviderError('unknown_outcome', 'The service did not answer in time.', { cause: limit.reason }));
    limit.addEventListener('abort', cut, { once: true });
    work.then(resolve, reject).finally(() => limit.removeEventListener('abort', cut));
  });
}
