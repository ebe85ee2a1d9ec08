import {
  type CallContext,
  type Made,
  type Plugin,
  type Provider,
  ProviderError,
  type ProviderKind,
  type ProviderOf,
} from '@bottega/contracts';
import type { Logger } from 'pino';
import type { Calls } from '../calls/calls.ts';
import { sweepScratch, withScratchOnDemand } from '../files/scratch-folder.ts';
import { settleWithin } from './settle-within.ts';

/** What a chain gave: the answer, and whose it is. */
export type ChainResult<T> = { readonly provider: string; readonly offline: boolean; readonly made: Made<T> };

type AnyProvider = ProviderOf[ProviderKind];

/** The chains of the installation, from which those of a shop are made. */
export type SharedChains = ProviderChains & {
  /** With the providers that this shop has besides: they are asked before ours, the offline ones still last. */
  forShop(more: () => Promise<readonly AnyProvider[]>): ProviderChains;
};

/** The providers of each kind in the order in which they are asked; offline is last. */
export type ProviderChains = {
  list<K extends ProviderKind>(kind: K): Promise<readonly ProviderOf[K][]>;
  /** The first provider of that id. @throws ProviderError unsupported when there is none. */
  get<K extends ProviderKind>(kind: K, id: string): Promise<ProviderOf[K]>;
  /**
   * One call to one provider: in a folder of its own, with the road for its `fetch`, cut when it has not settled in time, so that a
   * provider that throws or hangs harms only this call. Nothing is begun for a signal that has gone off.
   */
  call<T>(
    options: { provider: Provider; signal: AbortSignal; limitMs?: number; onProgress?: CallContext['progress'] },
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
/** One request of a provider: pictures and films take their time. */
const REQUEST_LIMIT_MS = 3 * 60_000;

/** Loads the plugins and sorts their providers: in the order given, offline ones last. */
export async function createProviderChains(options: {
  plugins: readonly Plugin[];
  folder: string;
  log: Logger;
  calls: Calls;
}): Promise<SharedChains> {
  const { folder, log, calls } = options;
  await sweepScratch(folder);
  const loaded = await Promise.all(options.plugins.map((plugin) => plugin.providers({ dataFolder: folder })));
  const ours = loaded.flat();

  const call: ProviderChains['call'] = async ({ provider, signal, limitMs = CALL_LIMIT_MS, onProgress }, work) => {
    signal.throwIfAborted();
    return withScratchOnDemand(folder, 'call', (own) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
      const context: CallContext = {
        signal: limit,
        fetch: roadOf(calls, provider, limit),
        get folder() {
          return own();
        },
        settings: {},
        progress: (done, note) => onProgress?.(done, note),
      };
      return settleWithin(limit, work(context));
    });
  };

  const chainsOf = (all: () => Promise<readonly AnyProvider[]>) => orderChains(all, { call, log });
  return { ...chainsOf(async () => ours), forShop: (more) => chainsOf(async () => [...(await more()), ...ours]) };
}

function orderChains(
  all: () => Promise<readonly AnyProvider[]>,
  { call, log }: { call: ProviderChains['call']; log: Logger },
): ProviderChains {
  const list: ProviderChains['list'] = async <K extends ProviderKind>(kind: K) => {
    const ofKind = (await all()).filter((provider) => provider.kind === kind);
    return ofKind.sort((a, b) => Number(a.offline) - Number(b.offline)) as unknown as ProviderOf[K][];
  };
  return {
    list,
    async get(kind, id) {
      const found = (await list(kind)).find((provider) => provider.id === id);
      if (!found) throw new ProviderError('unsupported', `There is no ${kind} provider "${id}".`);
      return found;
    },
    call,
    async ask(kind, { serves, ...options }, ask, use) {
      const chain = (await list(kind)).filter((provider) => serves?.(provider) ?? true);
      let failure: unknown = new ProviderError('unsupported', `No ${kind} provider can do this.`);
      for (const provider of chain) {
        let answered = false;
        try {
          return await call({ ...options, provider }, async (context) => {
            const made = await ask(provider, context);
            answered = true;
            return use({ provider: provider.id, offline: provider.offline, made });
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

/** `fetch` by the rules of the road, for one provider; it ends with the call, whether the provider hands on its signal or not. */
function roadOf(calls: Calls, { kind, id }: Provider, limit: AbortSignal): typeof globalThis.fetch {
  const road = calls.fetchFor({ service: `${kind}/${id}`, timeoutMs: REQUEST_LIMIT_MS });
  return (input, init) => {
    const own = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    return road(input, { ...init, signal: own ? AbortSignal.any([limit, own]) : limit });
  };
}
