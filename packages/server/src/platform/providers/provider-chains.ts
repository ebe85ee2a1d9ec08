import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { type CallContext, type Made, type Plugin, ProviderError, type ProviderKind, type ProviderOf } from '@bottega/contracts';
import type { Logger } from 'pino';

/** What a chain gave: the answer, and whose it is. */
export type ChainResult<T> = { readonly provider: string; readonly made: Made<T> };

/** The providers of each kind in the order in which they are asked; offline is last. */
export type ProviderChains = {
  list<K extends ProviderKind>(kind: K): readonly ProviderOf[K][];
  /** The first provider of that id. @throws ProviderError unsupported when there is none. */
  get<K extends ProviderKind>(kind: K, id: string): ProviderOf[K];
  /**
   * Asks one after another until one answers. `use` takes what it needs out of the call's folder before it returns: the folder is
   * removed then. A provider that throws or hangs harms only its own call; the last failure is thrown when all have failed.
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
  const scratch = path.join(folder, 'scratch');
  await rm(scratch, { recursive: true, force: true }); // what a killed process left behind
  await mkdir(scratch, { recursive: true });
  const loaded = await Promise.all(options.plugins.map((plugin) => plugin.providers({ dataFolder: folder })));
  const all = loaded.flat().sort((a, b) => Number(a.offline) - Number(b.offline));
  const list = <K extends ProviderKind>(kind: K) => all.filter((provider) => provider.kind === kind) as unknown as ProviderOf[K][];

  return {
    list,
    get(kind, id) {
      const found = list(kind).find((provider) => provider.id === id);
      if (!found) throw new ProviderError('unsupported', `There is no ${kind} provider "${id}".`);
      return found;
    },
    async ask(kind, { signal, serves, onProgress }, call, use) {
      const chain = list(kind).filter((provider) => serves?.(provider) ?? true);
      let failure: unknown = new ProviderError('unsupported', `No ${kind} provider can do this.`);
      for (const provider of chain) {
        const callFolder = await mkdtemp(path.join(scratch, `${kind}-`));
        const limit = AbortSignal.any([signal, AbortSignal.timeout(CALL_LIMIT_MS)]);
        const context: CallContext = {
          signal: limit,
          fetch: globalThis.fetch,
          folder: callFolder,
          progress: (done, note) => onProgress?.(done, note),
        };
        try {
          const made = await settleWithin(limit, call(provider, context));
          return await use({ provider: provider.id, made });
        } catch (error) {
          if (signal.aborted) throw signal.reason;
          failure = error;
          log.warn({ err: error, provider: provider.id, kind }, 'provider failed');
        } finally {
          await rm(callFolder, { recursive: true, force: true });
        }
      }
      throw failure;
    },
  };
}

/** Cuts a promise that ignores its signal. */
function settleWithin<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const cut = () => reject(new ProviderError('temporary', 'The provider did not answer in time.', { cause: signal.reason }));
    signal.addEventListener('abort', cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
  });
}
