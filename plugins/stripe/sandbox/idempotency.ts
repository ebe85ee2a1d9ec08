import { createHash } from 'node:crypto';
import type { SimulatorHost } from '@bottega/contracts';
import { newId } from './objects.ts';
import { Refusal } from './refusal.ts';

/** An answer as it is kept and repeated. */
export type Answer = { readonly status: number; readonly body: unknown };

type Kept = { readonly request: string; readonly run: string; readonly startedAt: number; readonly answer?: Answer };

/** Stripe forgets a key after a day. A request that never came to an end, for its process died, blocks its key for a minute. */
const FORGET_MS = 24 * 3_600_000;
const GIVE_UP_MS = 60_000;

/**
 * Does what was asked once for one key, and repeats the answer afterwards, errors of the execution included. Another request under the
 * same key is refused, and so is the same one while the first is at work.
 */
export async function once(
  { records, now }: SimulatorHost,
  { key, request }: { readonly key: string; readonly request: string },
  execute: () => Promise<Answer>,
): Promise<Answer & { readonly isReplay: boolean }> {
  const name = `idempotency/${createHash('sha256').update(key).digest('hex')}`;
  const own: Kept = { request, run: newId('run'), startedAt: now().getTime() };
  const kept = await records.change<Kept>(name, (before) => (isOver(before, own.startedAt) ? own : before));
  if (kept.request !== request) {
    const message =
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${key}' if you meant to execute a different request.`;
    throw new Refusal(400, { type: 'idempotency_error', message });
  }
  if (kept.answer) return { ...kept.answer, isReplay: true };
  if (kept.run !== own.run) {
    const message = 'There is currently another in-progress request using this Idempotency-Key.';
    throw new Refusal(409, { type: 'invalid_request_error', code: 'idempotency_key_in_use', message });
  }
  const answer = await execute();
  await records.change<Kept>(name, () => ({ ...own, answer }));
  return { ...answer, isReplay: false };
}

const isOver = (before: Kept | undefined, at: number): before is undefined =>
  before === undefined || at - before.startedAt > (before.answer ? FORGET_MS : GIVE_UP_MS);
