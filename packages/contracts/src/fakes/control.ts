import type { ProviderError } from '../provider.ts';

/**
 * How a fake fails: with a provider's error; `hang`, which answers nothing until the caller gives up; or `crash`, an error that no
 * contract foresees, as a bug in a provider would throw it.
 */
export type FakeFailure = ProviderError | 'hang' | 'crash';

/** One call as the fake received it. */
export type FakeCall = { readonly operation: string; readonly input: unknown };

/** What a test holds in its hand beside the provider itself. */
export type FakeControl = {
  /**
   * The next call fails so; asked twice, the next two do. An error of kind `unknown_outcome` is thrown after the work was done,
   * as when the answer is lost on its way back: the case that blind retries get wrong.
   */
  failNext(failure: FakeFailure): void;
  /** Every call so far, in order, the failed ones too. */
  readonly calls: readonly FakeCall[];
};

export type Fake<P> = P & FakeControl;

type Attempt = <T>(call: FakeCall & { readonly signal?: AbortSignal }, work: () => Promise<T> | T) => Promise<T>;

/** The control of one fake, and the gate that all of its operations pass through. */
export function fakeControl(): { readonly control: FakeControl; readonly attempt: Attempt } {
  const calls: FakeCall[] = [];
  const failures: FakeFailure[] = [];
  const control: FakeControl = { calls, failNext: (failure) => void failures.push(failure) };
  const attempt: Attempt = async ({ operation, input, signal }, work) => {
    calls.push({ operation, input });
    signal?.throwIfAborted();
    const failure = failures.shift();
    if (failure === undefined) return work();
    if (failure === 'hang') return untilAborted(signal);
    if (failure === 'crash') throw new TypeError(`the fake crashed in ${operation}, as the test asked it to`);
    if (failure.kind === 'unknown_outcome') await work();
    throw failure;
  };
  return { control, attempt };
}

/** Never answers; rejects with the signal's reason when the caller gives up. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
