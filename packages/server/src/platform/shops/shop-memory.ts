/** What was looked up, by a key, as long as it holds. */
export type Memory<T> = {
  /** From memory, else by `look`. */
  find(key: string, look: () => Promise<T | undefined>): Promise<T | undefined>;
  /** What is read before a change and arrives after it is not kept either. */
  forget(): void;
};

/** A change is heard of at once by its notice; this long it would be missed where notices do not arrive. */
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 10_000;

/** What is missing is looked for again after `missingMs`: with 0, a shop can be visited as soon as it was made. */
export function createMemory<T>({ missingMs }: { missingMs: number }): Memory<T> {
  let known = new Map<string, { readonly value: T | undefined; readonly until: number }>();
  return {
    async find(key, look) {
      const entry = known.get(key);
      if (entry && entry.until > performance.now()) return entry.value;
      const asked = known;
      const value = await look();
      const lasts = value === undefined ? missingMs : REMEMBERED_MS;
      if (asked !== known || lasts === 0) return value;
      known.delete(key);
      if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value as string);
      known.set(key, { value, until: performance.now() + lasts });
      return value;
    },
    forget() {
      known = new Map();
    },
  };
}
