import { ProviderError } from '@bottega/contracts';

/** The same promise, rejected when the signal goes off: for work that may ignore its signal. @throws ProviderError unknown_outcome */
export function settleWithin<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(new ProviderError('unknown_outcome', 'The provider did not answer in time.', { cause: signal.reason }));
    if (signal.aborted) cut();
    else signal.addEventListener('abort', cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
  });
}
