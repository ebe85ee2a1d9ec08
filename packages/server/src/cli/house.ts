import type { Auth, BundledPlugin, Config, Ground, Logger } from '#platform';

export type HouseOptions = {
  readonly config: Config;
  readonly log: Logger;
  /** Without the pages there is only the API: enough for a command. */
  readonly withPages: boolean;
};

/** The running program. */
export type House = {
  readonly ground: Ground;
  readonly auth: Auth;
  /** Where it listens. */
  readonly url: string;
  readonly operatorToken: string;
  /** Resolves when the server has ended beside which this one works. */
  readonly hostEnded: Promise<void>;
  /** Closes everything, the last opened first, PostgreSQL included. */
  close(): Promise<void>;
};

export type OpenHouse = (options: HouseOptions) => Promise<House>;

/** The plugins that come with the program. */
export type BundledPlugins = () => Promise<readonly BundledPlugin[]>;
