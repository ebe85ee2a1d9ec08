import type { SimulatorRecords } from '@bottega/contracts';

/**
 * What is to go wrong, as a list in the record `faults`; each is used up as often as `times` says, once if it says nothing.
 * - of a request, and only of the operation `on` where it names one: `lost_answer` does what was asked and then breaks the connection;
 *   `server_error` does nothing and answers 500; `rate_limited` answers 429 and to come back after `seconds`; `slow` waits so long
 * - of a webhook, and only of the type of event `on` where it names one: `duplicate` brings it twice, `late` after so many seconds,
 *   `forged` is one more that somebody else signed, `dropped` never comes; `reordered` turns around what one change tells
 */
export type Fault = {
  readonly fault: RequestFault | WebhookFault;
  readonly on?: string;
  readonly times?: number;
  readonly seconds?: number;
};
export type RequestFault = 'lost_answer' | 'server_error' | 'rate_limited' | 'slow';
export type WebhookFault = 'duplicate' | 'late' | 'forged' | 'dropped' | 'reordered';

const RECORD = 'faults';

/** Takes the first fault of these kinds that is meant for `what`, and counts it as used. */
export async function takeFault<F extends Fault['fault']>(
  records: SimulatorRecords,
  kinds: readonly F[],
  what: string,
): Promise<(Fault & { readonly fault: F }) | undefined> {
  const isMeant = (fault: Fault): fault is Fault & { readonly fault: F } =>
    (kinds as readonly string[]).includes(fault.fault) && (fault.on === undefined || fault.on === what);
  if (!(await records.get<readonly Fault[]>(RECORD))?.some(isMeant)) return undefined;
  let taken: (Fault & { readonly fault: F }) | undefined;
  await records.change<readonly Fault[]>(RECORD, (planned = []) => {
    taken = planned.find(isMeant);
    return planned.flatMap((fault) => {
      if (fault !== taken) return [fault];
      const times = (fault.times ?? 1) - 1;
      return times > 0 ? [{ ...fault, times }] : [];
    });
  });
  return taken;
}

/** Plans what is to go wrong. */
export async function planFaults(records: SimulatorRecords, ...faults: readonly Fault[]): Promise<void> {
  await records.change<readonly Fault[]>(RECORD, (planned = []) => [...planned, ...faults]);
}
