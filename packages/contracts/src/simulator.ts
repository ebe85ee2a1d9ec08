/**
 * A simulator speaks a company's protocol, so that everything can be tried without an account: the same requests, the same answers, signed
 * webhooks, and the page on which the buyer pays. It keeps its state in `records`, so that it survives a restart and is one for all processes.
 */
export type Simulator = {
  /** Answers what would have gone to the company. */
  fetch(request: Request): Promise<Response>;
  /** Answers a visitor of the simulator's own pages; the path begins behind `pages`. */
  page(request: Request, path: string): Promise<Response>;
};

/** What a simulator stands on. */
export type SimulatorHost = {
  readonly records: SimulatorRecords;
  /** The absolute address under which its pages are served, without a slash at the end. */
  readonly pages: string;
  /** Hands the shop a webhook as the company would, in its own time. */
  readonly deliver: (event: { readonly headers: Readonly<Record<string, string>>; readonly body: string }) => Promise<void>;
  readonly now: () => Date;
  /** The shop's settings of the plugin. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
};

/** Small records by name. `change` runs alone for its name: no other change of it is made meanwhile. */
export type SimulatorRecords = {
  get<T>(name: string): Promise<T | undefined>;
  /** Writes what `next` makes of what is there, and gives it back. */
  change<T>(name: string, next: (before: T | undefined) => T): Promise<T>;
  /** The records whose names begin so, by name. */
  list<T>(prefix: string): Promise<readonly { readonly name: string; readonly value: T }[]>;
};
