import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorRecords } from '@bottega/contracts';
import { problem } from './answers.ts';

/** What the simulator is asked for. */
export type Act =
  | 'token'
  | 'create'
  | 'find'
  | 'patch'
  | 'authorise'
  | 'capture'
  | 'void'
  | 'refund'
  | 'verify'
  | 'certificate'
  | 'report'
  | 'disputes'
  | 'webhook';

/**
 * - `lost_before`, `lost_after`: the connection breaks, before anything happened or after it has.
 * - `error_before`, `error_after`: an internal error is answered instead.
 * - `busy`: turned away for asking too often. `slow`: the answer takes `ms`.
 */
type RequestFault = 'lost_before' | 'lost_after' | 'error_before' | 'error_after' | 'busy' | 'slow';
/**
 * - `duplicate`: sent twice. `held`: sent after the next one. `lost`: never sent.
 * - `forged`: signed by a stranger. `foreign`: signed for another webhook. `late`: four days old.
 */
export type WebhookFault = 'duplicate' | 'held' | 'lost' | 'forged' | 'foreign' | 'late';

/** The next `times` acts of that kind go wrong so. */
export type Fault =
  | { readonly on: Exclude<Act, 'webhook'>; readonly what: RequestFault; readonly times: number; readonly ms?: number }
  | { readonly on: 'webhook'; readonly what: WebhookFault; readonly times: number };

const RECORD = 'faults';

/** Orders a fault; it strikes whichever process is next. */
export const demandFault = (records: SimulatorRecords, fault: Fault): Promise<unknown> =>
  records.change<readonly Fault[]>(RECORD, (before = []) => [...before, fault]);

/** The fault that was ordered for this act, if any, one time less of it. */
export async function takeFault(records: SimulatorRecords, act: Act): Promise<Fault | undefined> {
  if (!(await records.get<readonly Fault[]>(RECORD))?.some(({ on }) => on === act)) return undefined;
  let taken: Fault | undefined;
  await records.change<readonly Fault[]>(RECORD, (before = []) => {
    taken = before.find(({ on }) => on === act);
    return before.flatMap((fault) => (fault !== taken ? [fault] : fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []));
  });
  return taken;
}

/** As undici tells of a connection that broke after the request had gone. */
const broken = (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }) });

const internalError = (): Response => problem(500, 'INTERNAL_SERVER_ERROR', 'An internal server error occurred.');

/** Does the act, or what was demanded instead. */
export async function withFaults(
  records: SimulatorRecords,
  act: Act,
  signal: AbortSignal,
  run: () => Promise<Response>,
): Promise<Response> {
  const fault = await takeFault(records, act);
  switch (fault?.what) {
    case 'lost_before':
      throw broken();
    case 'lost_after':
      await run();
      throw broken();
    case 'error_before':
      return internalError();
    case 'error_after':
      await run();
      return internalError();
    case 'busy':
      return problem(429, 'RATE_LIMIT_REACHED', 'Too many requests. Blocked due to rate limiting.', { headers: { 'retry-after': '1' } });
    case 'slow':
      await sleep('ms' in fault ? fault.ms : undefined, undefined, { signal });
      return run();
    default:
      return run();
  }
}
