import { mkdir, rm } from 'node:fs/promises';
import { type CallContext, type Made, type Plugin, ProviderError, type ProviderKind, type ProviderOf } from '@bottega/contracts';
import type { Logger } from 'pino';
import { scratchFolderOf, withScratchFolder } from '../files/scratch-folder.ts';

/** What a chain gave: the answer, and whose it is. */
export type ChainResult<T> = { readonly provider: string; readonly made: Made<T> };

/** The providers of each kind in the order in which they are asked; offline is last. */
export type ProviderChains = {
  list<K extends ProviderKind>(kind: K): readonly ProviderOf[K][];
  /** The first provider of that id. @throws ProviderError unsupported when there is none. */
  get<K extends ProviderKind>(kind: K, id: string): ProviderOf[K];
  /**
   * One call to one provider: in a folder of its own, cut when it has not settled in time, so that a provider that throws or hangs
   * harms only this call. Nothing is begun for a signal that has gone off.
   */
  call<T>(
    options: { signal: AbortSignal; limitMs?: number; onProgress?: CallContext['progress'] },
    work: (call: CallContext) => Promise<T>,
  ): Promise<T>;
  /**
   * Asks one after another until one answers. `use` takes what it needs out of the call's folder before it returns: the folder is
   * removed then. The last failure is thrown when all have failed.
   */
  ask<K extends ProviderKind, T, R>(
    kind: K,
    options: { signal: AbortSignal; serves?: (provider: ProviderOf[K]) => boolean; onProgress?: (done: number, note?: string) => void },
    call: (provider: ProviderOf[K], context: CallContext) => Promise<Made<T>>,
    use: (result: ChainResult<T>) => Promise<R>,
  ): Promise<R>;
};

/** A call that has not settled by then is cut. */
const CALL_LIMIT_MS = 10 * 60_000;

/** Loads the plugins and sorts their providers: in the order given, offline ones last. */
export async function createProviderChains(options: { plugins: readonly Plugin[]; folder: string; log: Logger }): Promise<ProviderChains> {
  const { folder, log } = options;
  await rm(scratchFolderOf(folder), { recursive: true, force: true }); // what a killed process left behind
  await mkdir(scratchFolderOf(folder), { recursive: true });
  const loaded = await Promise.all(options.plugins.map((plugin) => plugin.providers({ dataFolder: folder })));
  const all = loaded.flat().sort((a, b) => Number(a.offline) - Number(b.offline));
  const list = <K extends ProviderKind>(kind: K) => all.filter((provider) => provider.kind === kind) as unknown as ProviderOf[K][];

  const call: ProviderChains['call'] = async ({ signal, limitMs = CALL_LIMIT_MS, onProgress }, work) => {
    signal.throwIfAborted();
    return withScratchFolder(folder, 'call', (own) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
      const context: CallContext = {
        signal: limit,
        fetch: globalThis.fetch,
        folder: own,
        progress: (done, note) => onProgress?.(done, note),
      };
      return settleWithin(limit, work(context));
    });
  };

  return {
    list,
    get(kind, id) {
      const found = list(kind).find((provider) => provider.id === id);
      if (!found) throw new ProviderError('unsupported', `There is no ${kind} provider "${id}".`);
      return found;
    },
    call,
    async ask(kind, { serves, ...options }, ask, use) {
      const chain = list(kind).filter((provider) => serves?.(provider) ?? true);
      let failure: unknown = new ProviderError('unsupported', `No ${kind} provider can do this.`);
      for (const provider of chain) {
        let answered = false;
        try {
          return await call(options, async (context) => {
            const made = await ask(provider, context);
            answered = true;
            return use({ provider: provider.id, made });
          });
        } catch (error) {
          if (options.signal.aborted) throw options.signal.reason;
          if (answered) throw error; // what we did with the answer failed, and another provider would not help
          failure = error;
          log.warn({ err: error, provider: provider.id, kind }, 'provider failed');
        }
      }
      throw failure;
    },
  };
}

/** Cuts a promise that ignores its signal. */
function settleWithin<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(new ProviderError('unknown_outcome', 'The provider did not answer in time.', { cause: signal.reason }));
    if (signal.aborted) cut();
    else signal.addEventListener('abort', cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
  });
}
