import type { Logger } from 'pino';
import type { KeySource } from './key-source.ts';
import type { MasterKey } from './master-key.ts';

/** The master keys that this process knows: the newest wraps, the older ones unwrap. */
export type Keyring = {
  readonly where: string;
  /** What is unsafe about where the keys are kept, as a sentence. */
  weakness(): string | undefined;
  newest(): MasterKey;
  find(id: string): MasterKey | undefined;
  /** The newest first. */
  all(): readonly MasterKey[];
  /** Reads the source again. */
  reload(): Promise<void>;
  close(): void;
};

/** Where a source cannot be looked at before each use, a key that was added is taken within this time. */
const RELOAD_MS = 60_000;
/** An envelope under a key that nobody has must not make us ask the source for each look at it. */
const LEAST_RELOAD_MS = 5_000;

/** Loads the keys, and takes notice of those that are added. @throws what the source throws. */
export async function openKeyring(source: KeySource, log: Pick<Logger, 'warn'>): Promise<Keyring> {
  let keys = await source.load();
  const reload = async () => {
    keys = await source.load();
  };
  /** Keys that were once read go on serving while the source is away or half-written. */
  const told = (error: unknown) => log.warn({ err: error, where: source.where }, 'the keys could not be read again');
  const current = () => {
    try {
      keys = source.loadNow?.() ?? keys;
    } catch (error) {
      told(error);
    }
    return keys;
  };
  let asked = 0;
  const askAgain = () => {
    if (Date.now() - asked < LEAST_RELOAD_MS) return;
    asked = Date.now();
    void reload().catch(told);
  };
  const timer = source.loadNow ? undefined : setInterval(askAgain, RELOAD_MS).unref();
  return {
    where: source.where,
    weakness: () => source.weakness?.(),
    newest: () => current()[0] as MasterKey,
    all: current,
    find(id) {
      const found = current().find((key) => key.id === id);
      if (!found && !source.loadNow) askAgain(); // another process may have it already: the next attempt finds it
      return found;
    },
    reload,
    close: () => clearInterval(timer),
  };
}
