import { Worker } from 'node:worker_threads';
import type { CallContext } from '@bottega/contracts';

/** What a worker posts: how far it is, and at last its result. */
export type WorkerMessage<Result> =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'done'; readonly result: Result };

type WorkerJob = {
  readonly script: URL;
  /** Given to the worker as its `workerData`. */
  readonly input: unknown;
  readonly call: CallContext;
};

/**
 * Runs heavy work in a thread of its own, so that the server keeps answering meanwhile. The thread ends with its result, or at once
 * when the signal goes off.
 * @throws the signal's reason when aborted; what the worker threw when it failed.
 */
export async function runWorker<Result>({ script, input, call }: WorkerJob): Promise<Result> {
  const { signal } = call;
  signal.throwIfAborted();
  // WASI is still marked experimental in Node; its warning would stand in every server's log.
  const worker = new Worker(script, { workerData: input, execArgv: ['--disable-warning=ExperimentalWarning'] });
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const giveUp = (): void => reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  worker.on('message', (message: WorkerMessage<Result>) => {
    if (message.type === 'progress') call.progress(message.done);
    else resolve(message.result);
  });
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the worker ${script.pathname} ended with ${code} and no result`)));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', giveUp);
    await worker.terminate();
  }
}
