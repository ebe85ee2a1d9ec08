/** Counts tries by a name (an account, an address) within a window of time. */
export type AttemptLimit = {
  /** Counts one try. Returns 0 when it is allowed, else the seconds until the next one is. */
  count(name: string): number;
  forget(name: string): void;
};

/**
 * A window that slides: at most `most` tries in any `windowMs`. At most `names` are remembered; then the one that was silent longest goes.
 * @param now milliseconds; given by tests.
 */
export function createAttemptLimit(
  options: { most: number; windowMs: number; names?: number },
  now: () => number = () => performance.now(),
): AttemptLimit {
  const { most, windowMs, names = 10_000 } = options;
  const tries = new Map<string, number[]>(); // the one that tried last stands last
  return {
    count(name) {
      const recent = (tries.get(name) ?? []).filter((time) => time > now() - windowMs);
      const oldest = recent.at(-most);
      if (oldest === undefined) recent.push(now());
      tries.delete(name);
      if (tries.size >= names) tries.delete(tries.keys().next().value as string);
      tries.set(name, recent);
      return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + windowMs - now()) / 1_000));
    },
    forget: (name) => void tries.delete(name),
  };
}
